#include "tests/delivery_bench/tls_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <algorithm>
#include <csignal>
#include <stdexcept>

namespace bancheng::bench {
namespace {

constexpr base::Milliseconds kLongest{60'000};

void need(bool ok, const char* what) {
  if (!ok) throw std::runtime_error(what);
}

ssl_ctx_st* make_context(const Keys& keys, const TlsServer::Wishes& wishes) {
  SSL_CTX* context = SSL_CTX_new(TLS_server_method());
  need(context != nullptr, "TLS context");
  need(SSL_CTX_use_certificate_file(context, keys.pem(wishes.certificate).c_str(), SSL_FILETYPE_PEM) == 1, "certificate");
  need(SSL_CTX_use_PrivateKey_file(context, keys.key(wishes.certificate).c_str(), SSL_FILETYPE_PEM) == 1, "key");
  need(SSL_CTX_load_verify_locations(context, keys.pem("ca").c_str(), nullptr) == 1, "CA");
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  constexpr unsigned char kSession[] = "bench";
  SSL_CTX_set_session_id_context(context, kSession, sizeof kSession - 1);
  if (wishes.at_most_tls_1_1) {
    SSL_CTX_set_security_level(context, 0);
    need(SSL_CTX_set_max_proto_version(context, TLS1_1_VERSION) == 1, "TLS 1.1");
  }
  return context;
}

base::UniqueFd listen_locally(std::uint16_t wanted, std::uint16_t& port) {
  base::UniqueFd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int on = 1;
  ::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(wanted);
  socklen_t length = sizeof address;
  need(::bind(fd.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 && ::listen(fd.get(), 8) == 0 &&
           ::getsockname(fd.get(), reinterpret_cast<sockaddr*>(&address), &length) == 0,
       "listening socket");
  port = ntohs(address.sin_port);
  return fd;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

Request parse_head(const std::string& head) {
  Request request;
  std::size_t line_end = head.find("\r\n");
  const std::string first = head.substr(0, line_end);
  const std::size_t a = first.find(' '), b = first.rfind(' ');
  request.method = first.substr(0, a);
  request.path = first.substr(a + 1, b - a - 1);
  while (line_end + 2 < head.size()) {
    const std::size_t begin = line_end + 2;
    line_end = std::min(head.find("\r\n", begin), head.size());
    const std::string line = head.substr(begin, line_end - begin);
    const std::size_t colon = line.find(": ");
    if (colon != std::string::npos) request.headers[lower(line.substr(0, colon))] = line.substr(colon + 2);
  }
  return request;
}

std::string head_of(const Reply& reply) {
  std::string head = "HTTP/1.1 " + std::to_string(reply.status) + " X\r\nContent-Length: " + std::to_string(reply.body.size()) + "\r\n";
  if (!reply.content_type.empty()) head += "Content-Type: " + reply.content_type + "\r\n";
  for (const std::string& header : reply.headers) head += header + "\r\n";
  return head + "\r\n";
}

}  // namespace

TlsServer::TlsServer(const Keys& keys, Handler handler, Wishes wishes)
    : handler_(std::move(handler)), context_(make_context(keys, wishes)), listener_(listen_locally(wishes.port, port_)), side_by_side_(wishes.side_by_side) {
  std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes to sockets that the other side may have closed
  thread_ = std::thread([this] { run(); });
}

TlsServer::~TlsServer() {
  stop_.raise();
  thread_.join();
  SSL_CTX_free(context_);
}

void TlsServer::run() {
  std::vector<std::thread> side_by_side;
  while (!stop_.raised()) {
    const auto ready = base::wait_for(listener_.get(), base::Direction::read, clock_.now().steady + kLongest, clock_, stop_.fd());
    if (ready != base::Readiness::ready) continue;
    base::UniqueFd client(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (!client) continue;
    if (side_by_side_) side_by_side.emplace_back([this, own = std::move(client)] { serve(own.get()); });
    else serve(client.get());
  }
  for (std::thread& one : side_by_side) one.join();
}

void TlsServer::serve(int fd) {
  const timeval limit{5, 0};
  ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  SSL* ssl = SSL_new(context_);
  SSL_set_fd(ssl, fd);
  if (SSL_accept(ssl) == 1) {
    ++connections_;
    std::string read_ahead;
    while (serve_one(ssl, fd, read_ahead)) {
    }
    SSL_shutdown(ssl);
  }
  SSL_free(ssl);
}

bool TlsServer::read_more(SSL* ssl, int fd, std::string& into) {
  if (SSL_pending(ssl) == 0) {
    const auto ready = base::wait_for(fd, base::Direction::read, clock_.now().steady + kLongest, clock_, stop_.fd());
    if (ready != base::Readiness::ready) return false;
  }
  char buffer[16 * 1024];
  const int count = SSL_read(ssl, buffer, sizeof buffer);
  if (count <= 0) return false;
  into.append(buffer, static_cast<std::size_t>(count));
  return true;
}

bool TlsServer::serve_one(SSL* ssl, int fd, std::string& read_ahead) {
  std::size_t end = 0;
  while ((end = read_ahead.find("\r\n\r\n")) == std::string::npos) {
    if (!read_more(ssl, fd, read_ahead)) return false;
  }
  Request request = parse_head(read_ahead.substr(0, end));
  read_ahead.erase(0, end + 4);
  const std::size_t length = request.headers.contains("content-length") ? std::stoul(request.headers["content-length"]) : 0;
  while (read_ahead.size() < length) {
    if (read_ahead.size() >= cut_body_after.load()) {
      cut_body_after = std::numeric_limits<std::size_t>::max();
      return false;
    }
    if (!read_more(ssl, fd, read_ahead)) return false;
  }
  request.body.assign(read_ahead.begin(), read_ahead.begin() + static_cast<std::ptrdiff_t>(length));
  read_ahead.erase(0, length);
  const Reply reply = handler_(request);
  if (reply.trick == Reply::Trick::hang_up) return false;
  if (reply.trick == Reply::Trick::never) return read_more(ssl, fd, read_ahead) && false;
  const std::string whole = head_of(reply) + reply.body;
  return SSL_write(ssl, whole.data(), static_cast<int>(whole.size())) == static_cast<int>(whole.size());
}

}  // namespace bancheng::bench
