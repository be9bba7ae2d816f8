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
  /// Waits until something comes and notes it: true; false at `deadline`. `interrupted` when `interrupt_fd` becomes
  /// readable first.
  [[nodiscard]] TransportResult<bool> listen(base::SteadyTime deadline, int interrupt_fd);
  /// Listens until `reached()` or `patience` is over; false: it was not reached.
  template <typename Reached>
  [[nodiscard]] TransportResult<bool> listen_until(Reached reached, base::Milliseconds patience);
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
  [[nodiscard]] TransportResult<bool> ask_once(Topic topic);
  void take(const Answer& answer);
  void take_answer(const RealTimeAnswer& answer);
  void take_answer(const AutoStatus& answer);
  void watch_cover(bool was_open);

  Transport& link_;
  const base::Clock& clock_;
  int interrupt_fd_;
  AnswerDecoder decoder_;
  std::optional<Topic> asked_;
  Status status_;
  Heard heard_;
};

template <typename Reached>
TransportResult<bool> Conversation::listen_until(Reached reached, base::Milliseconds patience) {
  const base::SteadyTime deadline = clock_.now().steady + patience;
  while (!reached()) {
    const auto came = listen(deadline, interrupt_fd_);
    if (!came) return base::failure(came.error());
    if (!*came || clock_.now().steady >= deadline) return reached();  // one that never stops talking is not waited for
  }
  return true;
}

}  // namespace bancheng::drivers::escpos
