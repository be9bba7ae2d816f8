// Any payload under every setting: refused, or valid UTF-8 with content that is no longer than what came.
#include "drivers/code_scanner/payload.h"
#include "kiosk/base/encoding.h"
#include "tests/fuzz/fuzz.h"

using bancheng::fuzz::Bytes;
using bancheng::fuzz::require;

std::vector<Bytes> bancheng::fuzz::seeds() {
  const Bytes ascii{']', 'Q', '2', '\\', '0', '0', '0', '0', '2', '6', 'A', '\\', '\\', 'B'};
  const Bytes gbk{'\\', '0', '0', '0', '0', '2', '9', 0xB0, 0xEC, 0xB3, 0xC9};
  const Bytes latin{'\\', '0', '0', '0', '0', '0', '3', 0xE9, 0x80};
  const Bytes utf8{0xEF, 0xBB, 0xBF, 0xE5, 0x8A, 0x9E, 0xF0, 0xA0, 0xAE, 0xB7};
  const Bytes four_byte{0x95, 0x32, 0x82, 0x36, 0x09};
  return {ascii, gbk, latin, utf8, four_byte};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bancheng::drivers::code_scanner;
  for (const bool aim : {false, true}) {
    for (const bool eci : {false, true}) {
      const auto payload = decode_payload({data, size}, {aim, eci});
      if (!payload) continue;
      require(bancheng::base::is_valid_utf8(payload->text.view()), "the text is valid UTF-8");
      require(payload->content.size() <= size, "the content is no longer than what came");
    }
  }
  return 0;
}
