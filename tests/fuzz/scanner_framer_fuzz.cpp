// Any stream, cut in two, under every suffix: payloads are bounded and never empty, and the cut does not matter.
#include "drivers/code_scanner/framer.h"
#include "tests/fuzz/fuzz.h"

namespace {

using namespace bancheng::drivers::code_scanner;
using bancheng::fuzz::Bytes;
using bancheng::fuzz::require;

void note(const Piece& piece, std::vector<Bytes>& pieces) {
  if (const auto* raw = std::get_if<RawPayload>(&piece)) {
    require(!raw->bytes.empty() && raw->bytes.size() <= kLargestPayload, "a payload is within its bounds");
    pieces.emplace_back(raw->bytes.begin(), raw->bytes.end());
  } else if (const auto* reply = std::get_if<NewlandReply>(&piece)) {
    pieces.emplace_back(reply->command.begin(), reply->command.end());
  } else {
    pieces.emplace_back();
  }
}

void drain(Framer& framer, std::vector<Bytes>& pieces) {
  while (const auto piece = framer.next()) note(*piece, pieces);
}

std::vector<Bytes> pieces_of(Suffix suffix, std::span<const std::uint8_t> bytes, std::size_t cut) {
  Framer framer(suffix, true);
  std::vector<Bytes> pieces;
  framer.feed(bytes.first(cut));
  drain(framer, pieces);
  framer.feed(bytes.subspan(cut));
  drain(framer, pieces);
  if (const auto last = framer.pause()) note(*last, pieces);
  require(!framer.waiting(), "after a pause nothing waits");
  return pieces;
}

Bytes bytes_of(const char* text) {
  Bytes bytes;
  for (; *text != '\0'; ++text) bytes.push_back(static_cast<std::uint8_t>(*text));
  return bytes;
}

}  // namespace

std::vector<Bytes> bancheng::fuzz::seeds() {
  return {bytes_of("one\rtwo\r"), bytes_of("one\r\ntwo\r\n"), bytes_of("\x02\x01" "0000#SCNTRG1\x06;\x03" "code\r"), Bytes(5000, 'x'), bytes_of("]Q1x\n")};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::uint8_t> bytes(data, size);
  const std::size_t cut = size == 0 ? 0 : data[size - 1] * size / 256;
  for (const Suffix suffix : {Suffix::cr, Suffix::lf, Suffix::cr_lf, Suffix::none}) {
    require(pieces_of(suffix, bytes, 0) == pieces_of(suffix, bytes, cut), "a cut stream gives the same pieces");
  }
  return 0;
}
