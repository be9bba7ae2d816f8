// CatalogueFetcher: asks the hall for its signed catalogue, at the start, every so often and soon after a reconnection, on a thread
// and a connection of its own, so that no delivery waits for it. Puts what comes into the terminal's folder, whole or not at
// all, and does not judge it: the kiosk does.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "kiosk/base/clock.h"
#include "kiosk/base/result.h"
#include "kiosk/net/hall_client.h"

namespace bancheng::courier {

class CatalogueFetcher {
 public:
  struct Order {
    std::filesystem::path folder;  ///< made when it is missing; the bundle becomes kOfferedFile in it (kiosk/bundle/folder.h)
    base::Milliseconds every;      ///< between two questions, give or take a fifth
  };
  /// Called on the fetcher's thread when a new bundle lies there, and at the start when one does already; must not block.
  using Offered = std::function<void()>;

  /// The terminals of a city that have power or network again ask spread over this time.
  static constexpr base::Milliseconds kSoon{5'000};
  /// After a failure in this time at first, doubling up to Order::every, each with jitter.
  static constexpr base::Milliseconds kFirstRetry{15'000};

  /// `clock` must outlive the fetcher. Opens no connection yet.
  [[nodiscard]] static base::Result<std::unique_ptr<CatalogueFetcher>, base::Complaint> open(net::HallAddress address, Order order, const base::Clock& clock,
                                                                                             Offered offered);
  ~CatalogueFetcher();

  /// The hall can be reached again: asks within kSoon. Any thread, never blocks.
  void ask_soon();

  /// Ends the thread and what it is fetching. When it returns nothing is called any more.
  void stop();

 private:
  struct Impl;
  explicit CatalogueFetcher(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace bancheng::courier
