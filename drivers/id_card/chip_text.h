// The text block of a card's chip in its four layouts (id-card-reader page, section 4), and the answers that carry it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "drivers/hal/id_card_reader.h"
#include "kiosk/base/result.h"

namespace bancheng::drivers::id_card {

inline constexpr std::size_t kTextBlockSize = 256;
inline constexpr std::size_t kLargestPhoto = 1024;

enum class ChipTextError {
  bad_lengths,      ///< the answer's own lengths do not fit its data
  unknown_layout,   ///< a type character that is none of blank, I, Y, J
  bad_characters,   ///< not UTF-16
};

/// The text block alone; `block` must have kTextBlockSize bytes, else bad_lengths. Padding (spaces, NULs) is removed from
/// the ends of fields; nothing is checked or judged.
[[nodiscard]] base::Result<hal::ChipText, ChipTextError> decode_text_block(std::span<const std::uint8_t> block);

/// The data of a good answer to 30 01: two big-endian lengths, text block, photo.
[[nodiscard]] base::Result<hal::ChipText, ChipTextError> decode_read_answer(std::span<const std::uint8_t> data);

/// The data of a good answer to 30 03: 35 characters.
[[nodiscard]] std::optional<base::PersonText> decode_newest_address(std::span<const std::uint8_t> data);

}  // namespace bancheng::drivers::id_card
