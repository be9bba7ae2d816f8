#include "tools/simulators/receipt_printer_realtime.h"

#include <algorithm>
#include <array>

namespace bancheng::simulators {
namespace {

constexpr std::array<std::uint8_t, 10> kClear = {0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08};

enum class Match { none, beginning, complete };

Match match(const std::vector<std::uint8_t>& held) {
  const std::size_t size = held.size();
  if (held[0] != 0x10) return Match::none;
  if (size == 1) return Match::beginning;
  if (held[1] == 0x04)
    return size == 2 ? Match::beginning : held[2] >= 1 && held[2] <= 4 ? Match::complete : Match::none;
  if (held[1] == 0x05) return size == 2 ? Match::beginning : held[2] <= 2 ? Match::complete : Match::none;
  if (held[1] != 0x14) return Match::none;
  if (size == 2) return Match::beginning;
  if (held[2] == 0x01) return size == 5 ? Match::complete : Match::beginning;
  if (!std::equal(held.begin(), held.end(), kClear.begin())) return Match::none;
  return size == kClear.size() ? Match::complete : Match::beginning;
}

RealTimeCommand command_in(const std::vector<std::uint8_t>& held) {
  using Kind = RealTimeCommand::Kind;
  if (held[1] == 0x04) return {Kind::ask_status, held[2]};
  if (held[1] == 0x05) return {Kind::recover, held[2]};
  return {held[2] == 0x01 ? Kind::pulse : Kind::clear_buffers, 0};
}

}  // namespace

std::optional<RealTimeCommand> RealTimeFilter::feed(std::uint8_t byte, std::vector<std::uint8_t>& through) {
  held_.push_back(byte);
  while (!held_.empty()) {
    const Match found = match(held_);
    if (found == Match::beginning) return std::nullopt;
    if (found == Match::complete) {
      const RealTimeCommand command = command_in(held_);
      held_.clear();
      return command;
    }
    through.push_back(held_.front());
    held_.erase(held_.begin());
  }
  return std::nullopt;
}

}  // namespace bancheng::simulators
