// Cuts the scanner's stream into payloads and Newland replies. Pure: the caller says when a pause has passed.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <variant>

#include "drivers/code_scanner/trigger.h"
#include "kiosk/base/person_text.h"

namespace bancheng::drivers::code_scanner {

/// One payload without its suffix, AIM id still in front; never empty.
struct RawPayload {
  base::PersonBytes bytes;
};
/// More than kLargestPayload bytes without an end, or an end that never came.
struct BadPayload {};
using Piece = std::variant<RawPayload, BadPayload, NewlandReply>;

/// The largest QR code holds 2,953 bytes; 4,096 and the AIM id bound the buffer.
inline constexpr std::size_t kLargestPayload = 4096 + 3;

class Framer {
 public:
  /// `replies`: Newland replies may stand between payloads.
  Framer(Suffix suffix, bool replies) : suffix_(suffix), replies_(replies) {}

  void feed(std::span<const std::uint8_t> bytes);
  /// The next whole piece. Call until it gives nothing.
  [[nodiscard]] std::optional<Piece> next();
  /// Bytes wait for their end: a pause is to be watched for.
  [[nodiscard]] bool waiting() const noexcept { return !buffer_.empty() || skipping_; }
  /// The stream has paused: without a suffix what waits is a whole payload, with one it is torn.
  [[nodiscard]] std::optional<Piece> pause();
  void clear() noexcept;

 private:
  [[nodiscard]] bool begins_like_reply() const;
  [[nodiscard]] std::optional<Piece> next_reply();
  [[nodiscard]] std::optional<Piece> next_payload();
  [[nodiscard]] base::PersonBytes take(std::size_t size, std::size_t end_size);

  const Suffix suffix_;
  const bool replies_;
  bool skipping_ = false;  // the payload under way is too long and is thrown away up to its end
  base::PersonBytes buffer_;
};

}  // namespace bancheng::drivers::code_scanner
