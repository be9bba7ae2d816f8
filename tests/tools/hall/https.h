// A small HTTPS client on OpenSSL alone, so that the hall is not tested with its own HTTP library. Every wait is bounded.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace hall_test {

namespace fs = std::filesystem;

struct Answer {
  int status = 0;                              ///< 0: the connection was closed or silent without an answer
  std::multimap<std::string, std::string> headers;  ///< names in lower case
  std::string body;
  [[nodiscard]] std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
  }
};

struct Identity {
  fs::path ca, certificate, key;  ///< without certificate: an anonymous client
  int newest_version = 0;         ///< of TLS; 0: any
};

class Connection {
 public:
  Connection(std::uint16_t port, const Identity& identity);
  ~Connection();
  Connection(Connection&&) noexcept;

  [[nodiscard]] bool usable() const;  ///< the handshake succeeded
  bool send(std::string_view bytes);
  /// The server wants the body: it said 100 Continue, and counts the request from then on. For requests with Expect.
  [[nodiscard]] bool invited();
  /// One response, 100 Continue skipped.
  [[nodiscard]] Answer receive();
  [[nodiscard]] Answer request(const std::string& method, const std::string& path, const std::map<std::string, std::string>& headers,
                               std::string_view body);
  /// The server has closed; waits up to 20 s for it.
  [[nodiscard]] bool closed_by_server();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

[[nodiscard]] std::string head_of(const std::string& method, const std::string& path, const std::map<std::string, std::string>& headers);

}  // namespace hall_test
