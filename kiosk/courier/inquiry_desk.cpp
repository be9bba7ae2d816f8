#include "kiosk/courier/inquiry_desk.h"

#include <deque>
#include <mutex>
#include <optional>
#include <thread>

#include "kiosk/base/log.h"
#include "kiosk/base/wait.h"
#include "kiosk/base/wake.h"

namespace bancheng::courier {
namespace {

using core::inquiry::Trouble;

constexpr base::Milliseconds kLongest{60'000};

struct Waiting {
  core::inquiry::Question question;
  InquiryDesk::Reply reply;
  base::SteadyTime deadline;
};

}  // namespace

struct InquiryDesk::Impl {
  const base::Clock& clock;
  base::StopSignal stop;
  base::Wake wake;
  std::unique_ptr<net::HallClient> hall;
  std::mutex mutex;
  std::deque<Waiting> queue;  // under the mutex, like the next
  bool open = true;
  std::thread thread;

  explicit Impl(const base::Clock& with) : clock(with) {}

  void run();
  [[nodiscard]] std::optional<Waiting> next();
  [[nodiscard]] Result ask(const Waiting& one);
};

void InquiryDesk::Impl::run() {
  while (!stop.raised()) {
    if (auto one = next()) {
      one->reply(ask(*one));
      continue;
    }
    std::ignore = base::wait_for(wake.fd(), base::Direction::read, clock.now().steady + kLongest, clock, stop.fd());
    wake.drain();
  }
}

std::optional<Waiting> InquiryDesk::Impl::next() {
  const std::lock_guard lock(mutex);
  if (queue.empty()) return std::nullopt;
  std::optional<Waiting> one(std::move(queue.front()));
  queue.pop_front();
  return one;
}

InquiryDesk::Result InquiryDesk::Impl::ask(const Waiting& one) {
  if (one.deadline <= clock.now().steady) return base::failure(Trouble::no_network);
  auto answer = hall->ask(one.question);
  const bool failed = !answer && (answer.error() == Trouble::no_network || answer.error() == Trouble::hall_failed);
  if (failed) spdlog::warn("inquiry: {}", core::inquiry::name_of(answer.error()));
  return answer;
}

InquiryDesk::InquiryDesk(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

base::Result<std::unique_ptr<InquiryDesk>, base::Complaint> InquiryDesk::open(net::HallAddress address, const base::Clock& clock) {
  auto impl = std::make_unique<Impl>(clock);
  auto hall = net::HallClient::make(std::move(address), impl->stop.fd(), net::kInquiryPatience);
  if (!hall) return base::failure(hall.error());
  impl->hall = std::move(*hall);
  impl->thread = std::thread([&of = *impl] { of.run(); });
  return std::unique_ptr<InquiryDesk>(new InquiryDesk(std::move(impl)));
}

InquiryDesk::~InquiryDesk() { stop(); }

void InquiryDesk::take(core::inquiry::Question question, Reply reply) {
  {
    const std::lock_guard lock(impl_->mutex);
    if (impl_->open && impl_->queue.size() < kMostWaiting) {
      impl_->queue.push_back({std::move(question), std::move(reply), impl_->clock.now().steady + kLongestTurn});
      reply = nullptr;
    }
  }
  if (reply) return reply(base::failure(Trouble::no_network));
  impl_->wake.raise();
}

void InquiryDesk::stop() {
  std::deque<Waiting> left;
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->open = false;
    left.swap(impl_->queue);
  }
  impl_->stop.raise();
  if (impl_->thread.joinable()) impl_->thread.join();
  for (const Waiting& one : left) one.reply(base::failure(Trouble::no_network));
}

}  // namespace bancheng::courier
