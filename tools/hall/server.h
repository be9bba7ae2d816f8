// Sockets, TLS, deadlines and limits of the hall; the one file of Boost.Beast and Asio behind it.
//
// One loop thread owns all connections; each listener's service answers on a small pool of workers of its own, with a limit of its
// own on connections and waiting requests: whatever is done to the staff pages, the terminals go on being served. So a slow client costs a few kilobytes and
// no thread. Every read and write has a deadline in real time (also in a simulation: the peer is a real socket); what is over
// a limit is turned away with 429 or 503, or not accepted.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "kiosk/base/result.h"
#include "kiosk/systemd/notifier.h"
#include "tools/hall/http.h"
#include "tools/hall/traffic_recorder.h"

namespace bancheng::hall {

struct Limits {
  std::size_t connections = 1024;           ///< of terminals; more are closed at once
  std::size_t staff_connections = 64;       ///< of browsers; likewise
  std::size_t requests_per_terminal = 8;    ///< under way at once
  std::size_t waiting_jobs = 128;           ///< of terminals, for the workers
  std::size_t body_bytes = 256u << 20;      ///< of all requests under way
  std::uint32_t header_bytes = 16 * 1024;
  std::chrono::milliseconds handshake{10'000};
  std::chrono::milliseconds idle{60'000};   ///< between two requests of a connection
  std::chrono::milliseconds header{10'000};
  std::chrono::milliseconds body{10'000};   ///< and a second more for every 16 KiB
  std::chrono::milliseconds write{30'000};
  std::chrono::milliseconds drain{20'000};  ///< for what is under way when the hall is told to stop
};

/// What one listener may take of the machine.
struct Capacity {
  std::size_t workers = 0;                  ///< threads; 0: one for each core, at least two
  std::size_t connections = 1024;
  std::size_t waiting_jobs = 128;
};

struct ListenerSettings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;                   ///< 0: any free one
  std::filesystem::path certificate, key;   ///< PEM
  std::filesystem::path client_ca;          ///< not empty: a client certificate by this CA that names a terminal is required
  TrafficRecorder* recorder = nullptr;
  Capacity capacity;
};

class Server {
 public:
  [[nodiscard]] static base::Result<std::unique_ptr<Server>, base::Complaint> create(const Limits& limits);
  virtual ~Server() = default;

  /// Before run(). Answers the port. `service` outlives the server.
  [[nodiscard]] virtual base::Result<std::uint16_t, base::Complaint> listen(const ListenerSettings& settings, Service& service) = 0;
  /// Serves until SIGTERM or SIGINT: then no connection is accepted any more, idle ones are closed, new requests get 503, what
  /// is under way is finished within Limits::drain. `hourly` runs on a thread of its own at the start and every hour.
  /// `notifier` hears from the loop thread that it serves, and lives.
  virtual void run(std::function<void()> hourly, systemd::Notifier& notifier) = 0;
};

}  // namespace bancheng::hall
