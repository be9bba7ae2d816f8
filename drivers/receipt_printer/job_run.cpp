#include "drivers/receipt_printer/job_run.h"

#include <algorithm>
#include <numeric>

#include "drivers/receipt_printer/job.h"

namespace bancheng::drivers::escpos {
namespace {

constexpr base::Milliseconds kLookEvery{400};
/// So many looks at a printer that is online and without fault, and yet nothing went on between them: bytes were lost
/// and it waits for them. These are 8 s; the slowest honest case is kMostUnderWay at 9600 baud, 3.2 s. Looks are
/// counted and not time, of which a busy machine may let pass any amount between sending something and hearing of it.
constexpr int kLooksWithoutProgress = 20;
constexpr base::Milliseconds kJamPatience{4000};
/// How long the state must stay clean after a job on a model that proves nothing (page, section 4, rule 6).
constexpr base::Milliseconds kCleanTime{1000};

bool holds(const std::vector<hal::PrinterFault>& faults, hal::PrinterFault fault) {
  return std::find(faults.begin(), faults.end(), fault) != faults.end();
}

}  // namespace

JobRun::JobRun(Conversation& talk, const base::Clock& clock, const Abilities& abilities, base::SteadyTime deadline,
               std::function<void()> on_status)
    : talk_(talk),
      clock_(clock),
      proves_by_id_(abilities.process_ids.value_or(false)),
      answers_in_order_(abilities.in_order_status.value_or(false)),
      deadline_(deadline),
      on_status_(std::move(on_status)),
      answers_seen_(talk.heard().in_order_answers),
      looked_at_(clock.now().steady) {}

JobOutcome JobRun::print(hal::Bitmap picture, ProcessId id) {
  const auto online = [this] { return !talk_.status().offline; };
  if (!wait_until(online) || !send(job_beginning()) || !send_bands(std::move(picture))) return outcome_;
  const bool ended = proves_by_id_ ? send(job_end(id)) : send_question(job_end(std::nullopt));
  if (!ended) return outcome_;
  outcome_.everything_sent = true;
  if (!proves_by_id_) unanswered_.push_back(0);
  if (wait_for_proof(id)) outcome_.proof = proves_by_id_ ? hal::Proof::confirmed : hal::Proof::likely;
  return outcome_;
}

bool JobRun::send_bands(hal::Bitmap picture) {
  const std::uint32_t rows = rows_per_band(picture.width);
  const BandedPicture banded = cut_into_bands(std::move(picture), rows);
  for (const Band& band : banded.bands) {
    if (!wait_for_room(band.bytes.size())) return false;
    outcome_.something_sent = true;
    if (!send(band.bytes)) return false;
    if (!answers_in_order_) continue;
    if (!send_question(request_paper_status())) return false;
    unanswered_.push_back(band.bytes.size() + request_paper_status().size());
  }
  return true;
}

bool JobRun::send(std::span<const std::uint8_t> bytes) {
  const auto sent = talk_.send(bytes);
  return sent || fail(sent.error());
}

bool JobRun::send_question(std::span<const std::uint8_t> bytes) {
  const auto sent = talk_.send_question(bytes);
  return sent || fail(sent.error());
}

std::size_t JobRun::under_way() {
  for (; answers_seen_ < talk_.heard().in_order_answers; ++answers_seen_) {
    idle_looks_ = 0;
    if (!unanswered_.empty()) unanswered_.pop_front();
  }
  return std::accumulate(unanswered_.begin(), unanswered_.end(), std::size_t{0});
}

bool JobRun::wait_for_room(std::size_t size) {
  // A printer that answers GS r is looked at when it does not; of another nothing else tells how it fares.
  if (!answers_in_order_ && now() - looked_at_ >= kLookEvery && (!look() || !worth_waiting())) return false;
  return wait_until([&] {
    const bool room = unanswered_.empty() || under_way() + size <= kMostUnderWay;
    return room && !talk_.status().offline;
  });
}

bool JobRun::wait_for_proof(ProcessId id) {
  idle_looks_ = 0;
  if (proves_by_id_) return wait_until([&] { return talk_.heard().printed == id; }) && nothing_was_lost();
  if (!answers_in_order_) return fail(hal::PrinterFault::silent);  // nothing that this model says proves anything
  const auto interpreted = [this] {
    (void)under_way();
    return unanswered_.empty();
  };
  return wait_until(interpreted) && stays_clean();
}

/// Dots that were lost on the way the printer made up from what followed, and that took a GS r with it. So the paper is
/// whole only when each was answered; the answers came before the id. (A loss that begins with a band's header is not
/// seen: no ESC/POS answer tells what was printed. What overruns buffers, the usual loss, is not sent at all.)
bool JobRun::nothing_was_lost() {
  if (!answers_in_order_) return true;
  (void)under_way();
  return unanswered_.empty() || fail_for_lost_bytes();
}

bool JobRun::stays_clean() {
  base::SteadyTime clean_since = now();
  while (now() - clean_since < kCleanTime) {
    const auto listened = talk_.listen_until([] { return false; }, kLookEvery / 2);
    if (!listened) return fail(listened.error());
    if (!look() || !worth_waiting()) return false;
    if (talk_.status().offline || !faults_of(talk_.status()).empty()) clean_since = now();
  }
  return true;
}

bool JobRun::wait_until(const std::function<bool()>& reached) {
  for (;;) {
    const base::Milliseconds left = std::max(deadline_ - now(), base::Milliseconds{0});
    const auto listened = talk_.listen_until(reached, std::min(kLookEvery, left));
    if (!listened) return fail(listened.error());
    if (*listened) return true;
    if (!look()) return false;
    if (reached()) return true;
    if (!worth_waiting()) return false;
  }
}

bool JobRun::look() {
  looked_at_ = now();
  if (const auto asked = talk_.ask_status(); !asked) return fail(asked.error());
  on_status_();
  return true;
}

bool JobRun::worth_waiting() {
  const std::vector<hal::PrinterFault> faults = faults_of(talk_.status());
  if (holds(faults, hal::PrinterFault::broken)) return fail(hal::PrinterFault::broken);
  if (now() >= deadline_) return fail(faults.empty() ? hal::PrinterFault::silent : faults.front());
  if (holds(faults, hal::PrinterFault::cutter_jam)) return try_to_clear_jam();
  jam_since_.reset();
  if (!faults.empty() || talk_.status().offline) {
    idle_looks_ = 0;
    // Mended, and it only waits to be told to go on.
    if (faults.empty() && talk_.status().awaiting_recovery) return send(recover(Recovery::resume));
    return true;
  }
  return ++idle_looks_ < kLooksWithoutProgress || fail_for_lost_bytes();
}

/// A jam often gives way at the second stroke; beyond that it needs hands.
bool JobRun::try_to_clear_jam() {
  const bool first = !jam_since_;
  if (first) jam_since_ = now();
  if (now() - *jam_since_ >= kJamPatience) return fail(hal::PrinterFault::cutter_jam);
  const bool mended = talk_.heard().cover_closed;
  if (!first && !mended) return true;
  talk_.forget_cover();
  return send(recover(Recovery::restart_line));
}

/// What has not been answered by now is not waited for later either.
bool JobRun::fail_for_lost_bytes() {
  talk_.forget_in_order_answers_owed();
  return fail(hal::PrinterFault::silent);
}

bool JobRun::fail(hal::PrinterFault fault) {
  outcome_.fault = fault;
  return false;
}

bool JobRun::fail(TransportError error) {
  outcome_.fault = hal::PrinterFault::silent;
  outcome_.link_error = error;
  return false;
}

}  // namespace bancheng::drivers::escpos
