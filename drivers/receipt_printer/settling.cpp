#include "drivers/receipt_printer/settling.h"

#include "drivers/receipt_printer/job.h"

namespace bancheng::drivers::escpos {
namespace {

constexpr base::Milliseconds kInOrderTime{1500};
constexpr base::Milliseconds kGraceTime{200};
constexpr base::Milliseconds kIdentityTime{500};
/// Feeding to the cutter and cutting, on a slow mechanism.
constexpr base::Milliseconds kCutTime{3000};

void append(Bytes& to, const Bytes& what) { to.insert(to.end(), what.begin(), what.end()); }

/// All in one go: GS r is answered after everything before it, so its answer also ends the wait for the others.
Bytes questions(const Abilities& abilities, ProcessId probe) {
  Bytes bytes;
  if (abilities.clears_buffers.value_or(true)) append(bytes, clear_buffers());
  append(bytes, job_beginning());
  if (!abilities.process_ids) append(bytes, request_process_id(probe));
  append(bytes, request_paper_status());
  return bytes;
}

/// Sends the questions and notes what the answers tell; true when GS r was answered.
TransportResult<bool> question(Conversation& talk, Abilities& abilities, ProcessId probe) {
  const std::uint64_t answers = talk.heard().in_order_answers;
  const std::uint64_t clearings = talk.heard().clearings;
  const auto knows_id = [&] { return talk.heard().printed == probe; };
  if (auto sent = talk.send(questions(abilities, probe)); !sent) return base::failure(sent.error());
  const auto answered = talk.listen_until([&] { return talk.heard().in_order_answers > answers; }, kInOrderTime);
  if (!answered) return answered;
  if (!abilities.process_ids && !knows_id()) {
    if (auto waited = talk.listen_until(knows_id, kGraceTime); !waited) return waited;
  }
  if (talk.heard().clearings > clearings) abilities.clears_buffers = true;
  if (knows_id()) abilities.process_ids = true;
  return answered;
}

/// What was not answered by now is not known to this model. Some models then print the question's letters: ESC @
/// empties the line that they stand in.
TransportResult<void> conclude(Conversation& talk, Abilities& abilities, bool in_order) {
  abilities.in_order_status = in_order;
  abilities.clears_buffers = abilities.clears_buffers.value_or(false);
  const bool asked_in_vain = !abilities.process_ids;
  abilities.process_ids = abilities.process_ids.value_or(false);
  if (!asked_in_vain) return {};
  return talk.send(job_beginning());
}

/// True when the rest is off the paper.
TransportResult<bool> cut_off(Conversation& talk, bool in_order) {
  const std::uint64_t answers = talk.heard().in_order_answers;
  if (auto sent = talk.send(job_end(std::nullopt)); !sent) return base::failure(sent.error());
  if (!in_order) return true;
  return talk.listen_until([&] { return talk.heard().in_order_answers > answers; }, kCutTime);
}

}  // namespace

TransportResult<bool> settle(Conversation& talk, Abilities& abilities, const Settling& how) {
  auto answered = question(talk, abilities, how.probe);
  if (answered && !*answered) {
    if (auto asked = talk.ask_status(); !asked) return base::failure(asked.error());
    if (talk.status().offline) return false;
    // An earlier program may have died in the middle of a picture: the printer takes all this for dots until it is
    // full.
    const std::size_t bytes_per_row = (how.width_in_dots + 7) / 8;
    if (auto sent = talk.send(padding(rows_per_band(how.width_in_dots) * bytes_per_row)); !sent)
      return base::failure(sent.error());
    answered = question(talk, abilities, how.probe);
  }
  if (!answered) return answered;
  if (auto concluded = conclude(talk, abilities, *answered); !concluded) return base::failure(concluded.error());
  return how.cut_off_rest ? cut_off(talk, *answered) : TransportResult<bool>(true);
}

TransportResult<hal::Identity> ask_identity(Conversation& talk) {
  hal::Identity identity;
  const auto ask = [&](IdentityText which, std::string& into) -> TransportResult<bool> {
    talk.forget_identity();
    if (auto sent = talk.send(request_identity(which)); !sent) return base::failure(sent.error());
    const auto answered = talk.listen_until([&] { return talk.heard().identity.has_value(); }, kIdentityTime);
    if (answered && *answered) into = *talk.heard().identity;
    return answered;
  };
  for (const auto& [which, into] :
       {std::pair{IdentityText::model, &identity.model}, std::pair{IdentityText::serial, &identity.serial},
        std::pair{IdentityText::firmware, &identity.firmware}}) {
    const auto answered = ask(which, *into);
    if (!answered) return base::failure(answered.error());
    if (!*answered) break;  // a model that is silent about one thing says nothing about the others
  }
  return identity;
}

}  // namespace bancheng::drivers::escpos
