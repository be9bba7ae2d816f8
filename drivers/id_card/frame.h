// The frames of the SAM protocol, pure bytes <-> values (id-card-reader page, section 2).
//
//   command: AA AA AA 96 69 | LenH LenL | CMD PARA           | CHK
//   answer : AA AA AA 96 69 | LenH LenL | SW1 SW2 SW3 [data] | CHK
//   Len counts all that follows it; CHK is the XOR of everything from LenH to the last data byte.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "kiosk/base/person_text.h"
#include "kiosk/base/result.h"

namespace bancheng::drivers::id_card {

struct Command {
  std::uint8_t code;
  std::uint8_t parameter;
  friend bool operator==(const Command&, const Command&) = default;
};

inline constexpr Command kReset{0x10, 0xFF};
inline constexpr Command kStatus{0x11, 0xFF};
inline constexpr Command kSamId{0x12, 0xFF};
inline constexpr Command kFind{0x20, 0x01};
inline constexpr Command kSelect{0x20, 0x02};
inline constexpr Command kReadTextAndPhoto{0x30, 0x01};
inline constexpr Command kReadNewestAddress{0x30, 0x03};

using CommandFrame = std::array<std::uint8_t, 10>;
[[nodiscard]] CommandFrame encode(Command command) noexcept;

/// Smallest and largest Len that an answer may carry: status word and checksum; text, photo and two fingerprints.
inline constexpr std::size_t kSmallestLength = 4;
inline constexpr std::size_t kLargestLength = 0x090A;

struct Answer {
  std::uint8_t sw1 = 0;
  std::uint8_t sw2 = 0;
  std::uint8_t sw3 = 0;  ///< the reader's own result, see meaning.h
  base::PersonBytes data;
};

enum class FrameError {
  bad_length,    ///< a preamble, then a Len outside the bounds
  bad_checksum,  ///< a whole frame whose CHK does not fit
};

/// Finds answers in a stream that may hold anything: bytes before the preamble, cut frames, damaged frames. One thread.
class FrameReader {
 public:
  /// Takes what has arrived. Bounded: what cannot be part of a frame is dropped.
  void feed(std::span<const std::uint8_t> bytes);
  /// The next whole frame or the next error; nothing when more bytes are needed. After an error the search goes on behind
  /// the preamble of the bad frame, so a good frame that follows is not lost.
  [[nodiscard]] std::optional<base::Result<Answer, FrameError>> next();
  /// Forgets (and wipes) all that waits.
  void clear() noexcept { buffer_.clear(); buffer_.shrink_to_fit(); }
  /// A preamble and a fitting Len have been seen, the rest of the frame has not.
  [[nodiscard]] bool inside_frame() const noexcept;

 private:
  void drop(std::size_t count);
  bool align();
  base::PersonBytes buffer_;
};

}  // namespace bancheng::drivers::id_card
