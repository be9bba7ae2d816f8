#include "drivers/receipt_printer/conversation.h"

#include <array>

namespace bancheng::drivers::escpos {
namespace {

/// Typical is under 100 ms; two tries and the pause between two polls stay within the 3 s in which a silent device must
/// be noticed (drivers/hal/id_card_reader.h).
constexpr base::Milliseconds kAnswerTime{900};
/// A driver that sends no more than the printer can hold is never held up for longer.
constexpr base::Milliseconds kWriteTime{3000};

}  // namespace

Conversation::Conversation(Transport& link, const base::Clock& clock, int interrupt_fd)
    : link_(link), clock_(clock), interrupt_fd_(interrupt_fd) {
  link_.drop_input();
}

TransportResult<void> Conversation::send(std::span<const std::uint8_t> bytes) {
  return link_.write_all(bytes, {clock_.now().steady + kWriteTime, interrupt_fd_});
}

TransportResult<bool> Conversation::listen(base::SteadyTime deadline, int interrupt_fd) {
  std::array<std::uint8_t, 256> bytes;
  const auto count = link_.read_some(bytes, {deadline, interrupt_fd});
  if (!count && count.error() == TransportError::deadline) return false;
  if (!count) return base::failure(count.error());
  for (const Answer& answer : decoder_.feed(std::span(bytes).first(*count))) take(answer);
  return true;
}

TransportResult<void> Conversation::ask_status() {
  if (auto asked = ask(Topic::printer); !asked) return asked;
  if (status_.offline) {
    if (auto asked = ask(Topic::offline_cause); !asked) return asked;
    if (auto asked = ask(Topic::error_cause); !asked) return asked;
  } else {
    const bool was_open = status_.cover_open;
    note_online(status_);
    watch_cover(was_open);
  }
  return ask(Topic::roll_paper);
}

TransportResult<void> Conversation::ask(Topic topic) {
  for (int attempt = 0; attempt < 2; ++attempt) {
    const auto answered = ask_once(topic);
    if (!answered) return base::failure(answered.error());
    if (*answered) return {};
    decoder_.reset();  // half a block that will not end must not swallow the next answer
  }
  return base::failure(TransportError::deadline);
}

TransportResult<bool> Conversation::ask_once(Topic topic) {
  asked_ = topic;
  if (auto sent = send(request_status(topic)); !sent) return base::failure(sent.error());
  const auto answered = listen_until([this] { return !asked_; }, kAnswerTime);
  asked_.reset();
  return answered;
}

void Conversation::take(const Answer& answer) {
  if (const auto* real_time = std::get_if<RealTimeAnswer>(&answer)) take_answer(*real_time);
  if (const auto* automatic = std::get_if<AutoStatus>(&answer)) take_answer(*automatic);
  if (const auto* printed = std::get_if<PrintedId>(&answer)) heard_.printed = printed->id;
  if (const auto* identity = std::get_if<IdentityAnswer>(&answer)) heard_.identity = identity->text;
  if (std::holds_alternative<BuffersCleared>(answer)) ++heard_.clearings;
  if (std::holds_alternative<InOrderAnswer>(answer)) ++heard_.in_order_answers;
}

void Conversation::take_answer(const RealTimeAnswer& answer) {
  if (!asked_) return;  // the late answer to a question that was given up
  const bool was_open = status_.cover_open;
  note(status_, *asked_, answer.byte);
  asked_.reset();
  watch_cover(was_open);
}

void Conversation::take_answer(const AutoStatus& answer) {
  const bool was_open = status_.cover_open;
  note(status_, answer.bytes);
  watch_cover(was_open);
}

void Conversation::watch_cover(bool was_open) {
  if (was_open && !status_.cover_open) heard_.cover_closed = true;
}

}  // namespace bancheng::drivers::escpos
