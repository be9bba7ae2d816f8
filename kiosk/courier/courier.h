// Courier: delivers what the outbox holds. Plan -> upload parts -> submit -> verified acknowledgement -> erase -> tell the
// kiosk; sleeps until something is new or due. What to do when is the planner's (core/delivery/planner.h), pure.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "kiosk/base/clock.h"
#include "kiosk/link/message.h"
#include "kiosk/net/hall.h"
#include "kiosk/outbox/place.h"

namespace bancheng::courier {

class Courier {
 public:
  /// Called on the courier's thread; must not block.
  using Tell = std::function<void(const link::LinkEvent&)>;

  /// `hall` and `clock` must outlive the courier. `stop_fd`: run() returns soon after it became readable.
  Courier(outbox::Place place, net::Hall& hall, const base::Clock& clock, int stop_fd, Tell tell);
  ~Courier();

  /// Any thread, never blocks: what the kiosk says. The last 32 watched numbers count.
  void hear(const link::LinkRequest& request);

  /// What a watcher of the delivering thread asks for.
  struct Watched {
    std::function<void()> turned = [] {};                      ///< called on it each time that its loop turns
    base::Milliseconds longest_sleep = std::chrono::hours(1);  ///< between two turns
  };

  /// Works until it is stopped. An outbox that cannot be opened is tried again every five seconds.
  void run(const Watched& watched);
  void run() { run(Watched{}); }

  /// One round: at most one exchange with the hall. Answers when the next round is due. For tests and for run().
  [[nodiscard]] base::SteadyTime work_once();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace bancheng::courier
