#include "tools/hall/server.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include <algorithm>
#include <map>
#include <thread>

#include "tools/hall/openssl_owned.h"
#include "tools/hall/sealed.h"
#include "tools/hall/tls.h"

namespace bancheng::hall {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using Body = http::vector_body<std::uint8_t, base::WipingAllocator<std::uint8_t>>;

// In this file co_await stands in statements of its own, never in the condition of an if or while: GCC 12 lays out the frames of
// such coroutines wrongly (a while in an if, both awaiting, reads its parameters eight bytes off).

// Completion as a value: an error of the peer is nothing exceptional.
constexpr auto kAsValue = asio::as_tuple(asio::use_awaitable);

constexpr std::size_t kSlowestBytesPerSecond = 16 * 1024;
constexpr std::size_t kReadAhead = 16 * 1024;
constexpr std::chrono::seconds kGoodbye{2};  // for reading what a refused client still sends, and for TLS's close

std::size_t workers_of(const Capacity& capacity) {
  return capacity.workers > 0 ? capacity.workers : std::max(2u, std::thread::hardware_concurrency());
}

struct Listener {
  Listener(asio::io_context& loop, asio::ssl::context context, Service& served, const Capacity& may_take)
      : acceptor(loop), workers(workers_of(may_take)), tls(std::move(context)), service(served), capacity(may_take) {}
  tcp::acceptor acceptor;
  asio::thread_pool workers;
  asio::ssl::context tls;
  Service& service;
  const Capacity capacity;
  bool wants_terminal = false;
  TrafficRecorder* recorder = nullptr;
};

/// Adds to a counter for as long as it lives.
class Share {
 public:
  Share(std::size_t& counter, std::size_t amount) : counter_(counter), amount_(amount) { counter_ += amount_; }
  Share(const Share&) = delete;
  Share& operator=(const Share&) = delete;
  ~Share() { counter_ -= amount_; }

 private:
  std::size_t& counter_;
  const std::size_t amount_;
};

struct Connection {
  Connection(tcp::socket socket, Listener& from) : listener(from), stream(std::move(socket), from.tls) {}
  Listener& listener;
  beast::ssl_stream<beast::tcp_stream> stream;
  beast::flat_buffer buffer{64 * 1024};
  std::string terminal, address;
  bool between_requests = false;  ///< and nothing of the next one has come

  [[nodiscard]] beast::tcp_stream& socket() { return beast::get_lowest_layer(stream); }
  void close() { error_code ignored; socket().socket().close(ignored); }
};

std::string http_date() { return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(std::time(nullptr))); }

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
  return lower;
}

RequestHead head_of(const http::request_parser<Body>& parser, const Connection& connection) {
  const auto& message = parser.get();
  RequestHead head;
  head.method = std::string(message.method_string());
  const std::string_view target(message.target().data(), message.target().size());
  head.path = std::string(target.substr(0, target.find('?')));
  if (const auto at = target.find('?'); at != std::string_view::npos) head.query = std::string(target.substr(at + 1));
  for (const auto& field : message) head.headers.emplace(lower_case({field.name_string().data(), field.name_string().size()}), std::string(field.value()));
  if (const auto length = parser.content_length()) head.content_length = *length;
  head.has_body = parser.chunked() || head.content_length.value_or(0) > 0;
  head.terminal = connection.terminal;
  head.address = connection.address;
  return head;
}

http::response<Body> message_of(const Response& response, unsigned version, bool keep_alive) {
  http::response<Body> message;
  message.version(version);
  message.result(static_cast<unsigned>(response.status));
  message.set(http::field::date, http_date());
  for (const auto& [name, value] : response.headers) message.insert(name, value);
  if (!response.content_type.empty()) message.set(http::field::content_type, response.content_type);
  message.keep_alive(keep_alive);
  message.body() = response.body;
  message.prepare_payload();
  return message;
}

class BeastServer final : public Server {
 public:
  explicit BeastServer(const Limits& limits)
      : limits_(limits), signals_(loop_, SIGTERM, SIGINT), drain_timer_(loop_) {}
  ~BeastServer() override { join_workers(); }

  base::Result<std::uint16_t, base::Complaint> listen(const ListenerSettings& settings, Service& service) override;
  void run(std::function<void()> hourly, systemd::Notifier& notifier) override;

 private:
  asio::awaitable<void> accept(Listener& listener);
  asio::awaitable<void> hold(Connection& connection);
  asio::awaitable<bool> greet(Connection& connection);
  asio::awaitable<bool> serve_one(Connection& connection);
  asio::awaitable<bool> wait_for_request(Connection& connection);
  asio::awaitable<bool> read_body(Connection& connection, http::request_parser<Body>& parser, const RequestHead& head);
  asio::awaitable<Response> answer_of(Listener& listener, const Request& request);
  asio::awaitable<bool> send(Connection& connection, const Request& request, Response response, unsigned version, bool keep_alive);
  asio::awaitable<void> say_goodbye(Connection& connection);
  asio::awaitable<void> repeat_hourly(std::function<void()> job);
  asio::awaitable<void> show_life(systemd::Notifier& notifier);
  [[nodiscard]] std::optional<Response> object_to(const Listener& listener, const RequestHead& head);
  [[nodiscard]] std::size_t connections_of(const Listener& listener) const;
  void drain();
  void stop_when_empty();
  void join_workers();

  const Limits limits_;
  // Before the loop: what is still under way when it is stopped gives these back when the loop goes.
  std::map<std::string, std::size_t> requests_of_terminal_;
  std::map<const Listener*, std::size_t> jobs_;
  std::size_t body_bytes_ = 0;
  asio::io_context loop_{1};
  asio::thread_pool housekeeping_{1};
  asio::signal_set signals_;
  asio::steady_timer drain_timer_;
  std::vector<std::unique_ptr<Listener>> listeners_;
  std::map<Connection*, std::unique_ptr<Connection>> connections_;
  bool draining_ = false;
};

base::Result<std::uint16_t, base::Complaint> BeastServer::listen(const ListenerSettings& settings, Service& service) {
  auto tls = make_tls(settings);
  if (!tls) return base::failure(tls.error());
  const std::string where = fmt::format("{}:{}", settings.address, settings.port);
  error_code error;
  const auto address = asio::ip::make_address(settings.address, error);
  if (error) return base::failure(base::Complaint{where, "is not an IP address"});
  auto listener = std::make_unique<Listener>(loop_, std::move(*tls), service, settings.capacity);
  const tcp::endpoint endpoint(address, settings.port);
  listener->wants_terminal = !settings.client_ca.empty();
  listener->recorder = settings.recorder;
  if (!listener->acceptor.open(endpoint.protocol(), error)) {
    listener->acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!listener->acceptor.bind(endpoint, error)) listener->acceptor.listen(tcp::acceptor::max_listen_connections, error);
  }
  if (error) return base::failure(base::Complaint{where, error.message()});
  const std::uint16_t port = listener->acceptor.local_endpoint().port();
  listeners_.push_back(std::move(listener));
  return port;
}

void BeastServer::run(std::function<void()> hourly, systemd::Notifier& notifier) {
  for (auto& listener : listeners_) asio::co_spawn(loop_, accept(*listener), asio::detached);
  asio::co_spawn(loop_, repeat_hourly(std::move(hourly)), asio::detached);
  asio::co_spawn(loop_, show_life(notifier), asio::detached);
  signals_.async_wait([this](error_code error, int) {
    if (!error) drain();
  });
  loop_.run();
  join_workers();
  connections_.clear();
}

void BeastServer::join_workers() {
  housekeeping_.join();
  for (auto& listener : listeners_) listener->workers.join();
}

asio::awaitable<void> BeastServer::repeat_hourly(std::function<void()> job) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  for (;;) {
    asio::post(housekeeping_, job);
    timer.expires_after(std::chrono::hours(1));
    const auto [error] = co_await timer.async_wait(kAsValue);
    if (error) co_return;
  }
}

// On the loop that owns all connections: what keeps them waiting keeps this waiting.
asio::awaitable<void> BeastServer::show_life(systemd::Notifier& notifier) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  notifier.ready();
  for (;;) {
    notifier.alive();
    timer.expires_after(notifier.longest_sleep());
    const auto [error] = co_await timer.async_wait(kAsValue);
    if (error) co_return;
  }
}

void BeastServer::drain() {
  spdlog::info("stopping: {} connections are open", connections_.size());
  draining_ = true;
  for (auto& listener : listeners_) {
    error_code ignored;
    listener->acceptor.close(ignored);
  }
  for (const auto& [connection, owned] : connections_) {
    if (connection->between_requests) connection->close();
  }
  drain_timer_.expires_after(limits_.drain);
  drain_timer_.async_wait([this](error_code error) {
    if (!error) loop_.stop();
  });
  stop_when_empty();
}

void BeastServer::stop_when_empty() {
  if (draining_ && connections_.empty()) loop_.stop();
}

std::size_t BeastServer::connections_of(const Listener& listener) const {
  const auto count = std::count_if(connections_.begin(), connections_.end(), [&](const auto& one) { return &one.first->listener == &listener; });
  return static_cast<std::size_t>(count);
}

asio::awaitable<void> BeastServer::accept(Listener& listener) {
  asio::steady_timer pause(co_await asio::this_coro::executor);
  while (!draining_) {
    auto [error, socket] = co_await listener.acceptor.async_accept(kAsValue);
    if (draining_) co_return;
    if (error) {  // out of descriptors: others will end
      spdlog::warn("accept: {}", error.message());
      pause.expires_after(std::chrono::milliseconds(100));
      co_await pause.async_wait(kAsValue);
      continue;
    }
    if (connections_of(listener) >= listener.capacity.connections) continue;  // closes it
    auto connection = std::make_unique<Connection>(std::move(socket), listener);
    Connection& held = *connection;
    connections_.emplace(&held, std::move(connection));
    asio::co_spawn(loop_, hold(held), asio::detached);
  }
}

asio::awaitable<void> BeastServer::hold(Connection& connection) {
  bool goes_on = co_await greet(connection);
  const bool greeted = goes_on;
  while (goes_on) goes_on = co_await serve_one(connection);
  if (greeted) co_await say_goodbye(connection);
  connections_.erase(&connection);
  stop_when_empty();
}

asio::awaitable<bool> BeastServer::greet(Connection& connection) {
  error_code error;
  const auto remote = connection.socket().socket().remote_endpoint(error);
  if (error) co_return false;
  connection.address = remote.address().to_string();
  connection.socket().socket().set_option(tcp::no_delay(true), error);
  connection.socket().expires_after(limits_.handshake);
  const auto [failed] = co_await connection.stream.async_handshake(asio::ssl::stream_base::server, kAsValue);
  if (failed) {
    spdlog::debug("handshake: {}", failed.message());
    co_return false;
  }
  if (!connection.listener.wants_terminal) co_return true;
  const Owned<X509> certificate(SSL_get1_peer_certificate(connection.stream.native_handle()));
  const auto terminal = terminal_of(certificate.get());
  if (!terminal) {
    spdlog::warn("a client certificate of our CA names no terminal");
    co_return false;
  }
  connection.terminal = *terminal;
  co_return true;
}

asio::awaitable<bool> BeastServer::wait_for_request(Connection& connection) {
  if (connection.buffer.size() > 0) co_return true;
  if (draining_) co_return false;
  connection.between_requests = true;
  connection.socket().expires_after(limits_.idle);
  const auto [error, size] = co_await connection.stream.async_read_some(connection.buffer.prepare(kReadAhead), kAsValue);
  connection.between_requests = false;
  if (error) co_return false;
  connection.buffer.commit(size);
  co_return true;
}

/// One request of the connection; false when there will be no other.
asio::awaitable<bool> BeastServer::serve_one(Connection& connection) {
  const bool there = co_await wait_for_request(connection);
  if (!there) co_return false;
  http::request_parser<Body> parser;
  parser.header_limit(limits_.header_bytes);
  parser.body_limit(boost::none);  // the service names the limit, once it has seen the head
  connection.socket().expires_after(limits_.header);
  const auto [error, size] = co_await http::async_read_header(connection.stream, connection.buffer, parser, kAsValue);
  if (error) co_return false;

  Request request{head_of(parser, connection), {}};
  const unsigned version = parser.get().version();
  Share of_terminal(requests_of_terminal_[connection.terminal], 1);
  Share of_bodies(body_bytes_, std::min<std::size_t>(request.head.content_length.value_or(0), connection.listener.service.longest_body(request.head)));
  if (auto refusal = object_to(connection.listener, request.head)) {
    const bool clean = !request.head.has_body;  // else what follows on the connection is the body that nobody wants
    const bool goes_on = co_await send(connection, request, std::move(*refusal), version, clean && parser.get().keep_alive() && !draining_);
    co_return goes_on;
  }
  const bool whole = co_await read_body(connection, parser, request.head);
  if (!whole) co_return false;
  request.body = std::move(parser.get().body());
  Response response = co_await answer_of(connection.listener, request);
  // A catalogue is large: many terminals that take it slowly fill no more memory than many that send.
  Share of_answer(body_bytes_, response.body.size());
  const bool goes_on = co_await send(connection, request, std::move(response), version, parser.get().keep_alive() && !draining_);
  co_return goes_on;
}

std::optional<Response> BeastServer::object_to(const Listener& listener, const RequestHead& head) {
  if (draining_) return listener.service.turn_away(Unavailable::draining);
  if (listener.wants_terminal && requests_of_terminal_[head.terminal] > limits_.requests_per_terminal)
    return listener.service.turn_away(Unavailable::too_many_requests);
  if (auto refusal = listener.service.judge(head)) return refusal;
  if (jobs_[&listener] >= listener.capacity.waiting_jobs || body_bytes_ > limits_.body_bytes) return listener.service.turn_away(Unavailable::overloaded);
  return std::nullopt;
}

asio::awaitable<bool> BeastServer::read_body(Connection& connection, http::request_parser<Body>& parser, const RequestHead& head) {
  if (!head.has_body) co_return true;
  const std::size_t length = head.content_length.value_or(0);
  parser.body_limit(connection.listener.service.longest_body(head));
  if (lower_case(head.header("expect")) == "100-continue") {
    connection.socket().expires_after(limits_.write);
    http::response<http::empty_body> go_on(http::status::continue_, parser.get().version());
    const auto [error, size] = co_await http::async_write(connection.stream, go_on, kAsValue);
    if (error) co_return false;
  }
  connection.socket().expires_after(limits_.body + std::chrono::seconds(length / kSlowestBytesPerSecond));
  const auto [error, size] = co_await http::async_read(connection.stream, connection.buffer, parser, kAsValue);
  co_return !error;
}

asio::awaitable<Response> BeastServer::answer_of(Listener& listener, const Request& request) {
  const Share job(jobs_[&listener], 1);
  const auto work = [&]() -> asio::awaitable<Response> {
    try {
      co_return listener.service.answer(request);
    } catch (const std::exception& problem) {  // of a library, or no memory: this request fails, the others go on
      spdlog::error("{} {}: {}", request.head.method, request.head.path, problem.what());
    }
    co_return listener.service.turn_away(Unavailable::storage);
  };
  Response response = co_await asio::co_spawn(listener.workers, work, asio::use_awaitable);
  co_return response;
}

asio::awaitable<bool> BeastServer::send(Connection& connection, const Request& request, Response response, unsigned version, bool keep_alive) {
  if (std::none_of(response.headers.begin(), response.headers.end(), [](const auto& header) { return header.first == "Cache-Control"; }))
    response.headers.emplace_back("Cache-Control", "no-store");
  if (connection.listener.recorder != nullptr) connection.listener.recorder->record(request.head, request.body, response);
  auto message = message_of(response, version, keep_alive);
  connection.socket().expires_after(limits_.write);
  const auto [error, size] = co_await http::async_write(connection.stream, message, kAsValue);
  co_return !error && keep_alive;
}

/// Lets a client that is still sending read the answer: closing with unread data would take it away from under it (RFC 9112,
/// section 9.6). Bounded in time.
asio::awaitable<void> BeastServer::say_goodbye(Connection& connection) {
  connection.socket().expires_after(kGoodbye);
  const auto [failed] = co_await connection.stream.async_shutdown(kAsValue);
  if (!failed) co_return;
  error_code ignored;
  connection.socket().socket().shutdown(tcp::socket::shutdown_send, ignored);
  std::array<char, 16 * 1024> unwanted;
  for (;;) {
    const auto [error, size] = co_await connection.socket().async_read_some(asio::buffer(unwanted), kAsValue);
    if (error) co_return;
  }
}

}  // namespace

base::Result<std::unique_ptr<Server>, base::Complaint> Server::create(const Limits& limits) try {
  return std::unique_ptr<Server>(std::make_unique<BeastServer>(limits));
} catch (const std::exception& problem) {
  return base::failure(base::Complaint{"server", problem.what()});
}

}  // namespace bancheng::hall
