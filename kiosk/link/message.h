// What kiosk and courier say to each other: one JSON object a packet (SOCK_SEQPACKET), at most 4 KB, no person data.
//   kiosk -> courier   {"say":"nudge"}   {"say":"watch","number":"1234500000422"}
//   courier -> kiosk   {"say":"accepted","number":"…"}   {"say":"network","up":true}
//                      {"say":"queue","count":3,"parked":0,"oldest"?:"2026-01-02T03:04:05.678Z"}
// Strict: another word, a missing or an unknown field is no message; the connection it came over is closed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "kiosk/base/clock.h"

namespace bancheng::link {

inline constexpr std::size_t kMaxMessage = 4096;

struct Nudge {
  friend bool operator==(const Nudge&, const Nudge&) = default;
};
struct Watch {
  std::string number;
  friend bool operator==(const Watch&, const Watch&) = default;
};
using LinkRequest = std::variant<Nudge, Watch>;

struct Accepted {
  std::string number;
  friend bool operator==(const Accepted&, const Accepted&) = default;
};
/// Whether the hall can be reached.
struct NetworkState {
  bool up = false;
  friend bool operator==(const NetworkState&, const NetworkState&) = default;
};
struct QueueState {
  std::uint64_t count = 0;   ///< submissions that wait
  std::uint64_t parked = 0;  ///< refused by the hall, for a person
  std::optional<base::WallTime> oldest;
  friend bool operator==(const QueueState&, const QueueState&) = default;
};
/// Not sent: the client says it when the connection ended.
struct CourierGone {
  friend bool operator==(const CourierGone&, const CourierGone&) = default;
};
using LinkEvent = std::variant<Accepted, NetworkState, QueueState, CourierGone>;

[[nodiscard]] std::string to_packet(const LinkRequest& request);
[[nodiscard]] std::string to_packet(const LinkEvent& event);
[[nodiscard]] std::optional<LinkRequest> request_from(std::string_view packet);
[[nodiscard]] std::optional<LinkEvent> event_from(std::string_view packet);

}  // namespace bancheng::link
