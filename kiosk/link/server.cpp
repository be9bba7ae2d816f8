#include "kiosk/link/server.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "kiosk/base/queue.h"
#include "kiosk/base/wait.h"
#include "kiosk/base/wake.h"
#include "kiosk/link/socket.h"

namespace bancheng::link {
namespace {

constexpr base::Milliseconds kLongest{60'000};
constexpr std::size_t kMostClients = 8;
constexpr std::size_t kMostUnsaid = 256;
constexpr std::size_t kMostAnswers = 64;

// Held for as long as the process lives: whoever has it may replace the socket of a dead courier.
base::UniqueFd take_lock(const std::filesystem::path& socket) {
  base::UniqueFd lock(::open((socket.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (lock && ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) lock.reset();
  return lock;
}

base::UniqueFd listen_on(const std::filesystem::path& path) {
  const auto address = address_of(path);
  base::UniqueFd socket = new_socket();
  if (!address || !socket) return {};
  ::unlink(path.c_str());
  const auto* generic = reinterpret_cast<const sockaddr*>(&*address);
  if (::bind(socket.get(), generic, sizeof *address) != 0 || ::chmod(path.c_str(), 0660) != 0) return {};
  if (::listen(socket.get(), static_cast<int>(kMostClients)) != 0) return {};
  return socket;
}

struct Client {
  LinkServer::ClientId id;
  base::UniqueFd socket;
};
struct Addressed {
  LinkServer::ClientId to;
  Answered answered;
};

}  // namespace

struct LinkServer::Impl {
  std::filesystem::path path;
  const base::Clock& clock;
  RequestSink sink;
  base::UniqueFd lock;
  base::UniqueFd listener;
  base::StopSignal stop;
  base::Wake wake;
  base::AnyOf watched;
  base::BoundedQueue<LinkEvent> unsaid{kMostUnsaid, [this] { wake.raise(); }};
  base::BoundedQueue<Addressed> answers{kMostAnswers, [this] { wake.raise(); }};
  std::vector<Client> clients;                  // the server's thread alone, like the four below
  std::uint64_t last_client = 0;
  std::optional<NetworkState> network;
  std::optional<QueueState> queue;
  bool catalogue_offered = false;
  std::atomic<std::uint64_t> asked_to_turn{0};
  std::atomic<std::uint64_t> turned_for{0};
  std::thread thread;

  Impl(std::filesystem::path where, const base::Clock& with, RequestSink into) : path(std::move(where)), clock(with), sink(std::move(into)) {}

  void run();
  void take_in_clients();
  [[nodiscard]] bool greet(int client) const;
  void hear_clients();
  [[nodiscard]] bool hear(const Client& client);
  void say_what_waits();
  void answer_who_asked();
};

void LinkServer::Impl::run() {
  watched.add(listener.get());
  watched.add(wake.fd());
  for (;;) {
    const auto readiness = base::wait_for(watched.fd(), base::Direction::read, clock.now().steady + kLongest, clock, stop.fd());
    if (readiness == base::Readiness::stopped || readiness == base::Readiness::hung_up) return;
    wake.drain();
    const std::uint64_t asked = asked_to_turn;
    take_in_clients();
    hear_clients();
    say_what_waits();
    answer_who_asked();
    turned_for = asked;
  }
}

void LinkServer::Impl::take_in_clients() {
  for (;;) {
    base::UniqueFd client(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!client) return;
    if (clients.size() == kMostClients || !greet(client.get())) continue;
    watched.add(client.get());
    clients.push_back({ClientId{++last_client}, std::move(client)});
  }
}

bool LinkServer::Impl::greet(int client) const {
  if (network && !send_packet(client, to_packet(LinkEvent(*network)).view())) return false;
  if (queue && !send_packet(client, to_packet(LinkEvent(*queue)).view())) return false;
  return !catalogue_offered || send_packet(client, to_packet(LinkEvent(CatalogueOffered{})).view());
}

void LinkServer::Impl::hear_clients() {
  std::erase_if(clients, [this](const Client& client) { return !hear(client); });
}

bool LinkServer::Impl::hear(const Client& client) {
  Packet packet;
  for (std::size_t count = 0; count < kMostUnsaid; ++count) {  // one client's talk does not keep the others waiting
    const Received received = receive(client.socket.get(), packet);
    if (received != Received::packet) return received == Received::nothing;
    const auto request = request_from(packet.view());
    if (!request) return false;
    sink(*request, client.id);
    if (std::holds_alternative<Ask>(*request)) base::wipe_stack_below();
  }
  return true;
}

void LinkServer::Impl::say_what_waits() {
  for (const LinkEvent& event : unsaid.take_all()) {
    if (const auto* state = std::get_if<NetworkState>(&event)) network = *state;
    if (const auto* state = std::get_if<QueueState>(&event)) queue = *state;
    if (std::holds_alternative<CatalogueOffered>(event)) catalogue_offered = true;
    if (std::holds_alternative<Answered>(event)) continue;
    const Packet packet = to_packet(event);
    std::erase_if(clients, [&](const Client& client) { return !send_packet(client.socket.get(), packet.view()); });
  }
}

void LinkServer::Impl::answer_who_asked() {
  for (const Addressed& one : answers.take_all()) {
    Packet packet = to_packet(LinkEvent(one.answered));
    if (packet.empty()) packet = to_packet(LinkEvent(Answered{one.answered.job, base::failure(core::inquiry::Trouble::hall_failed)}));
    std::erase_if(clients, [&](const Client& client) { return client.id == one.to && !send_packet(client.socket.get(), packet.view()); });
    base::wipe_stack_below();
  }
}

LinkServer::LinkServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

base::Result<std::unique_ptr<LinkServer>, base::Complaint> LinkServer::open(const std::filesystem::path& socket, const base::Clock& clock,
                                                                           RequestSink sink) {
  auto impl = std::make_unique<Impl>(socket, clock, std::move(sink));
  impl->lock = take_lock(socket);
  if (!impl->lock) return base::failure(base::Complaint{socket.string(), "another courier listens here, or the folder cannot be written"});
  impl->listener = listen_on(socket);
  if (!impl->listener) return base::failure(base::Complaint{socket.string(), "no socket can be made here"});
  impl->thread = std::thread([&of = *impl] { of.run(); });
  return std::unique_ptr<LinkServer>(new LinkServer(std::move(impl)));
}

LinkServer::~LinkServer() {
  impl_->stop.raise();
  impl_->thread.join();
  ::unlink(impl_->path.c_str());
}

void LinkServer::tell(const LinkEvent& event) { impl_->unsaid.push(event); }
void LinkServer::answer(ClientId to, Answered answered) { impl_->answers.push({to, std::move(answered)}); }

bool LinkServer::responds() {
  const bool turned = impl_->turned_for == impl_->asked_to_turn;
  if (turned) ++impl_->asked_to_turn;
  impl_->wake.raise();
  return turned;
}

}  // namespace bancheng::link
