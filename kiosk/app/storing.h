// Storing: the outbox and the link to the courier (and through it to the hall), as the session needs them. The outbox works on a thread of its own, because
// a disk takes its time.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/app/config.h"
#include "kiosk/app/loop_tasks.h"
#include "kiosk/app/page_desk.h"
#include "kiosk/app/worker.h"
#include "kiosk/base/clock.h"
#include "kiosk/base/result.h"
#include "kiosk/core/session/event.h"
#include "kiosk/link/client.h"
#include "kiosk/outbox/outbox.h"

namespace bancheng::app {

/// Loop thread; answers come back through the loop's tasks.
class Storing {
 public:
  using Tell = std::function<void(core::session::Happening)>;

  [[nodiscard]] static base::Result<std::unique_ptr<Storing>, base::Complaint> open(const Config& config, const base::Clock& clock, LoopTasks& tasks,
                                                                                   Tell tell);

  /// Answers with Stored or StoreFailed.
  void store(core::delivery::Submission submission, std::uint64_t job, PagePictures pages);
  /// Answers with HallAccepted when the courier says so.
  void watch(const std::string& number);
  /// Answers with Answered or Unanswered, once.
  void ask(std::uint64_t job, core::inquiry::Question question);
  void forget_owed(std::string number);
  /// What waits on the disk; `tell` is called on the loop thread, not at all when the outbox cannot be read.
  void backlog(std::function<void(const outbox::Backlog&)> tell);
  /// Hears all that the courier says, on the loop thread.
  void set_link_watch(std::function<void(const link::LinkEvent&)> watch) { link_watch_ = std::move(watch); }
  /// Hears on the loop thread that the hall's catalogue lies in its folder.
  void set_catalogue_watch(std::function<void()> watch) { catalogue_watch_ = std::move(watch); }
  /// At start, before anything is stored.
  [[nodiscard]] std::vector<core::session::ReceiptOwed> owed_receipts();

 private:
  Storing(const Config& config, const base::Clock& clock, LoopTasks& tasks, Tell tell, std::unique_ptr<outbox::Outbox> outbox);

  void tell_later(core::session::Happening what);
  void hear(const link::LinkEvent& event);

  LoopTasks& tasks_;
  Tell tell_;
  std::function<void(const link::LinkEvent&)> link_watch_;
  std::function<void()> catalogue_watch_;
  std::unique_ptr<outbox::Outbox> outbox_;  ///< the worker's, once it runs
  link::LinkClient link_;
  Worker worker_;  // last: its thread ends before the outbox goes
};

}  // namespace bancheng::app
