#include "drivers/code_scanner/trigger.h"

#include <algorithm>
#include <array>

namespace bancheng::drivers::code_scanner {
namespace {

constexpr std::array<std::uint8_t, 7> kCommandLead{0x7E, 0x01, '0', '0', '0', '0', '#'};
constexpr std::array<std::uint8_t, 6> kReplyLead{0x02, 0x01, '0', '0', '0', '0'};
constexpr std::array<std::uint8_t, 2> kEnd{0x3B, 0x03};
constexpr std::uint8_t kAccepted = 0x06;

}  // namespace

std::vector<std::uint8_t> encode_newland(std::string_view command) {
  std::vector<std::uint8_t> frame;
  frame.reserve(kCommandLead.size() + command.size() + kEnd.size());
  frame.insert(frame.end(), kCommandLead.begin(), kCommandLead.end());
  frame.insert(frame.end(), command.begin(), command.end());
  frame.insert(frame.end(), kEnd.begin(), kEnd.end());
  return frame;
}

std::vector<std::uint8_t> encode_trigger(Trigger maker, bool on) {
  switch (maker) {
    case Trigger::honeywell: return {0x16, static_cast<std::uint8_t>(on ? 0x54 : 0x55), 0x0D};
    case Trigger::newland: return encode_newland(on ? "SCNTRG1" : "SCNTRG0");
    case Trigger::none: break;
  }
  return {};
}

std::span<const std::uint8_t> newland_reply_lead() { return kReplyLead; }
std::span<const std::uint8_t> newland_reply_end() { return kEnd; }

std::optional<NewlandReply> decode_newland_reply(std::span<const std::uint8_t> frame) {
  constexpr std::size_t kTypeAndResult = 2;
  if (frame.size() < kReplyLead.size() + kTypeAndResult + kEnd.size()) return std::nullopt;
  if (!std::equal(kReplyLead.begin(), kReplyLead.end(), frame.begin())) return std::nullopt;
  if (!std::equal(kEnd.begin(), kEnd.end(), frame.end() - kEnd.size())) return std::nullopt;
  const auto body = frame.subspan(kReplyLead.size() + 1, frame.size() - kReplyLead.size() - kTypeAndResult - kEnd.size());
  return NewlandReply{std::string(body.begin(), body.end()), frame[frame.size() - kEnd.size() - 1] == kAccepted};
}

}  // namespace bancheng::drivers::code_scanner
