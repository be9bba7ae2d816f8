// InquiryDesk: asks the hall what a person at the screen waits for, on a thread and a connection of its own, so that a large
// upload does not keep anybody waiting. Holds a person's data for as long as the question is open; nothing of it is logged.
#pragma once

#include <functional>
#include <memory>

#include "kiosk/base/clock.h"
#include "kiosk/base/result.h"
#include "kiosk/core/inquiry/inquiry.h"
#include "kiosk/net/hall_client.h"

namespace bancheng::courier {

class InquiryDesk {
 public:
  using Result = base::Result<core::inquiry::Answer, core::inquiry::Trouble>;
  /// Called once, on the desk's thread or the caller's; must not block.
  using Reply = std::function<void(Result)>;

  static constexpr std::size_t kMostWaiting = 8;
  /// Who waited longer for their turn is not asked for any more: the kiosk has given up (link/client.h).
  static constexpr base::Milliseconds kLongestTurn{11'000};

  /// `clock` must outlive the desk. Opens no connection yet.
  [[nodiscard]] static base::Result<std::unique_ptr<InquiryDesk>, base::Complaint> open(net::HallAddress address, const base::Clock& clock);
  ~InquiryDesk();

  /// Any thread, never blocks. The answer is no_network at once when kMostWaiting wait already, and after stop().
  void take(core::inquiry::Question question, Reply reply);

  /// Ends the thread and what it is asking; what waits is answered no_network. When it returns no reply is called any more, but
  /// by take().
  void stop();

 private:
  struct Impl;
  explicit InquiryDesk(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace bancheng::courier
