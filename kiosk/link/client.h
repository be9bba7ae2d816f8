// LinkClient: the kiosk's end of the Unix socket to the courier. The kiosk works the same without a courier; then nothing
// is told, and every nudge waits on the disk anyway.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "kiosk/base/clock.h"
#include "kiosk/link/message.h"

namespace bancheng::link {

/// A thread of its own keeps the connection, and makes it again within half a second of the courier's return.
class LinkClient {
 public:
  /// Called on the client's thread; must not block. Accepted, NetworkState, QueueState, CatalogueOffered, Answered, and CourierGone when
  /// the connection ended.
  using EventSink = std::function<void(const LinkEvent&)>;

  /// `clock` must outlive the client.
  LinkClient(std::filesystem::path socket, const base::Clock& clock, EventSink sink);
  ~LinkClient();
  LinkClient(const LinkClient&) = delete;
  LinkClient& operator=(const LinkClient&) = delete;

  /// Something new was stored. Any thread, never blocks; said again when the courier comes back.
  void nudge();
  /// Tell when the hall accepts this number. Any thread, never blocks. The last 32 watches are remembered and said again
  /// when the courier comes back, until they are answered.
  void watch(const std::string& number);
  /// Ask the hall while a person waits. Any thread, never blocks. `job` is the caller's and different each time; the sink is
  /// told exactly one Answered with it, at the latest kLongestAsk later, unless the client ends before. Without a courier, when the
  /// connection ends, after that time, and when more than kMostAsks are open, the answer is no_network. Nothing is asked again.
  void ask(std::uint64_t job, core::inquiry::Question question);

  static constexpr base::Milliseconds kLongestAsk{12'000};
  static constexpr std::size_t kMostAsks = 8;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace bancheng::link
