// CatalogueDesk: looks after the hall's catalogue on a thread of its own, and has the newest good one ready for the loop, which takes it
// between two visits. One line in the log for each that is refused.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "kiosk/app/catalogue_shelf.h"
#include "kiosk/app/newest.h"
#include "kiosk/app/worker.h"
#include "kiosk/base/clock.h"

namespace bancheng::app {

/// Loop thread.
class CatalogueDesk {
 public:
  /// `wake` is called on the desk's thread when something is ready; must not block.
  CatalogueDesk(CatalogueShelf shelf, std::function<void()> wake);

  /// Begins with what was taken before and what is offered. Waits for it, but no longer than `patience`: what takes longer is ready later.
  void start(base::Milliseconds patience);
  /// Something may be offered. Before start() this is nothing: that sees it.
  void look();
  /// What is ready, once.
  [[nodiscard]] std::optional<TakenCatalogue> take() { return ready_.take(); }

 private:
  void note(CatalogueShelf::Look looked);

  bool started_ = false;
  CatalogueShelf shelf_;         ///< the worker's, like the next
  std::function<void()> wake_;
  Newest<TakenCatalogue> ready_;  ///< between both threads
  Worker worker_;  // last: its thread ends before what it works with
};

}  // namespace bancheng::app
