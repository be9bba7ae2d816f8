#include "drivers/code_scanner/framer.h"

#include <algorithm>
#include <array>
#include <utility>

namespace bancheng::drivers::code_scanner {
namespace {

constexpr std::array<std::uint8_t, 2> kCrLf{'\r', '\n'};
constexpr std::size_t kLargestReply = 512;

std::span<const std::uint8_t> bytes_of(Suffix suffix) {
  const std::span<const std::uint8_t> both(kCrLf);
  switch (suffix) {
    case Suffix::cr: return both.first(1);
    case Suffix::lf: return both.last(1);
    case Suffix::cr_lf: return both;
    case Suffix::none: break;
  }
  return {};
}

}  // namespace

void Framer::feed(std::span<const std::uint8_t> bytes) { buffer_.insert(buffer_.end(), bytes.begin(), bytes.end()); }

void Framer::clear() noexcept {
  buffer_.clear();
  buffer_.shrink_to_fit();  // gives the memory back, which wipes it
  skipping_ = false;
}

base::PersonBytes Framer::take(std::size_t size, std::size_t end_size) {
  const auto end = buffer_.begin() + static_cast<std::ptrdiff_t>(size);
  base::PersonBytes taken(buffer_.begin(), end);
  base::PersonBytes rest(end + static_cast<std::ptrdiff_t>(end_size), buffer_.end());
  buffer_ = std::move(rest);
  return taken;
}

bool Framer::begins_like_reply() const {
  const auto lead = newland_reply_lead();
  const std::size_t known = std::min(buffer_.size(), lead.size());
  return replies_ && !skipping_ && known > 0 && std::equal(lead.begin(), lead.begin() + static_cast<std::ptrdiff_t>(known), buffer_.begin());
}

std::optional<Piece> Framer::next() {
  while (!buffer_.empty()) {
    const std::size_t before = buffer_.size();
    auto piece = begins_like_reply() ? next_reply() : next_payload();
    if (piece || buffer_.size() == before) return piece;
  }
  return std::nullopt;
}

std::optional<Piece> Framer::next_reply() {
  const auto end = newland_reply_end();
  const auto limit = buffer_.begin() + static_cast<std::ptrdiff_t>(std::min(buffer_.size(), kLargestReply));
  const auto found = std::search(buffer_.begin(), limit, end.begin(), end.end());
  if (found == limit) {
    if (buffer_.size() < kLargestReply) return std::nullopt;
    (void)take(newland_reply_lead().size(), 0);  // it was no reply; what follows is looked at anew
    return BadPayload{};
  }
  const base::PersonBytes frame = take(static_cast<std::size_t>(found - buffer_.begin()) + end.size(), 0);
  if (auto reply = decode_newland_reply(frame)) return std::move(*reply);
  return BadPayload{};
}

/// Nothing when the end has not come; also nothing, with a shorter buffer, for an empty payload.
std::optional<Piece> Framer::next_payload() {
  const auto suffix = bytes_of(suffix_);
  const auto found = suffix.empty() ? buffer_.end() : std::search(buffer_.begin(), buffer_.end(), suffix.begin(), suffix.end());
  if (found != buffer_.end()) {
    RawPayload payload{take(static_cast<std::size_t>(found - buffer_.begin()), suffix.size())};
    if (std::exchange(skipping_, false) || payload.bytes.size() > kLargestPayload) return BadPayload{};
    if (payload.bytes.empty()) return std::nullopt;
    return payload;
  }
  if (buffer_.size() > kLargestPayload) {
    // The last byte may be the first half of the end.
    const bool half = suffix.size() > 1 && buffer_.back() == suffix.front();
    buffer_ = half ? base::PersonBytes{suffix.front()} : base::PersonBytes{};
    skipping_ = true;
  } else if (skipping_ && buffer_.size() > suffix.size()) {
    buffer_.erase(buffer_.begin(), buffer_.end() - static_cast<std::ptrdiff_t>(suffix.size()));
  }
  return std::nullopt;
}

std::optional<Piece> Framer::pause() {
  if (!waiting()) return std::nullopt;
  const bool whole = suffix_ == Suffix::none && !skipping_ && !begins_like_reply();
  RawPayload payload{std::move(buffer_)};
  clear();
  if (whole) return payload;
  return BadPayload{};
}

}  // namespace bancheng::drivers::code_scanner
