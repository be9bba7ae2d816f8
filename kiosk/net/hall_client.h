// HallClient: HTTPS to the hall (config/api/hall.openapi.yaml), by libcurl.
//
// TLS 1.2 or later, the hall's CA pinned (no other is trusted), a client certificate. No redirects, no proxy, no other
// protocol. Connect within 5 s, no silence of 15 s, and the whole within 30 s plus the time that 16 KiB/s take. An answer
// larger than 64 KiB is no answer of the hall, but for the catalogue.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "kiosk/base/clock.h"
#include "kiosk/base/result.h"
#include "kiosk/core/inquiry/inquiry.h"
#include "kiosk/net/hall.h"

namespace bancheng::net {

struct HallAddress {
  std::string url;                    ///< of the API, "https://host:port/v1"
  std::filesystem::path ca;           ///< PEM
  std::filesystem::path certificate;  ///< of this terminal, PEM
  std::filesystem::path key;          ///< PEM
};

/// How long to wait; shorter in tests.
struct HallPatience {
  base::Milliseconds connect{5'000};
  std::chrono::seconds silence{15};    ///< without a single byte either way
  base::Milliseconds whole{30'000};    ///< plus what a body takes at 16 KiB/s
};

/// For inquiries: a person stands at the screen.
inline constexpr HallPatience kInquiryPatience{base::Milliseconds{4'000}, std::chrono::seconds{10}, base::Milliseconds{10'000}};

/// The signed catalogue as the hall gave it. Nobody has looked into it.
struct GivenCatalogue {
  std::string bytes;
  std::string etag;  ///< as the hall names these bytes
};
/// Why there is none. Closed.
enum class NoCatalogue {
  unchanged,     ///< the hall has the one that was named
  none,          ///< the hall has none to give
  unreachable,   ///< no connection, cut, too slow
  busy,          ///< later
  not_admitted,  ///< the hall does not accept this terminal's certificate
  not_the_hall,  ///< whoever answered does not answer as the hall does
};
[[nodiscard]] const char* name_of(NoCatalogue why);

/// Called on the calling thread while a call is under way, at least once a second.
using WhileWaiting = std::function<void()>;

/// One thread. Keeps its connection open between deliveries; whoever asks while parts are sent needs a client of its own.
class HallClient final : public Hall {
 public:
  /// Opens nothing yet. `stop_fd` (-1: none): a call under way ends as `unreachable` when it becomes readable.
  [[nodiscard]] static base::Result<std::unique_ptr<HallClient>, base::Complaint> make(HallAddress address, int stop_fd, HallPatience patience = {},
                                                                                        WhileWaiting while_waiting = {});
  ~HallClient() override;

  [[nodiscard]] core::delivery::Answer health() override;
  [[nodiscard]] core::delivery::Answer put_part(const std::string& number, std::uint32_t index, const Body& sealed) override;
  [[nodiscard]] core::delivery::Answer submit(const std::string& number, const Body& sealed_manifest) override;

  /// no_network: nobody was reached in time. hall_failed: whoever answered does not answer as the hall does. The connection is
  /// closed with the answer, and no buffer of it is kept.
  [[nodiscard]] base::Result<core::inquiry::Answer, core::inquiry::Trouble> ask(const core::inquiry::Question& question);

  /// `held_etag`: of the bundle that is there already; empty: none. More than `longest` bytes are not_the_hall's. As slow as 16 KiB/s is
  /// waited for. The connection is closed with the answer.
  [[nodiscard]] base::Result<GivenCatalogue, NoCatalogue> catalogue(const std::string& held_etag, std::size_t longest);

 private:
  struct Impl;
  explicit HallClient(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace bancheng::net
