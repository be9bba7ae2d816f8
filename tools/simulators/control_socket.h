// The control socket: one command a line, one answer a line, any number of clients.
#pragma once

#include <poll.h>

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/base/unique_fd.h"

namespace bancheng::simulators {

class ControlSocket {
 public:
  using Handler = std::function<std::string(std::string_view line)>;

  /// Replaces a socket that an earlier run left behind.
  [[nodiscard]] static base::Result<ControlSocket, base::Complaint> open(const std::filesystem::path& path);
  ControlSocket(ControlSocket&&) noexcept = default;
  ControlSocket& operator=(ControlSocket&&) = delete;
  ~ControlSocket();

  /// What to wait for.
  void add_watches(std::vector<pollfd>& watches) const;
  /// Takes what has come, without waiting, and answers it.
  void serve(const Handler& handler);

 private:
  struct Client {
    base::UniqueFd fd;
    std::string received;
  };
  explicit ControlSocket(std::filesystem::path path) : path_(std::move(path)) {}
  [[nodiscard]] static bool serve_client(Client& client, const Handler& handler);

  std::filesystem::path path_;
  base::UniqueFd listener_;
  std::vector<Client> clients_;
};

}  // namespace bancheng::simulators
