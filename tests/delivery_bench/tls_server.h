// A small TLS server for tests: HTTP/1.1 over OpenSSL on a free port, client certificates of its CA required, one
// connection at a time unless wished otherwise. What it answers is a test's function; how it misbehaves too.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "kiosk/base/unique_fd.h"
#include "kiosk/base/wait.h"
#include "tests/delivery_bench/keys.h"

struct ssl_st;
struct ssl_ctx_st;

namespace bancheng::bench {

struct Request {
  std::string method;
  std::string path;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::vector<std::uint8_t> body;
};

struct Reply {
  int status = 200;
  std::string body = {};
  std::string content_type = "application/json";
  std::vector<std::string> headers = {};
  enum class Trick { none, hang_up, never } trick = Trick::none;  ///< instead of answering
};

class TlsServer {
 public:
  using Handler = std::function<Reply(const Request&)>;

  struct Wishes {
    const char* certificate = "hall-server";  ///< name of the pair it shows
    bool at_most_tls_1_1 = false;
    std::uint16_t port = 0;                   ///< 0: a free one
    bool side_by_side = false;                ///< a thread for each connection; the handler has to be thread-safe
  };
  TlsServer(const Keys& keys, Handler handler, Wishes wishes);
  TlsServer(const Keys& keys, Handler handler) : TlsServer(keys, std::move(handler), Wishes{}) {}
  ~TlsServer();

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::string url(const char* host = "127.0.0.1") const { return std::string("https://") + host + ":" + std::to_string(port_) + "/v1"; }
  /// How many connections completed their handshake.
  [[nodiscard]] int connections() const { return connections_; }

  /// The next body is cut off by hanging up after so many bytes of it.
  std::atomic<std::size_t> cut_body_after{std::numeric_limits<std::size_t>::max()};

 private:
  void run();
  void serve(int fd);
  bool serve_one(ssl_st* ssl, int fd, std::string& read_ahead);
  bool read_more(ssl_st* ssl, int fd, std::string& into);

  Handler handler_;
  ssl_ctx_st* context_;
  std::uint16_t port_ = 0;
  base::UniqueFd listener_;
  base::SystemClock clock_;
  base::StopSignal stop_;
  std::atomic<int> connections_{0};
  bool side_by_side_;
  std::thread thread_;
};

}  // namespace bancheng::bench
