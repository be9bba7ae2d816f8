// Conversation: what is said to a printer over one open link, and what has been heard from it since the link was
// opened. Belongs to the driver's thread. Answers that nobody waits for are noted all the same, so automatic status is
// never lost.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "drivers/receipt_printer/answers.h"
#include "drivers/receipt_printer/status.h"
#include "drivers/transport/patience.h"
#include "drivers/transport/transport.h"
#include "kiosk/base/clock.h"

namespace bancheng::drivers::escpos {

/// What has been heard, to be compared with what was asked.
struct Heard {
  std::uint64_t in_order_answers = 0;   ///< how many GS r answers came since the link was opened
  std::optional<ProcessId> printed;     ///< the newest process id
  std::uint64_t clearings = 0;          ///< how often the buffers were reported empty
  std::optional<std::string> identity;  ///< the newest answer to GS I
  bool cover_closed = false;            ///< a cover was seen open and then closed: somebody was there
};

class Conversation {
 public:
  /// `interrupt_fd` ends every wait; `link` is open and, like `clock`, outlives this object.
  Conversation(Transport& link, const base::Clock& clock, int interrupt_fd);

  [[nodiscard]] TransportResult<void> send(std::span<const std::uint8_t> bytes);
  /// Sends what ends with one GS r.
  [[nodiscard]] TransportResult<void> send_question(std::span<const std::uint8_t> bytes);
  /// How many GS r may still be answered. Those whose answers were lost count until they are forgotten.
  [[nodiscard]] int in_order_answers_owed() const { return in_order_answers_owed_; }
  void forget_in_order_answers_owed() { in_order_answers_owed_ = 0; }
  /// Waits until something comes and notes it: true; false at `deadline`. `interrupted` when `interrupt_fd` becomes
  /// readable first.
  [[nodiscard]] TransportResult<bool> listen(base::SteadyTime deadline, int interrupt_fd);
  /// Listens until `reached()` or `span` is over (drivers/transport/patience.h); false: it was not reached.
  template <typename Reached>
  [[nodiscard]] TransportResult<bool> listen_until(Reached reached, base::Milliseconds span);
  /// Asks DLE EOT 1, its causes when offline, and 4, each twice if need be, and notes the answers. Fails with
  /// `deadline` when the printer is silent.
  [[nodiscard]] TransportResult<void> ask_status();

  [[nodiscard]] const Status& status() const { return status_; }
  [[nodiscard]] const Heard& heard() const { return heard_; }
  /// Before a new question of the kind; `forget_cover` when somebody's visit was acted upon.
  void forget_identity() { heard_.identity.reset(); }
  void forget_cover() { heard_.cover_closed = false; }

 private:
  [[nodiscard]] TransportResult<void> ask(Topic topic);
  [[nodiscard]] TransportResult<bool> ask_once();
  [[nodiscard]] TransportResult<bool> ask_until_answered();
  void take(const Answer& answer);
  void take_answer(const RealTimeAnswer& answer);
  void take_answer(const AutoStatus& answer);
  void take_in_order_answer();
  void take_clearing();
  void watch_cover(bool was_open);

  Transport& link_;
  const base::Clock& clock_;
  int interrupt_fd_;
  AnswerDecoder decoder_;
  Topic asked_ = Topic::printer;
  int answers_owed_ = 0;  ///< how often `asked_` was asked and is not answered
  int in_order_answers_owed_ = 0;
  Status status_;
  Heard heard_;
};

template <typename Reached>
TransportResult<bool> Conversation::listen_until(Reached reached, base::Milliseconds span) {
  Patience patience(clock_, span);
  while (!reached()) {
    const auto came = listen(patience.next(), interrupt_fd_);
    if (!came) return base::failure(came.error());
    if (patience.spent()) return reached();  // one that never stops talking is not waited for either
  }
  return true;
}

}  // namespace bancheng::drivers::escpos
