// Any stream, cut in any two pieces: answers stay within their bounds, and the cut does not matter.
#include <algorithm>

#include "drivers/id_card/frame.h"
#include "drivers/id_card/meaning.h"
#include "tests/fuzz/fuzz.h"

namespace {

using namespace bancheng::drivers::id_card;
using bancheng::fuzz::Bytes;

void drain(FrameReader& reader, std::vector<Bytes>& answers) {
  // Each step takes at least one byte, so it ends.
  while (const auto frame = reader.next()) {
    if (!*frame) continue;
    bancheng::fuzz::require((*frame)->data.size() <= kLargestLength - kSmallestLength, "an answer is within its bounds");
    for (const Command command : {kReset, kStatus, kSamId, kFind, kSelect, kReadTextAndPhoto, kReadNewestAddress}) (void)can_answer(command, **frame);
    (void)format_sam_id((*frame)->data);
    answers.emplace_back((*frame)->data.begin(), (*frame)->data.end());
    answers.back().push_back((*frame)->sw3);
  }
}

}  // namespace

std::vector<Bytes> bancheng::fuzz::seeds() {
  const Bytes found{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x08, 0x00, 0x00, 0x9F, 0x00, 0x00, 0x00, 0x00, 0x97};
  const Bytes none{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x04, 0x00, 0x00, 0x80, 0x84};
  Bytes read{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x05, 0x08, 0x00, 0x00, 0x90, 0x01, 0x00, 0x04, 0x00};
  read.resize(1295, 0x00);
  read.back() = 0x05 ^ 0x08 ^ 0x90 ^ 0x01 ^ 0x04;
  return {found, none, read, Bytes(64, 0xAA)};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::uint8_t> all(data, size);
  std::vector<Bytes> at_once;
  FrameReader whole;
  whole.feed(all);
  drain(whole, at_once);

  const std::size_t at = size == 0 ? 0 : data[0] * size / 256;
  std::vector<Bytes> in_two;
  FrameReader cut;
  cut.feed(all.first(at));
  drain(cut, in_two);
  cut.feed(all.subspan(at));
  drain(cut, in_two);
  // What does not fit the buffer in one piece is dropped, by design; only then may the two differ.
  if (size <= kLargestLength) bancheng::fuzz::require(at_once == in_two, "a cut stream gives the same answers");
  return 0;
}
