#include "kiosk/courier/courier.h"

#include <algorithm>
#include <deque>
#include <mutex>
#include <random>
#include <vector>

#include "kiosk/base/log.h"
#include "kiosk/base/wait.h"
#include "kiosk/base/wake.h"
#include "kiosk/core/delivery/planner.h"
#include "kiosk/courier/network_watch.h"
#include "kiosk/outbox/dispatch.h"

namespace bancheng::courier {
namespace {

using namespace core::delivery;
using outbox::Dispatch;
using outbox::DispatchError;

constexpr base::Milliseconds kReopen{5'000};
constexpr std::size_t kMostWatched = 32;

net::Body body_of(const outbox::Sendable& sendable) { return {sendable.file.get(), sendable.offset, sendable.size, sendable.sha256}; }

}  // namespace

struct Courier::Impl {
  outbox::Place place;
  net::Hall& hall;
  const base::Clock& clock;
  int stop_fd;
  Tell tell;
  base::Wake wake;
  NetworkWatch network_watch;
  base::AnyOf anything;
  std::mutex mutex;
  bool nudged = false;                // under the mutex, like the next
  std::deque<std::string> asked_for;
  std::deque<std::string> watched;    // the courier's thread alone from here
  Planner planner;
  std::unique_ptr<Dispatch> dispatch;
  std::mt19937 random{std::random_device{}()};
  std::optional<bool> told_network;
  std::optional<link::QueueState> told_queue;

  Impl(outbox::Place where, net::Hall& to, const base::Clock& with, int stop, Tell say)
      : place(std::move(where)), hall(to), clock(with), stop_fd(stop), tell(std::move(say)) {
    anything.add(wake.fd());
    if (network_watch.fd() >= 0) anything.add(network_watch.fd());
  }

  [[nodiscard]] base::SteadyTime now() const { return clock.now().steady; }
  [[nodiscard]] double jitter() { return std::uniform_real_distribution<double>(0.0, 1.0)(random); }
  [[nodiscard]] base::SteadyTime give_up_disk(DispatchError error);
  void take_requests();
  [[nodiscard]] base::Result<std::vector<Waiting>, DispatchError> candidates();
  [[nodiscard]] base::Result<void, DispatchError> answer_watches(std::vector<Waiting>& first);
  [[nodiscard]] base::Result<void, DispatchError> carry_out(const Step& step);
  [[nodiscard]] base::Result<void, DispatchError> carry_out_one(const SendPart& step);
  [[nodiscard]] base::Result<void, DispatchError> carry_out_one(const Submit& step);
  [[nodiscard]] base::Result<void, DispatchError> carry_out_one(const Probe& step);
  [[nodiscard]] base::Result<void, DispatchError> unreadable(const std::string& number, DispatchError error);
  [[nodiscard]] base::Result<void, DispatchError> conclude(const Step& step, const std::string& number, const Answer& answer);
  bool report(const Step& step, const Answer& answer);
  void tell_state();
};

Courier::Courier(outbox::Place place, net::Hall& hall, const base::Clock& clock, int stop_fd, Tell tell)
    : impl_(std::make_unique<Impl>(std::move(place), hall, clock, stop_fd, std::move(tell))) {}
Courier::~Courier() = default;

void Courier::hear(const link::LinkRequest& request) {
  {
    const std::lock_guard lock(impl_->mutex);
    if (const auto* watch = std::get_if<link::Watch>(&request)) impl_->asked_for.push_back(watch->number);
    if (impl_->asked_for.size() > kMostWatched) impl_->asked_for.pop_front();
    impl_->nudged = true;
  }
  impl_->wake.raise();
}

void Courier::run(const Watched& watched) {
  for (;;) {
    watched.turned();
    const base::SteadyTime due = std::min(work_once(), impl_->now() + watched.longest_sleep);
    const auto readiness = base::wait_for(impl_->anything.fd(), base::Direction::read, due, impl_->clock, impl_->stop_fd);
    if (readiness == base::Readiness::stopped || readiness == base::Readiness::hung_up) return;
    impl_->wake.drain();
    if (impl_->network_watch.changed()) impl_->planner.try_now(impl_->now());
  }
}

base::SteadyTime Courier::work_once() {
  Impl& self = *impl_;
  if (!self.dispatch) {
    auto opened = Dispatch::open(self.place);
    if (!opened) return self.give_up_disk(opened.error());
    self.dispatch = std::move(*opened);
  }
  self.take_requests();
  const auto candidates = self.candidates();
  if (!candidates) return self.give_up_disk(candidates.error());
  const Step step = self.planner.next(self.now(), *candidates);
  self.tell_state();
  if (const auto* wait = std::get_if<Wait>(&step)) return wait->until;
  if (const auto carried = self.carry_out(step); !carried) return self.give_up_disk(carried.error());
  self.tell_state();
  return self.now();
}

// The database is opened anew each time: the kiosk may have had to replace it.
base::SteadyTime Courier::Impl::give_up_disk(DispatchError error) {
  spdlog::error("outbox: {}", outbox::name_of(error));
  dispatch.reset();
  return now() + kReopen;
}

void Courier::Impl::take_requests() {
  const std::lock_guard lock(mutex);
  if (nudged) planner.try_now(now());
  nudged = false;
  for (std::string& number : asked_for) {
    std::erase(watched, number);
    watched.push_back(std::move(number));
    if (watched.size() > kMostWatched) watched.pop_front();
  }
  asked_for.clear();
}

// Somebody stands at the terminal for what is watched: it goes first, the newest before the others. Then the oldest.
base::Result<std::vector<Waiting>, DispatchError> Courier::Impl::candidates() {
  std::vector<Waiting> first;
  if (auto answered = answer_watches(first); !answered) return base::failure(answered.error());
  std::reverse(first.begin(), first.end());
  auto oldest = dispatch->waiting(Planner::kMostItems + 1);
  if (!oldest) return base::failure(oldest.error());
  for (Waiting& waiting : *oldest) {
    const bool listed = std::any_of(first.begin(), first.end(), [&](const Waiting& one) { return one.number == waiting.number; });
    if (!listed) first.push_back(std::move(waiting));
  }
  return first;
}

base::Result<void, DispatchError> Courier::Impl::answer_watches(std::vector<Waiting>& first) {
  std::deque<std::string> open;
  for (const std::string& number : watched) {
    auto waiting = dispatch->find_waiting(number);
    if (!waiting && waiting.error() != DispatchError::not_there) return base::failure(waiting.error());
    if (waiting) {
      first.push_back(std::move(*waiting));
      open.push_back(number);
      continue;
    }
    const auto accepted = dispatch->is_accepted(number);
    if (!accepted) return base::failure(accepted.error());
    if (*accepted) tell(link::Accepted{number});
  }
  watched.swap(open);
  return {};
}

base::Result<void, DispatchError> Courier::Impl::carry_out(const Step& step) {
  if (const auto* part = std::get_if<SendPart>(&step)) return carry_out_one(*part);
  if (const auto* submit = std::get_if<Submit>(&step)) return carry_out_one(*submit);
  if (const auto* probe = std::get_if<Probe>(&step)) return carry_out_one(*probe);
  return {};
}

base::Result<void, DispatchError> Courier::Impl::carry_out_one(const SendPart& step) {
  const auto part = dispatch->part(step.number, step.index);
  if (!part) return unreadable(step.number, part.error());
  return conclude(step, step.number, hall.put_part(step.number, step.index, body_of(*part)));
}

base::Result<void, DispatchError> Courier::Impl::carry_out_one(const Submit& step) {
  const auto manifest = dispatch->manifest(step.number);
  if (!manifest) return unreadable(step.number, manifest.error());
  const Answer answer = hall.submit(step.number, body_of(*manifest));
  if (answer.outcome == Outcome::done) {
    // On the disk first; a courier that dies in between asks the hall again and gets the same answer.
    if (auto erased = dispatch->acknowledge(step.number, clock.now().wall); !erased) return erased;
    spdlog::info("delivered {}", step.number);
    std::erase(watched, step.number);
    tell(link::Accepted{step.number});
  }
  return conclude(step, step.number, answer);
}

base::Result<void, DispatchError> Courier::Impl::carry_out_one(const Probe& step) {
  report(step, hall.health());
  std::ignore = dispatch->erase_acknowledged();
  return {};
}

base::Result<void, DispatchError> Courier::Impl::unreadable(const std::string& number, DispatchError error) {
  if (error == DispatchError::unreadable) {
    spdlog::error("outbox: {} {}", outbox::name_of(error), number);
    planner.could_not_send(number, now(), jitter());
    return {};
  }
  if (error != DispatchError::damaged) return base::failure(error);
  planner.forget(number);
  return {};
}

base::Result<void, DispatchError> Courier::Impl::conclude(const Step& step, const std::string& number, const Answer& answer) {
  if (report(step, answer)) return dispatch->park(number, answer.code);
  return {};
}

bool Courier::Impl::report(const Step& step, const Answer& answer) {
  if (answer.outcome != Outcome::done) spdlog::warn("hall: {} {}", name_of(answer.outcome), answer.code);
  return planner.report(step, answer, now(), jitter());
}

void Courier::Impl::tell_state() {
  if (planner.line_up() && planner.line_up() != told_network) {
    told_network = planner.line_up();
    spdlog::info("network {}", *told_network ? "up" : "down");
    tell(link::NetworkState{*told_network});
  }
  const auto backlog = dispatch ? dispatch->backlog() : base::failure(DispatchError::disk_failed);
  if (!backlog) return;
  const link::QueueState queue{backlog->waiting, backlog->parked, backlog->oldest};
  if (told_queue == queue) return;
  told_queue = queue;
  tell(queue);
}

}  // namespace bancheng::courier
