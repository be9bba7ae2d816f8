#include "drivers/id_card/chip_text.h"

#include <algorithm>
#include <array>

#include "kiosk/base/encoding.h"

namespace bancheng::drivers::id_card {
namespace {

using hal::ChipLayout;
using hal::ChipText;

/// Where a field stands in the block, in bytes. A field in two parts is put together before its padding is removed.
struct Place {
  base::PersonText ChipText::*field;
  std::size_t offset;
  std::size_t length;
  std::size_t second_offset = 0;
  std::size_t second_length = 0;
};

constexpr std::array kResident{
    Place{&ChipText::name, 0, 30},         Place{&ChipText::sex_code, 30, 2},   Place{&ChipText::nation_code, 32, 4},
    Place{&ChipText::birth_date, 36, 16},  Place{&ChipText::address, 52, 70},   Place{&ChipText::number, 122, 36},
    Place{&ChipText::authority, 158, 30},  Place{&ChipText::valid_from, 188, 16}, Place{&ChipText::valid_to, 204, 16},
};
constexpr std::array kHmtResidence{
    Place{&ChipText::name, 0, 30},          Place{&ChipText::sex_code, 30, 2},     Place{&ChipText::birth_date, 36, 16},
    Place{&ChipText::address, 52, 70},      Place{&ChipText::number, 122, 36},     Place{&ChipText::authority, 158, 30},
    Place{&ChipText::valid_from, 188, 16},  Place{&ChipText::valid_to, 204, 16},   Place{&ChipText::pass_number, 220, 18},
    Place{&ChipText::issue_count, 238, 4},
};
constexpr std::array kForeigner2017{
    Place{&ChipText::latin_name, 0, 120},   Place{&ChipText::sex_code, 120, 2},    Place{&ChipText::number, 122, 30},
    Place{&ChipText::nationality, 152, 6},  Place{&ChipText::name, 158, 30},       Place{&ChipText::valid_from, 188, 16},
    Place{&ChipText::valid_to, 204, 16},    Place{&ChipText::birth_date, 220, 16}, Place{&ChipText::authority, 240, 8},
};
constexpr std::array kForeigner2023{
    Place{&ChipText::name, 0, 30},          Place{&ChipText::sex_code, 30, 2},     Place{&ChipText::issue_count, 32, 4},
    Place{&ChipText::birth_date, 36, 16},   Place{&ChipText::latin_name, 52, 70, 220, 22},
    Place{&ChipText::number, 122, 36},      Place{&ChipText::valid_from, 188, 16}, Place{&ChipText::valid_to, 204, 16},
    Place{&ChipText::nationality, 242, 6},  Place{&ChipText::association, 250, 6},
};
constexpr std::size_t kTypeOffset = 248;

std::span<const Place> places_of(ChipLayout layout) {
  switch (layout) {
    case ChipLayout::resident: return kResident;
    case ChipLayout::foreigner_2017: return kForeigner2017;
    case ChipLayout::foreigner_2023: return kForeigner2023;
    case ChipLayout::hmt_residence: return kHmtResidence;
  }
  return {};
}

std::optional<ChipLayout> layout_of(std::span<const std::uint8_t> block) {
  const unsigned type = static_cast<unsigned>(block[kTypeOffset]) | static_cast<unsigned>(block[kTypeOffset + 1]) << 8;
  switch (type) {
    case 0:
    case ' ': return ChipLayout::resident;
    case 'I': return ChipLayout::foreigner_2017;
    case 'Y': return ChipLayout::foreigner_2023;
    case 'J': return ChipLayout::hmt_residence;
    default: return std::nullopt;
  }
}

std::size_t length_without_padding(std::span<const std::uint8_t> utf16) {
  std::size_t end = utf16.size() & ~std::size_t{1};
  while (end > 0 && utf16[end - 1] == 0 && (utf16[end - 2] == 0 || utf16[end - 2] == ' ')) end -= 2;
  return end;
}

std::optional<base::PersonText> unpadded(std::span<const std::uint8_t> utf16) {
  return base::from_utf16le(utf16.first(length_without_padding(utf16)));
}

std::optional<base::PersonText> text_at(std::span<const std::uint8_t> block, const Place& place) {
  const auto first = block.subspan(place.offset, place.length);
  if (place.second_length == 0) return unpadded(first);
  const auto second = block.subspan(place.second_offset, place.second_length);
  base::PersonBytes joined(first.begin(), first.end());
  joined.insert(joined.end(), second.begin(), second.end());
  return unpadded(joined);
}

std::size_t big_endian(std::span<const std::uint8_t> bytes, std::size_t at) {
  return static_cast<std::size_t>(bytes[at]) << 8 | bytes[at + 1];
}

}  // namespace

base::Result<ChipText, ChipTextError> decode_text_block(std::span<const std::uint8_t> block) {
  if (block.size() != kTextBlockSize) return base::failure(ChipTextError::bad_lengths);
  const auto layout = layout_of(block);
  if (!layout) return base::failure(ChipTextError::unknown_layout);
  ChipText text;
  text.layout = *layout;
  for (const Place& place : places_of(*layout)) {
    auto field = text_at(block, place);
    if (!field) return base::failure(ChipTextError::bad_characters);
    text.*place.field = std::move(*field);
  }
  return text;
}

base::Result<ChipText, ChipTextError> decode_read_answer(std::span<const std::uint8_t> data) {
  constexpr std::size_t kLengths = 4;
  if (data.size() < kLengths) return base::failure(ChipTextError::bad_lengths);
  const std::size_t text_length = big_endian(data, 0);
  const std::size_t photo_length = big_endian(data, 2);
  if (photo_length > kLargestPhoto || data.size() != kLengths + text_length + photo_length) {
    return base::failure(ChipTextError::bad_lengths);
  }
  auto text = decode_text_block(data.subspan(kLengths, text_length));
  if (!text) return text;
  const auto photo = data.subspan(kLengths + text_length);
  text->photo.assign(photo.begin(), photo.end());
  return text;
}

std::optional<base::PersonText> decode_newest_address(std::span<const std::uint8_t> data) {
  constexpr std::size_t kAddressSize = 70;
  if (data.size() != kAddressSize) return std::nullopt;
  return unpadded(data);
}

}  // namespace bancheng::drivers::id_card
