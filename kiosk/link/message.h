// What kiosk and courier say to each other: one JSON object a packet (SOCK_SEQPACKET), at most 4 KB, no person data.
//   kiosk -> courier   {"say":"nudge"}   {"say":"watch","number":"1234500000422"}
//   courier -> kiosk   {"say":"accepted","number":"…"}   {"say":"network","up":true}
//                      {"say":"catalogue"}
//                      {"say":"queue","count":3,"parked":0,"oldest"?:"2026-01-02T03:04:05.678Z"}
// Inquiries are the exception: at most 64 KB, the object, a line feed, and the form of core/inquiry/forms.h, in which a
// person's data may stand. Whoever holds such a packet wipes it.
//   kiosk -> courier   {"say":"ask","job":7}\n<question>
//   courier -> kiosk   {"say":"answer","job":7}\n<answer>   {"say":"answer","job":7,"trouble":"no_phone"}
// Strict: another word, a missing or an unknown field is no message; the connection it came over is closed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "kiosk/base/clock.h"
#include "kiosk/base/person_text.h"
#include "kiosk/base/result.h"
#include "kiosk/core/inquiry/inquiry.h"

namespace bancheng::link {

inline constexpr std::size_t kMaxMessage = 4096;         ///< of a packet without person data
inline constexpr std::size_t kMaxPacket = 64 * 1024;  ///< of any

/// The bytes of a packet; wiped with it.
using Packet = base::PersonText;

struct Nudge {
  friend bool operator==(const Nudge&, const Nudge&) = default;
};
struct Watch {
  std::string number;
  friend bool operator==(const Watch&, const Watch&) = default;
};
/// Something the hall is asked while a person waits. `job` is the kiosk's own, different each time.
struct Ask {
  std::uint64_t job = 0;
  core::inquiry::Question question;
  friend bool operator==(const Ask&, const Ask&) = default;
};
using LinkRequest = std::variant<Nudge, Watch, Ask>;

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
/// A catalogue bundle of the hall lies in the terminal's folder (kiosk/bundle/folder.h), perhaps a new one.
struct CatalogueOffered {
  friend bool operator==(const CatalogueOffered&, const CatalogueOffered&) = default;
};
/// To whoever asked, alone.
struct Answered {
  std::uint64_t job = 0;
  base::Result<core::inquiry::Answer, core::inquiry::Trouble> result;
  friend bool operator==(const Answered&, const Answered&) = default;
};
/// Not sent: the client says it when the connection ended.
struct CourierGone {
  friend bool operator==(const CourierGone&, const CourierGone&) = default;
};
using LinkEvent = std::variant<Accepted, NetworkState, QueueState, CatalogueOffered, CourierGone, Answered>;

/// Empty when it cannot be said: a question or answer beyond its limits.
[[nodiscard]] Packet to_packet(const LinkRequest& request);
[[nodiscard]] Packet to_packet(const LinkEvent& event);
[[nodiscard]] std::optional<LinkRequest> request_from(std::string_view packet);
[[nodiscard]] std::optional<LinkEvent> event_from(std::string_view packet);

}  // namespace bancheng::link
