// Storing: the outbox and the courier's link, as the session needs them. The outbox works on a thread of its own, because
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

class Storing {
 public:
  using Tell = std::function<void(core::session::Happening)>;

  [[nodiscard]] static base::Result<std::unique_ptr<Storing>, base::Complaint> open(const Config& config, const base::Clock& clock, LoopTasks& tasks,
                                                                                   Tell tell);
  ~Storing();

  /// Answers with Stored or StoreFailed.
  void store(core::delivery::Submission submission, std::uint64_t job, PagePictures pages);
  /// Answers with HallAccepted when the courier says so.
  void watch(const std::string& number);
  void forget_owed(const std::string& number);
  [[nodiscard]] std::vector<core::session::ReceiptOwed> owed_receipts();
};

}  // namespace bancheng::app
