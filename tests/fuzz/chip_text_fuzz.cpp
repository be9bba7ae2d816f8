// Any bytes as a read answer, a text block, a newest address: a refusal, or valid UTF-8 of bounded length.
#include "drivers/id_card/chip_text.h"
#include "kiosk/base/encoding.h"
#include "tests/fuzz/fuzz.h"

namespace {

using bancheng::fuzz::Bytes;
using bancheng::fuzz::require;
using bancheng::hal::ChipText;

void check(const bancheng::base::PersonText& text) {
  require(bancheng::base::is_valid_utf8(text.view()), "a field is valid UTF-8");
  require(text.size() <= 60 * 3, "a field is no longer than its place");
}

void check(const ChipText& text) {
  for (const auto* field : {&text.name, &text.latin_name, &text.sex_code, &text.nation_code, &text.nationality, &text.birth_date, &text.address,
                            &text.number, &text.authority, &text.valid_from, &text.valid_to, &text.pass_number, &text.issue_count, &text.association}) {
    check(*field);
  }
  require(text.photo.size() <= bancheng::drivers::id_card::kLargestPhoto, "a photo is bounded");
}

Bytes block(std::uint8_t type) {
  Bytes bytes(256, 0);
  for (std::size_t i = 0; i < 256; i += 2) bytes[i] = i < 30 ? 0x41 : 0x20;
  bytes[248] = type;
  return bytes;
}

Bytes answer(std::uint8_t type) {
  Bytes bytes{0x01, 0x00, 0x00, 0x10};
  const Bytes text = block(type);
  bytes.reserve(276);
  for (const std::uint8_t byte : text) bytes.push_back(byte);
  bytes.resize(276, 0x5A);
  return bytes;
}

}  // namespace

std::vector<Bytes> bancheng::fuzz::seeds() {
  return {block(' '), block('I'), block('Y'), block('J'), answer(' '), answer('Y'), Bytes(70, 0x20)};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bancheng::drivers::id_card;
  const std::span<const std::uint8_t> bytes(data, size);
  if (const auto text = decode_text_block(bytes)) check(*text);
  if (const auto text = decode_read_answer(bytes)) check(*text);
  if (const auto address = decode_newest_address(bytes)) check(*address);
  return 0;
}
