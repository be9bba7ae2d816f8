// Any stream from a printer, cut in two: the cut does not matter, every answer is within its bounds, and after a reset
// the next answer is understood.
#include <variant>

#include "drivers/receipt_printer/answers.h"
#include "drivers/receipt_printer/status.h"
#include "tests/fuzz/fuzz.h"

namespace {

using namespace bancheng::drivers::escpos;
using bancheng::fuzz::require;

/// An answer written out so that two can be compared.
bancheng::fuzz::Bytes spelled(const Answer& answer) {
  bancheng::fuzz::Bytes out{static_cast<std::uint8_t>(answer.index())};
  if (const auto* flow = std::get_if<FlowControl>(&answer)) out.push_back(flow->stopped ? 1 : 0);
  if (const auto* real_time = std::get_if<RealTimeAnswer>(&answer)) out.push_back(real_time->byte);
  if (const auto* in_order = std::get_if<InOrderAnswer>(&answer)) out.push_back(in_order->byte);
  if (const auto* automatic = std::get_if<AutoStatus>(&answer))
    out.insert(out.end(), automatic->bytes.begin(), automatic->bytes.end());
  if (const auto* printed = std::get_if<PrintedId>(&answer)) {
    for (const auto character : printed->id) require(character >= 0x20 && character <= 0x7E, "an id is printable");
    out.insert(out.end(), printed->id.begin(), printed->id.end());
  }
  if (const auto* offline = std::get_if<OfflineReport>(&answer)) {
    require(offline->causes.size() <= 10, "at most ten causes");
    out.insert(out.end(), offline->causes.begin(), offline->causes.end());
  }
  if (const auto* identity = std::get_if<IdentityAnswer>(&answer)) {
    require(identity->text.size() <= 80, "an identity is short");
    out.insert(out.end(), identity->text.begin(), identity->text.end());
  }
  return out;
}

/// Whatever is heard, the state stays one that can be shown.
void note_all(const std::vector<Answer>& answers, Status& status) {
  for (const Answer& answer : answers) {
    if (const auto* automatic = std::get_if<AutoStatus>(&answer)) note(status, automatic->bytes);
    if (const auto* real_time = std::get_if<RealTimeAnswer>(&answer)) {
      note(status, static_cast<Topic>(1 + real_time->byte / 4 % 4), real_time->byte);
    }
    const bool well =
        health_of(status) == bancheng::hal::Health::ok || health_of(status) == bancheng::hal::Health::needs_care;
    require(!well || faults_of(status).empty(), "a printer with a fault is not well");
  }
}

std::vector<bancheng::fuzz::Bytes> answers_of(std::span<const std::uint8_t> bytes, std::size_t cut) {
  AnswerDecoder decoder;
  Status status;
  std::vector<bancheng::fuzz::Bytes> all;
  for (const auto part : {bytes.first(cut), bytes.subspan(cut)}) {
    const auto answers = decoder.feed(part);
    note_all(answers, status);
    for (const Answer& answer : answers) all.push_back(spelled(answer));
  }
  decoder.reset();
  const std::uint8_t next[] = {0x37, 0x22, 'a', 'b', 'c', 'd', 0x00};
  const auto understood = decoder.feed(next);
  require(understood.size() == 1 && std::holds_alternative<PrintedId>(understood[0]),
          "after a reset the next answer is understood");
  return all;
}

}  // namespace

std::vector<bancheng::fuzz::Bytes> bancheng::fuzz::seeds() {
  return {{0x16, 0x12, 0x32, 0x7E},
          {0x14, 0x00, 0x00, 0x00, 0x3C, 0x08, 0x0F, 0x00},
          {0x37, 0x22, '0', '0', '0', '1', 0x00, 0x37, 0x23, 0x40, 0x41, 0x00, 0x37, 0x25, 0x00},
          {0x5F, 'S', 'I', 'M', 0x00, 0x03, 0x0F, 0x11, 0x13},
          {0x14, 0x00, 0x16, 0x37, 0x22, 'a', 0x13, 'b', 0x00, 0x12}};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::uint8_t> bytes(data, size);
  const std::size_t cut = size == 0 ? 0 : data[size - 1] * size / 256;
  require(answers_of(bytes, 0) == answers_of(bytes, cut), "a cut stream gives the same answers");
  return 0;
}
