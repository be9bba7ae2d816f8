#include "kiosk/link/client.h"

#include <algorithm>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "kiosk/base/wait.h"
#include "kiosk/base/wake.h"
#include "kiosk/link/socket.h"

namespace bancheng::link {
namespace {

constexpr base::Milliseconds kReconnect{500};
constexpr base::Milliseconds kLongest{60'000};
constexpr std::size_t kMostWatches = 32;

using core::inquiry::Trouble;

struct Unasked {
  std::uint64_t job;
  std::optional<core::inquiry::Question> question;  // none: one too many, to be given up
  base::SteadyTime deadline;
};
struct OpenAsk {
  std::uint64_t job;
  base::SteadyTime deadline;
};

}  // namespace

struct LinkClient::Impl {
  std::filesystem::path path;
  const base::Clock& clock;
  EventSink sink;
  base::StopSignal stop;
  base::Wake wake;
  std::mutex mutex;
  std::deque<std::string> watches;   // not answered yet
  std::vector<LinkRequest> unsaid;   // at most one nudge and every watch
  std::vector<Unasked> unasked;      // at most kMostAsks of them with a question
  std::vector<OpenAsk> open;         // said and not answered; the client's thread alone
  std::thread thread;

  Impl(std::filesystem::path where, const base::Clock& with, EventSink into) : path(std::move(where)), clock(with), sink(std::move(into)) {}

  void run();
  [[nodiscard]] base::UniqueFd connect() const;
  void converse(int socket);
  [[nodiscard]] bool say_what_waits(int socket);
  [[nodiscard]] bool hear_what_came(int socket);
  void say_watches_again();
  void answered(const std::string& number);
  void say(const LinkRequest& request);

  [[nodiscard]] std::vector<Unasked> take_unasked();
  [[nodiscard]] bool ask_what_waits(int socket);
  void answer_asks(const Answered& answered);
  void give_up(std::uint64_t job, Trouble trouble) { sink(Answered{job, base::failure(trouble)}); }
  void give_up_late_asks();
  void give_up_all_asks();
  [[nodiscard]] base::SteadyTime next_deadline() const;
  void wait_without_courier();
};

void LinkClient::Impl::run() {
  while (!stop.raised()) {
    if (const base::UniqueFd socket = connect()) {
      say_watches_again();
      converse(socket.get());
      if (!stop.raised()) sink(CourierGone{});
    }
    wait_without_courier();
  }
}

// Who asks in this time has the answer at once.
void LinkClient::Impl::wait_without_courier() {
  const base::SteadyTime until = clock.now().steady + kReconnect;
  do {
    wake.drain();
    give_up_all_asks();
  } while (base::wait_for(wake.fd(), base::Direction::read, until, clock, stop.fd()) == base::Readiness::ready);
}

base::UniqueFd LinkClient::Impl::connect() const {
  const auto address = address_of(path);
  base::UniqueFd socket = new_socket();
  if (!address || !socket) return {};
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) != 0) return {};
  return socket;
}

void LinkClient::Impl::converse(int socket) {
  base::AnyOf both;
  both.add(socket);
  both.add(wake.fd());
  for (;;) {
    if (!say_what_waits(socket) || !ask_what_waits(socket) || !hear_what_came(socket)) return;
    give_up_late_asks();
    const auto readiness = base::wait_for(both.fd(), base::Direction::read, next_deadline(), clock, stop.fd());
    if (readiness == base::Readiness::stopped || readiness == base::Readiness::hung_up) return;
    wake.drain();
  }
}

bool LinkClient::Impl::say_what_waits(int socket) {
  std::vector<LinkRequest> saying;
  {
    const std::lock_guard lock(mutex);
    saying.swap(unsaid);
  }
  return std::all_of(saying.begin(), saying.end(), [&](const LinkRequest& one) { return send_packet(socket, to_packet(one).view()); });
}

std::vector<Unasked> LinkClient::Impl::take_unasked() {
  std::vector<Unasked> taken;
  const std::lock_guard lock(mutex);
  taken.swap(unasked);
  return taken;
}

bool LinkClient::Impl::ask_what_waits(int socket) {
  bool sent = true;
  for (Unasked& one : take_unasked()) {
    if (!one.question || !sent || open.size() == kMostAsks) {
      give_up(one.job, Trouble::no_network);
      continue;
    }
    const Packet packet = to_packet(LinkRequest(Ask{one.job, std::move(*one.question)}));
    if (packet.empty()) {
      give_up(one.job, Trouble::hall_failed);  // a question that no hall understands
    } else {
      open.push_back({one.job, one.deadline});
      sent = send_packet(socket, packet.view());
    }
    base::wipe_stack_below();
  }
  return sent;
}

// An answer that comes after it was given up is nobody's.
void LinkClient::Impl::answer_asks(const Answered& answered) {
  if (std::erase_if(open, [&](const OpenAsk& one) { return one.job == answered.job; }) > 0) sink(answered);
}

void LinkClient::Impl::give_up_late_asks() {
  const base::SteadyTime now = clock.now().steady;
  const auto late = std::stable_partition(open.begin(), open.end(), [&](const OpenAsk& one) { return one.deadline > now; });
  const std::vector<OpenAsk> given_up(late, open.end());
  open.erase(late, open.end());
  for (const OpenAsk& one : given_up) give_up(one.job, Trouble::no_network);
}

void LinkClient::Impl::give_up_all_asks() {
  for (const OpenAsk& one : std::exchange(open, {})) give_up(one.job, Trouble::no_network);
  for (const Unasked& one : take_unasked()) give_up(one.job, Trouble::no_network);
}

base::SteadyTime LinkClient::Impl::next_deadline() const {
  base::SteadyTime next = clock.now().steady + kLongest;
  for (const OpenAsk& one : open) next = std::min(next, one.deadline);
  return next;
}

bool LinkClient::Impl::hear_what_came(int socket) {
  Packet packet;
  for (;;) {
    const Received received = receive(socket, packet);
    if (received != Received::packet) return received == Received::nothing;
    const auto event = event_from(packet.view());
    if (!event) return false;
    if (const auto* answer = std::get_if<Answered>(&*event)) {
      answer_asks(*answer);
      base::wipe_stack_below();
      continue;
    }
    if (const auto* accepted = std::get_if<Accepted>(&*event)) answered(accepted->number);
    sink(*event);
  }
}

// A courier that was away may have delivered what is watched, and lost who asked.
void LinkClient::Impl::say_watches_again() {
  const std::lock_guard lock(mutex);
  unsaid.assign(1, Nudge{});
  for (const std::string& number : watches) unsaid.push_back(Watch{number});
}

void LinkClient::Impl::answered(const std::string& number) {
  const std::lock_guard lock(mutex);
  std::erase(watches, number);
}

void LinkClient::Impl::say(const LinkRequest& request) {
  {
    const std::lock_guard lock(mutex);
    if (const auto* watch = std::get_if<Watch>(&request)) {
      std::erase(watches, watch->number);
      watches.push_back(watch->number);
      if (watches.size() > kMostWatches) watches.pop_front();
    }
    if (std::find(unsaid.begin(), unsaid.end(), request) == unsaid.end()) unsaid.push_back(request);
    if (unsaid.size() > kMostWatches + 1) unsaid.erase(unsaid.begin());
  }
  wake.raise();
}

LinkClient::LinkClient(std::filesystem::path socket, const base::Clock& clock, EventSink sink)
    : impl_(std::make_unique<Impl>(std::move(socket), clock, std::move(sink))) {
  impl_->thread = std::thread([this] { impl_->run(); });
}

LinkClient::~LinkClient() {
  impl_->stop.raise();
  impl_->thread.join();
}

void LinkClient::nudge() { impl_->say(Nudge{}); }
void LinkClient::watch(const std::string& number) { impl_->say(Watch{number}); }

void LinkClient::ask(std::uint64_t job, core::inquiry::Question question) {
  {
    const std::lock_guard lock(impl_->mutex);
    Unasked asked{job, std::nullopt, impl_->clock.now().steady + kLongestAsk};
    if (impl_->unasked.size() < kMostAsks) asked.question = std::move(question);
    impl_->unasked.push_back(std::move(asked));
  }
  impl_->wake.raise();
}

}  // namespace bancheng::link
