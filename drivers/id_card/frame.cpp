#include "drivers/id_card/frame.h"

#include <algorithm>

namespace bancheng::drivers::id_card {
namespace {

// Readers add and lose AAs in front (page, section 1), so two of the three are what is searched for.
constexpr std::array<std::uint8_t, 4> kMark{0xAA, 0xAA, 0x96, 0x69};
constexpr std::size_t kHeader = kMark.size() + 2;
constexpr std::size_t kLargestBuffer = 2 * (kHeader + kLargestLength);

std::uint8_t checksum(std::span<const std::uint8_t> bytes) {
  std::uint8_t sum = 0;
  for (const std::uint8_t byte : bytes) sum ^= byte;
  return sum;
}

/// Only for a buffer that begins with a whole header.
std::size_t length_in(const base::PersonBytes& buffer) {
  return static_cast<std::size_t>(buffer[kMark.size()]) << 8 | buffer[kMark.size() + 1];
}

bool fits(std::size_t length) { return length >= kSmallestLength && length <= kLargestLength; }

}  // namespace

CommandFrame encode(Command command) noexcept {
  CommandFrame frame{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x03, command.code, command.parameter, 0x00};
  frame.back() = checksum(std::span(frame).subspan(5, 4));
  return frame;
}

void FrameReader::drop(std::size_t count) {
  buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(count));
}

void FrameReader::feed(std::span<const std::uint8_t> bytes) {
  if (bytes.size() > kLargestBuffer) bytes = bytes.last(kLargestBuffer);
  const std::size_t total = buffer_.size() + bytes.size();
  if (total > kLargestBuffer) drop(total - kLargestBuffer);
  buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
}

/// Drops what stands before the next preamble; true when the buffer begins with one and its Len.
bool FrameReader::align() {
  const auto found = std::search(buffer_.begin(), buffer_.end(), kMark.begin(), kMark.end());
  if (found != buffer_.end()) {
    drop(static_cast<std::size_t>(found - buffer_.begin()));
    return buffer_.size() >= kHeader;
  }
  // The last bytes may be the beginning of a preamble.
  if (buffer_.size() >= kMark.size()) drop(buffer_.size() - (kMark.size() - 1));
  return false;
}

std::optional<base::Result<Answer, FrameError>> FrameReader::next() {
  if (!align()) return std::nullopt;
  const std::size_t length = length_in(buffer_);
  if (!fits(length)) {
    drop(kMark.size());
    return base::failure(FrameError::bad_length);
  }
  if (buffer_.size() < kHeader + length) return std::nullopt;
  const std::span<const std::uint8_t> frame(buffer_.data(), kHeader + length);
  if (checksum(frame.subspan(kMark.size())) != 0) {  // the XOR with its own checksum
    drop(kMark.size());
    return base::failure(FrameError::bad_checksum);
  }
  const auto data = frame.subspan(kHeader + 3, length - kSmallestLength);
  Answer answer{frame[kHeader], frame[kHeader + 1], frame[kHeader + 2], base::PersonBytes(data.begin(), data.end())};
  drop(frame.size());
  return answer;
}

bool FrameReader::inside_frame() const noexcept {
  return buffer_.size() >= kHeader && std::equal(kMark.begin(), kMark.end(), buffer_.begin()) && fits(length_in(buffer_));
}

}  // namespace bancheng::drivers::id_card
