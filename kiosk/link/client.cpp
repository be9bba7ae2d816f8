#include "kiosk/link/client.h"

#include <algorithm>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "kiosk/base/wait.h"
#include "kiosk/base/wake.h"
#include "kiosk/link/socket.h"

namespace bancheng::link {
namespace {

constexpr base::Milliseconds kReconnect{500};
constexpr base::Milliseconds kLongest{60'000};
constexpr std::size_t kMostWatches = 32;

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
};

void LinkClient::Impl::run() {
  while (!stop.raised()) {
    if (const base::UniqueFd socket = connect()) {
      say_watches_again();
      converse(socket.get());
      if (!stop.raised()) sink(CourierGone{});
    }
    std::ignore = base::sleep_until(clock.now().steady + kReconnect, clock, stop.fd());
  }
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
    if (!say_what_waits(socket) || !hear_what_came(socket)) return;
    const auto readiness = base::wait_for(both.fd(), base::Direction::read, clock.now().steady + kLongest, clock, stop.fd());
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
  return std::all_of(saying.begin(), saying.end(), [&](const LinkRequest& one) { return send_packet(socket, to_packet(one)); });
}

bool LinkClient::Impl::hear_what_came(int socket) {
  std::string packet;
  for (;;) {
    const Received received = receive(socket, packet);
    if (received != Received::packet) return received == Received::nothing;
    const auto event = event_from(packet);
    if (!event) return false;
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

}  // namespace bancheng::link
