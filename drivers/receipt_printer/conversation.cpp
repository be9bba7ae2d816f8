#include "drivers/receipt_printer/conversation.h"

#include <algorithm>
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

TransportResult<void> Conversation::send_question(std::span<const std::uint8_t> bytes) {
  ++in_order_answers_owed_;
  return send(bytes);
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
  asked_ = topic;
  answers_owed_ = 0;
  const auto answered = ask_until_answered();
  answers_owed_ = 0;  // what comes now was given up
  if (!answered) return base::failure(answered.error());
  return *answered ? TransportResult<void>() : base::failure(TransportError::deadline);
}

TransportResult<bool> Conversation::ask_until_answered() {
  const auto answered = ask_once();
  if (!answered || *answered) return answered;
  decoder_.reset();  // half a block that will not end must not swallow the next answer
  const auto answered_again = ask_once();
  if (!answered_again || !*answered_again) return answered_again;
  // Was the first one's answer lost, or only late? No answer tells its question, so until both are here, or one is lost
  // for certain, nothing else can be asked.
  const auto both = listen_until([this] { return answers_owed_ == 0; }, kAnswerTime);
  return both ? TransportResult<bool>(true) : both;
}

TransportResult<bool> Conversation::ask_once() {
  if (auto sent = send(request_status(asked_)); !sent) return base::failure(sent.error());
  const int owed_before = answers_owed_++;
  return listen_until([&] { return answers_owed_ <= owed_before; }, kAnswerTime);
}

void Conversation::take(const Answer& answer) {
  if (const auto* real_time = std::get_if<RealTimeAnswer>(&answer)) take_answer(*real_time);
  if (const auto* automatic = std::get_if<AutoStatus>(&answer)) take_answer(*automatic);
  if (const auto* printed = std::get_if<PrintedId>(&answer)) heard_.printed = printed->id;
  if (const auto* identity = std::get_if<IdentityAnswer>(&answer)) heard_.identity = identity->text;
  if (std::holds_alternative<BuffersCleared>(answer)) take_clearing();
  if (std::holds_alternative<InOrderAnswer>(answer)) take_in_order_answer();
}

void Conversation::take_answer(const RealTimeAnswer& answer) {
  if (answers_owed_ == 0) return;  // the late answer to a question that was given up
  --answers_owed_;
  const bool was_open = status_.cover_open;
  note(status_, asked_, answer.byte);
  watch_cover(was_open);
}

void Conversation::take_answer(const AutoStatus& answer) {
  const bool was_open = status_.cover_open;
  note(status_, answer.bytes);
  watch_cover(was_open);
}

void Conversation::take_in_order_answer() {
  ++heard_.in_order_answers;
  in_order_answers_owed_ = std::max(in_order_answers_owed_ - 1, 0);
}

/// What was asked before will not be answered any more. One question may be under way already: settling sends one right
/// behind the clearing.
void Conversation::take_clearing() {
  ++heard_.clearings;
  in_order_answers_owed_ = std::min(in_order_answers_owed_, 1);
}

void Conversation::watch_cover(bool was_open) {
  if (was_open && !status_.cover_open) heard_.cover_closed = true;
}

}  // namespace bancheng::drivers::escpos
