#include "tools/simulators/sam_frames.h"

#include <algorithm>

namespace bancheng::simulators {
namespace {

constexpr std::array<std::uint8_t, 5> kPreamble{0xAA, 0xAA, 0xAA, 0x96, 0x69};
constexpr std::size_t kLongestCommand = 64;

std::uint8_t xor_of(std::span<const std::uint8_t> bytes) {
  std::uint8_t sum = 0;
  for (const std::uint8_t byte : bytes) sum = static_cast<std::uint8_t>(sum ^ byte);
  return sum;
}

}  // namespace

void SamCommandReader::feed(std::span<const std::uint8_t> bytes) { buffer_.insert(buffer_.end(), bytes.begin(), bytes.end()); }

std::optional<SamCommand> SamCommandReader::next() {
  constexpr std::size_t kHeader = kPreamble.size() + 2;
  const auto found = std::search(buffer_.begin(), buffer_.end(), kPreamble.begin(), kPreamble.end());
  if (found == buffer_.end()) {
    if (buffer_.size() > kLongestCommand) buffer_.clear();
    return std::nullopt;
  }
  buffer_.erase(buffer_.begin(), found);
  if (buffer_.size() < kHeader) return std::nullopt;
  const std::size_t length = static_cast<std::size_t>(buffer_[kPreamble.size()]) << 8 | buffer_[kPreamble.size() + 1];
  if (length < 3 || length > kLongestCommand) {
    buffer_.erase(buffer_.begin(), buffer_.begin() + kHeader);
    return SamCommand{0, 0, SamCommand::Fault::length};
  }
  if (buffer_.size() < kHeader + length) return std::nullopt;
  const bool right = xor_of(std::span(buffer_).subspan(kPreamble.size(), 2 + length)) == 0;
  const SamCommand command{buffer_[kHeader], buffer_[kHeader + 1], right ? SamCommand::Fault::none : SamCommand::Fault::checksum};
  buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(kHeader + length));
  return command;
}

Bytes make_sam_answer(std::uint8_t sw3, std::span<const std::uint8_t> data) {
  const std::size_t length = 3 + data.size() + 1;
  Bytes frame;
  frame.reserve(kPreamble.size() + 2 + length);
  frame.insert(frame.end(), kPreamble.begin(), kPreamble.end());
  frame.insert(frame.end(), {static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length), 0x00, 0x00, sw3});
  frame.insert(frame.end(), data.begin(), data.end());
  frame.push_back(xor_of(std::span(frame).subspan(kPreamble.size())));
  return frame;
}

}  // namespace bancheng::simulators
