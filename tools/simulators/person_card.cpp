#include "tools/simulators/person_card.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "kiosk/base/encoding.h"
#include "tools/simulators/hex.h"

namespace bancheng::simulators {
namespace {

using Json = nlohmann::json;
using Failure = std::string;
template <typename T>
using OrFailure = base::Result<T, Failure>;

constexpr std::size_t kTextSize = 256;
constexpr std::size_t kAddressSize = 70;
constexpr std::size_t kTypeOffset = 248;

/// Where a field stands in the text block; the part that does not fit the first place goes on at the second.
struct Field {
  std::size_t offset;
  std::size_t size;
  std::size_t second_offset = 0;
  std::size_t second_size = 0;
};

struct Layout {
  char type;
  std::map<std::string, Field> fields;
};

// The id-card-reader page, section 4, by offset and length in bytes.
const std::map<std::string, Layout>& layouts() {
  static const std::map<std::string, Layout> all{
      {"resident",
       {' ',
        {{"name", {0, 30}}, {"sex_code", {30, 2}}, {"nation_code", {32, 4}}, {"birth_date", {36, 16}}, {"address", {52, 70}},
         {"number", {122, 36}}, {"authority", {158, 30}}, {"valid_from", {188, 16}}, {"valid_to", {204, 16}}}}},
      {"hmt_residence",
       {'J',
        {{"name", {0, 30}}, {"sex_code", {30, 2}}, {"birth_date", {36, 16}}, {"address", {52, 70}}, {"number", {122, 36}},
         {"authority", {158, 30}}, {"valid_from", {188, 16}}, {"valid_to", {204, 16}}, {"pass_number", {220, 18}},
         {"issue_count", {238, 4}}}}},
      {"foreigner_2017",
       {'I',
        {{"latin_name", {0, 120}}, {"sex_code", {120, 2}}, {"number", {122, 30}}, {"nationality", {152, 6}}, {"name", {158, 30}},
         {"valid_from", {188, 16}}, {"valid_to", {204, 16}}, {"birth_date", {220, 16}}, {"version", {236, 4}},
         {"authority", {240, 8}}}}},
      {"foreigner_2023",
       {'Y',
        {{"name", {0, 30}}, {"sex_code", {30, 2}}, {"issue_count", {32, 4}}, {"birth_date", {36, 16}},
         {"latin_name", {52, 70, 220, 22}}, {"number", {122, 36}}, {"valid_from", {188, 16}}, {"valid_to", {204, 16}},
         {"nationality", {242, 6}}, {"association", {250, 6}}}}},
  };
  return all;
}

Bytes spaces(std::size_t size) {
  Bytes made(size, 0);
  for (std::size_t i = 0; i < size; i += 2) made[i] = ' ';
  return made;
}

/// UTF-16LE, padded with spaces to `size`.
OrFailure<Bytes> padded(const std::string& name, const std::string& utf8, std::size_t size) {
  const auto utf16 = base::to_utf16le(utf8);
  if (!utf16) return base::failure(name + " is not UTF-8");
  if (utf16->size() > size) return base::failure(name + " is longer than " + std::to_string(size / 2) + " characters");
  Bytes made = spaces(size);
  std::copy(utf16->begin(), utf16->end(), made.begin());
  return made;
}

OrFailure<void> put(Bytes& block, const std::string& name, const Field& field, const std::string& utf8) {
  const auto bytes = padded(name, utf8, field.size + field.second_size);
  if (!bytes) return base::failure(bytes.error());
  const auto middle = bytes->begin() + static_cast<std::ptrdiff_t>(field.size);
  std::copy(bytes->begin(), middle, block.begin() + static_cast<std::ptrdiff_t>(field.offset));
  std::copy(middle, bytes->end(), block.begin() + static_cast<std::ptrdiff_t>(field.second_offset));
  return {};
}

/// Bytes put over the block as they are, for chips that hold what no text is: [{"offset": 0, "hex": "00D8"}]
OrFailure<void> patch(Bytes& block, const Json& patches) {
  for (const Json& one : patches) {
    const std::size_t offset = one.at("offset").get<std::size_t>();
    const auto bytes = from_hex(one.at("hex").get<std::string>());
    if (!bytes || offset > block.size() || bytes->size() > block.size() - offset) return base::failure(Failure("patch does not fit"));
    std::copy(bytes->begin(), bytes->end(), block.begin() + static_cast<std::ptrdiff_t>(offset));
  }
  return {};
}

Bytes pattern(std::size_t size, unsigned step) {
  Bytes made(size);
  for (std::size_t i = 0; i < size; ++i) made[i] = static_cast<std::uint8_t>(i * step + i / 256);
  return made;
}

OrFailure<Bytes> text_block(const Json& person) {
  const auto layout = layouts().find(person.at("layout").get<std::string>());
  if (layout == layouts().end()) return base::failure(Failure("layout is not known"));
  Bytes block = spaces(kTextSize);
  block[kTypeOffset] = static_cast<std::uint8_t>(layout->second.type);
  for (const auto& [name, value] : person.items()) {
    static constexpr std::array kNotInBlock{"layout", "newest_address", "fingerprints", "patch"};
    if (std::find(kNotInBlock.begin(), kNotInBlock.end(), name) != kNotInBlock.end()) continue;
    const auto field = layout->second.fields.find(name);
    if (field == layout->second.fields.end()) return base::failure("layout has no " + name);
    if (const auto done = put(block, name, field->second, value.get<std::string>()); !done) return base::failure(done.error());
  }
  if (const auto done = patch(block, person.value("patch", Json::array())); !done) return base::failure(done.error());
  return block;
}

OrFailure<PersonCard> card_of(const Json& person) {
  auto text = text_block(person);
  if (!text) return base::failure(text.error());
  PersonCard card{std::move(*text), pattern(1024, 7), {}, std::nullopt};
  const auto fingers = person.value("fingerprints", std::size_t{0});
  if (fingers > 2) return base::failure(Failure("fingerprints must be 0, 1 or 2"));
  card.fingerprints = pattern(fingers * 512, 11);
  for (std::size_t i = 0; i < fingers; ++i) card.fingerprints[i * 512] = 'C';
  if (const auto address = person.find("newest_address"); address != person.end()) {
    auto bytes = padded("newest_address", address->get<std::string>(), kAddressSize);
    if (!bytes) return base::failure(bytes.error());
    card.newest_address = std::move(*bytes);
  }
  return card;
}

}  // namespace

base::Result<PersonCard, base::Complaint> load_person_card(const std::filesystem::path& file) {
  const auto complaint = [&](std::string what) { return base::Complaint{file.string(), std::move(what)}; };
  try {
    std::ifstream stream(file);
    if (!stream) return base::failure(complaint("cannot be read"));
    return card_of(Json::parse(stream)).map_error(complaint);
  } catch (const Json::exception&) {
    return base::failure(complaint("is not a person file: bad JSON, or a field of the wrong kind"));
  }
}

}  // namespace bancheng::simulators
