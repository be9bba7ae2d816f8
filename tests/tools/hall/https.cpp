#include "https.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <cstdlib>

#include "kiosk/base/unique_fd.h"

namespace hall_test {
namespace {

constexpr int kPatienceSeconds = 20;

bancheng::base::UniqueFd connect_to(std::uint16_t port) {
  bancheng::base::UniqueFd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const timeval patience{kPatienceSeconds, 0};
  ::setsockopt(fd.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(fd.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) fd.reset();
  return fd;
}

}  // namespace

struct Connection::Impl {
  bancheng::base::UniqueFd fd;
  SSL_CTX* context = nullptr;
  SSL* ssl = nullptr;
  bool shaken = false;
  std::string unread;

  ~Impl() {
    SSL_free(ssl);
    SSL_CTX_free(context);
  }
  bool fill() {
    char chunk[16 * 1024];
    ERR_clear_error();
    const int got = SSL_read(ssl, chunk, sizeof chunk);
    if (got <= 0) return false;
    unread.append(chunk, static_cast<std::size_t>(got));
    return true;
  }
};

Connection::Connection(std::uint16_t port, const Identity& identity) : impl_(std::make_unique<Impl>()) {
  impl_->fd = connect_to(port);
  impl_->context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_load_verify_file(impl_->context, identity.ca.c_str());
  SSL_CTX_set_verify(impl_->context, SSL_VERIFY_PEER, nullptr);
  if (!identity.certificate.empty()) {
    SSL_CTX_use_certificate_file(impl_->context, identity.certificate.c_str(), SSL_FILETYPE_PEM);
    SSL_CTX_use_PrivateKey_file(impl_->context, identity.key.c_str(), SSL_FILETYPE_PEM);
  }
  if (identity.newest_version != 0) {
    SSL_CTX_set_security_level(impl_->context, 0);
    SSL_CTX_set_min_proto_version(impl_->context, identity.newest_version);
    SSL_CTX_set_max_proto_version(impl_->context, identity.newest_version);
  }
  impl_->ssl = SSL_new(impl_->context);
  SSL_set1_host(impl_->ssl, "localhost");
  SSL_set_fd(impl_->ssl, impl_->fd.get());
  impl_->shaken = impl_->fd && SSL_connect(impl_->ssl) == 1;
}

Connection::~Connection() = default;
Connection::Connection(Connection&&) noexcept = default;

bool Connection::usable() const { return impl_->shaken; }

bool Connection::send(std::string_view bytes) {
  if (!impl_->shaken) return false;
  ERR_clear_error();
  return bytes.empty() || SSL_write(impl_->ssl, bytes.data(), static_cast<int>(bytes.size())) == static_cast<int>(bytes.size());
}

bool Connection::invited() {
  if (!impl_->shaken) return false;
  constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  while (impl_->unread.size() < kContinue.size()) {
    if (!impl_->fill()) return false;
  }
  if (!impl_->unread.starts_with(kContinue)) return false;
  impl_->unread.erase(0, kContinue.size());
  return true;
}

Answer Connection::receive() {
  if (!impl_->shaken) return {};
  std::string& unread = impl_->unread;
  std::size_t end = 0;
  while ((end = unread.find("\r\n\r\n")) == std::string::npos) {
    if (!impl_->fill()) return {};
  }
  Answer answer;
  answer.status = std::atoi(unread.substr(9, 3).c_str());
  std::string_view lines = std::string_view(unread).substr(0, end + 2);
  lines.remove_prefix(lines.find("\r\n") + 2);
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find("\r\n"));
    lines.remove_prefix(line.size() + 2);
    std::string name(line.substr(0, line.find(':')));
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    answer.headers.emplace(name, line.substr(std::min(line.size(), name.size() + 2)));
  }
  unread.erase(0, end + 4);
  if (answer.status == 100) return receive();
  const auto length = static_cast<std::size_t>(std::atoll(answer.header("content-length").c_str()));
  while (unread.size() < length) {
    if (!impl_->fill()) return {};
  }
  answer.body = unread.substr(0, length);
  unread.erase(0, length);
  return answer;
}

std::string head_of(const std::string& method, const std::string& path, const std::map<std::string, std::string>& headers) {
  std::string head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n";
  for (const auto& [name, value] : headers) head += name + ": " + value + "\r\n";
  return head + "\r\n";
}

Answer Connection::request(const std::string& method, const std::string& path, const std::map<std::string, std::string>& headers,
                           std::string_view body) {
  std::map<std::string, std::string> all = headers;
  if (!body.empty() || method == "POST" || method == "PUT") all.emplace("Content-Length", std::to_string(body.size()));
  // A server may answer, and close, before it has taken all of the body; the answer is what counts.
  if (send(head_of(method, path, all))) static_cast<void>(send(body));
  return receive();
}

bool Connection::closed_by_server() {
  if (!impl_->shaken) return true;
  ERR_clear_error();
  char byte = 0;
  const int got = SSL_read(impl_->ssl, &byte, 1);
  const int error = SSL_get_error(impl_->ssl, got);
  return got <= 0 && error != SSL_ERROR_WANT_READ;
}

}  // namespace hall_test
