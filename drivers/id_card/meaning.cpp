#include "drivers/id_card/meaning.h"

#include <fmt/format.h>

namespace bancheng::drivers::id_card {
namespace {

std::uint32_t little_endian(std::span<const std::uint8_t> bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = bytes.size(); i > 0; --i) value = value << 8 | bytes[i - 1];
  return value;
}

/// The length that the data of a good answer must have; the two reads carry lengths of their own.
bool good_length(Command command, std::size_t size) {
  if (command == kReset || command == kStatus) return size == 0;
  if (command == kSamId) return size == 16;
  if (command == kFind) return size == 4;
  if (command == kSelect) return size == 8;
  if (command == kReadTextAndPhoto) return size >= 4 + 256;
  return size == 70;
}

}  // namespace

Meaning meaning_of(std::uint8_t sw3) noexcept {
  switch (sw3) {
    case 0x90: return Meaning::ok;
    case 0x9F: return Meaning::card_found;
    case 0x91: return Meaning::item_absent;
    case 0x80: return Meaning::no_card;
    case 0x31:
    case 0x32:
    case 0x40: return Meaning::card_refused;
    case 0x10:
    case 0x11:
    case 0x21: return Meaning::misunderstood;
    case 0x60:
    case 0x66: return Meaning::reader_fault;
    default: return Meaning::card_moved;
  }
}

bool can_answer(Command command, const Answer& answer) noexcept {
  const bool about_cards = command == kFind || command == kSelect || command == kReadTextAndPhoto || command == kReadNewestAddress;
  switch (meaning_of(answer.sw3)) {
    case Meaning::ok: return command != kFind && good_length(command, answer.data.size());
    case Meaning::card_found: return command == kFind && good_length(command, answer.data.size());
    case Meaning::item_absent: return command == kReadNewestAddress && answer.data.empty();
    case Meaning::no_card: return about_cards && answer.data.empty();
    case Meaning::card_moved:
    case Meaning::card_refused: return about_cards && command != kFind && answer.data.empty();
    case Meaning::misunderstood:
    case Meaning::reader_fault: return answer.data.empty();
  }
  return false;
}

std::optional<std::string> format_sam_id(std::span<const std::uint8_t> data) {
  if (data.size() != 16) return std::nullopt;
  return fmt::format("{:02}.{:02}-{}-{:010}-{:010}", little_endian(data.subspan(0, 2)), little_endian(data.subspan(2, 2)),
                     little_endian(data.subspan(4, 4)), little_endian(data.subspan(8, 4)), little_endian(data.subspan(12, 4)));
}

}  // namespace bancheng::drivers::id_card
