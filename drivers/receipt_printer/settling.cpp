#include "drivers/receipt_printer/settling.h"

#include "drivers/receipt_printer/job.h"

namespace bancheng::drivers::escpos {
namespace {

constexpr base::Milliseconds kInOrderTime{1500};
/// The second time, when it is there and has not answered: it may only be slow.
constexpr base::Milliseconds kInOrderTimeAgain{3000};
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

/// Waits for the answers to every GS r under way, also to those of a failed job: in the next receipt each stands for
/// room in the buffer, so none may be left over. False: some have not come, and are lost by all appearances.
TransportResult<bool> await_answers_owed(Conversation& talk, base::Milliseconds time) {
  return talk.listen_until([&] { return talk.in_order_answers_owed() == 0; }, time);
}

/// Sends the questions and notes what the answers tell. False: some answers owed have not come.
TransportResult<bool> question(Conversation& talk, Abilities& abilities, ProcessId probe, base::Milliseconds time) {
  const std::uint64_t clearings = talk.heard().clearings;
  const auto knows_id = [&] { return talk.heard().printed == probe; };
  if (auto sent = talk.send_question(questions(abilities, probe)); !sent) return base::failure(sent.error());
  const auto all_came = await_answers_owed(talk, time);
  if (!all_came) return all_came;
  if (!abilities.process_ids && !knows_id()) {
    if (auto waited = talk.listen_until(knows_id, kGraceTime); !waited) return waited;
  }
  if (talk.heard().clearings > clearings) abilities.clears_buffers = true;
  if (knows_id()) abilities.process_ids = true;
  return all_came;
}

/// An earlier program may have died in the middle of a picture: the printer takes all this for dots until it is full.
TransportResult<void> complete_picture(Conversation& talk, std::uint32_t width_in_dots) {
  const std::size_t bytes_per_row = (width_in_dots + 7) / 8;
  return talk.send(padding(rows_per_band(width_in_dots) * bytes_per_row));
}

/// What a model that answers GS r has not answered by now it does not know; one that answers nothing is asked again the
/// next time. Some models print the letters of what they do not know: ESC @ empties the line that they stand in.
TransportResult<void> conclude(Conversation& talk, Abilities& abilities, bool in_order) {
  talk.forget_in_order_answers_owed();
  const bool asked_in_vain = !abilities.process_ids;
  if (in_order) {
    abilities.in_order_status = true;
    abilities.clears_buffers = abilities.clears_buffers.value_or(false);
    abilities.process_ids = abilities.process_ids.value_or(false);
  }
  if (!asked_in_vain) return {};
  return talk.send(job_beginning());
}

/// True when the rest is off the paper.
TransportResult<bool> cut_off(Conversation& talk, bool in_order) {
  if (auto sent = talk.send_question(job_end(std::nullopt)); !sent) return base::failure(sent.error());
  return in_order ? await_answers_owed(talk, kCutTime) : TransportResult<bool>(true);
}

}  // namespace

TransportResult<bool> settle(Conversation& talk, Abilities& abilities, const Settling& how) {
  const std::uint64_t answers = talk.heard().in_order_answers;
  const auto all_came = question(talk, abilities, how.probe, kInOrderTime);
  if (!all_came) return all_came;
  if (!*all_came) {
    if (auto asked = talk.ask_status(); !asked) return base::failure(asked.error());
    if (talk.status().offline) return false;
    if (auto sent = complete_picture(talk, how.width_in_dots); !sent) return base::failure(sent.error());
    if (auto again = question(talk, abilities, how.probe, kInOrderTimeAgain); !again) return again;
  }
  const bool in_order = talk.heard().in_order_answers > answers;
  if (auto concluded = conclude(talk, abilities, in_order); !concluded) return base::failure(concluded.error());
  return how.cut_off_rest ? cut_off(talk, in_order) : TransportResult<bool>(true);
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
