#include "drivers/receipt_printer/escpos_printer.h"

#include <algorithm>
#include <utility>

#include "drivers/receipt_printer/bands.h"
#include "drivers/receipt_printer/job_run.h"
#include "kiosk/base/log.h"

namespace bancheng::drivers {
namespace escpos {
namespace {

constexpr std::size_t kMostWaiting = 4;     // drivers/hal/receipt_printer.h
constexpr std::size_t kMostRefused = 1024;  // more than any caller asks for between two looks at the queue
/// Of the 30 s that a job may take, the rest is for noticing that the printer fell silent in the last moment.
constexpr base::Milliseconds kJobTime{27'000};
constexpr base::Milliseconds kPollEvery{1000};
constexpr base::Milliseconds kFirstJamPause{2000};
constexpr base::Milliseconds kLongestJamPause{60'000};

Abilities abilities_of(ProcessIds configured) {
  Abilities abilities;
  if (configured != ProcessIds::automatic) abilities.process_ids = configured == ProcessIds::yes;
  return abilities;
}

bool same(const hal::PrinterChanged& a, const hal::PrinterChanged& b) {
  return a.health == b.health && a.identity == b.identity && a.faults == b.faults &&
         a.paper_near_end == b.paper_near_end;
}

std::string_view name_of(hal::PrinterFault fault) {
  switch (fault) {
    case hal::PrinterFault::paper_out:
      return "paper out";
    case hal::PrinterFault::cover_open:
      return "cover open";
    case hal::PrinterFault::cutter_jam:
      return "cutter jam";
    case hal::PrinterFault::hot:
      return "hot";
    case hal::PrinterFault::broken:
      return "broken";
    case hal::PrinterFault::silent:
      return "silent";
  }
  return "unknown";
}

std::string_view extent_of(const JobOutcome& outcome) {
  return outcome.everything_sent ? "all of it" : outcome.something_sent ? "a part of it" : "nothing of it";
}

bool mends_alone(const std::vector<hal::PrinterFault>& faults) {
  return std::all_of(faults.begin(), faults.end(),
                     [](hal::PrinterFault fault) { return fault == hal::PrinterFault::hot; });
}

}  // namespace

EscPosPrinter::EscPosPrinter(const ReceiptPrinterConfig& config, const base::Clock& clock,
                             hal::EventSink<hal::ReceiptPrinterEvent> sink)
    : config_(config),
      clock_(clock),
      sink_(std::move(sink)),
      wishes_(signals_, kMostWaiting),
      refused_(kMostRefused, [this] { signals_.wake.raise(); }),
      // Starts elsewhere in each run: an answer to an earlier run's question proves nothing now.
      id_counter_(static_cast<std::uint32_t>(clock.now().wall.time_since_epoch().count())),
      thread_(make_transport(config.address, clock), clock, signals_, *this) {}

EscPosPrinter::~EscPosPrinter() { thread_.stop(); }

void EscPosPrinter::print(std::uint64_t job, hal::Bitmap receipt) {
  if (!wishes_.try_push({job, std::move(receipt), now()})) refused_.push(job);
}

// ---- the thread ----

TransportError EscPosPrinter::serve(Transport& link, BackOff& back_off) {
  Conversation talk(link, clock_, signals_.stop.fd());
  abilities_ = abilities_of(config_.process_ids);
  settled_ = false;
  for (;;) {
    if (const auto asked = talk.ask_status(); !asked) return asked.error();
    back_off.reset();
    if (const Trouble trouble = look_after(talk)) return *trouble;
    report(talk.status());
    if (const Trouble trouble = idle(talk)) return *trouble;
  }
}

/// Until the next poll: jobs, and whatever the printer says of itself.
EscPosPrinter::Trouble EscPosPrinter::idle(Conversation& talk) {
  const base::SteadyTime next_poll = now() + kPollEvery;
  while (now() < next_poll) {
    if (const Trouble trouble = run_jobs(talk)) return trouble;
    const auto came = talk.listen(next_poll, signals_.wake.fd());
    if (signals_.stop.raised()) return TransportError::interrupted;
    if (!came && came.error() != TransportError::interrupted) return came.error();
    if (came && *came) report(talk.status());
  }
  return std::nullopt;
}

EscPosPrinter::Trouble EscPosPrinter::look_after(Conversation& talk) {
  const Status& status = talk.status();
  if (status.cutter_error || status.mechanical_error) return care_for_jam(talk);
  jam_ = {};
  if (status.awaiting_recovery && faults_of(status).empty()) {
    if (const auto sent = talk.send(recover(Recovery::resume)); !sent) return sent.error();
  }
  return status.offline || settled_ ? std::nullopt : settle_now(talk);
}

/// The buffers are cleared with the recovery, so that nothing old comes out of it.
EscPosPrinter::Trouble EscPosPrinter::care_for_jam(Conversation& talk) {
  if (!talk.heard().cover_closed && jam_.pause.count() > 0 && now() < jam_.next_try) return std::nullopt;
  if (talk.heard().cover_closed) jam_.pause = base::Milliseconds{0};
  talk.forget_cover();
  jam_.pause = std::clamp(jam_.pause * 2, kFirstJamPause, kLongestJamPause);
  jam_.next_try = now() + jam_.pause;
  settled_ = false;
  talk.forget_in_order_answers_owed();  // they go with the buffers, and copies do not say so
  const auto sent = talk.send(recover(Recovery::clear_buffers));
  return sent ? std::nullopt : Trouble(sent.error());
}

EscPosPrinter::Trouble EscPosPrinter::settle_now(Conversation& talk) {
  const bool known = abilities_.in_order_status.has_value();
  const auto settled = settle(talk, abilities_, {config_.width_in_dots, next_id(), rest_on_paper_});
  if (!settled) return settled.error();
  settled_ = *settled;
  if (!settled_) spdlog::warn("receipt printer: not ready to print, will be tried again");
  if (!settled_) return std::nullopt;
  rest_on_paper_ = false;
  if (known || !abilities_.process_ids.value_or(false)) return std::nullopt;
  auto identity = ask_identity(talk);
  if (!identity) return identity.error();
  identity_ = std::move(*identity);
  return std::nullopt;
}

EscPosPrinter::Trouble EscPosPrinter::run_jobs(Conversation& talk) {
  answer_refused();
  while (auto wish = wishes_.take()) {
    if (const Trouble trouble = run(talk, std::move(*wish))) return trouble;
    answer_refused();
  }
  return std::nullopt;
}

EscPosPrinter::Trouble EscPosPrinter::run(Conversation& talk, Wish wish) {
  const std::uint64_t job = wish.job;
  if (!is_whole(wish.receipt) || wish.receipt.width > config_.width_in_dots) {
    spdlog::error("receipt printer: a receipt of {} by {} dots does not fit", wish.receipt.width, wish.receipt.height);
    fail(job, hal::PrinterFault::broken);
    return std::nullopt;
  }
  const Trouble trouble = make_ready(talk, wish.given_at + kJobTime);
  const auto faults = faults_of(talk.status());
  if (!trouble && faults.empty() && settled_) return print_now(talk, std::move(wish));
  if (trouble == TransportError::interrupted) return trouble;
  if (trouble) spdlog::warn("receipt printer: a receipt was not begun: {}", drivers::name_of(*trouble));
  fail(job, trouble || faults.empty() ? hal::PrinterFault::silent : faults.front());
  return trouble;
}

/// Waits for what passes by itself (heat, somebody feeding paper); what only hands can mend is not waited for.
EscPosPrinter::Trouble EscPosPrinter::make_ready(Conversation& talk, base::SteadyTime deadline) {
  for (;;) {
    if (const auto asked = talk.ask_status(); !asked) return asked.error();
    if (const Trouble trouble = look_after(talk)) return trouble;
    report(talk.status());
    answer_refused();
    if (settled_ && !talk.status().offline) return std::nullopt;
    if (!mends_alone(faults_of(talk.status())) || now() >= deadline) return std::nullopt;
    if (const auto listened = talk.listen_until([] { return false; }, kPollEvery / 2); !listened)
      return listened.error();
  }
}

EscPosPrinter::Trouble EscPosPrinter::print_now(Conversation& talk, Wish wish) {
  const auto on_status = [&] {
    report(talk.status());
    answer_refused();
  };
  JobRun job(talk, clock_, abilities_, wish.given_at + kJobTime, on_status);
  const JobOutcome outcome = job.print(std::move(wish.receipt), next_id());
  if (outcome.proof) {
    sink_(hal::JobPrinted{wish.job, *outcome.proof});
    return outcome.link_error;
  }
  if (outcome.link_error == TransportError::interrupted) return outcome.link_error;
  spdlog::warn("receipt printer: a receipt was not proved printed: {}, {} sent", name_of(outcome.fault),
               extent_of(outcome));
  fail(wish.job, outcome.fault, outcome.everything_sent);
  settled_ = false;
  rest_on_paper_ = rest_on_paper_ || outcome.something_sent;
  if (outcome.link_error) return outcome.link_error;
  // At once, while the cause still holds the printer: what waits in it must not come out when somebody mends it.
  const auto cleared = talk.send(clear_buffers());
  return cleared ? std::nullopt : Trouble(cleared.error());
}

// ---- away ----

void EscPosPrinter::link_lost(TransportError why) {
  if (!reported_ || reported_->health != hal::Health::gone)
    spdlog::warn("receipt printer: link lost, {}", drivers::name_of(why));
  report({hal::Health::gone, identity_, {hal::PrinterFault::silent}, false});
  answer_commands_while_away();
}

void EscPosPrinter::answer_commands_while_away() {
  answer_refused();
  while (const auto wish = wishes_.take()) fail(wish->job, hal::PrinterFault::silent);
}

// ---- events ----

void EscPosPrinter::report(const Status& status) {
  report({health_of(status), identity_, faults_of(status), status.paper_near_end});
}

void EscPosPrinter::report(hal::PrinterChanged change) {
  if (reported_ && same(*reported_, change)) return;
  reported_ = change;
  sink_(std::move(change));
}

void EscPosPrinter::answer_refused() {
  for (const std::uint64_t job : refused_.take_all()) fail(job, hal::PrinterFault::silent);
}

void EscPosPrinter::fail(std::uint64_t job, hal::PrinterFault fault, bool maybe_printed) {
  sink_(hal::JobFailed{job, fault, maybe_printed});
}

}  // namespace escpos

std::unique_ptr<hal::ReceiptPrinter> make_receipt_printer(const ReceiptPrinterConfig& config, const base::Clock& clock,
                                                          hal::EventSink<hal::ReceiptPrinterEvent> sink) {
  return std::make_unique<escpos::EscPosPrinter>(config, clock, std::move(sink));
}

}  // namespace bancheng::drivers
