// CameraControl: the Unix socket through which a script commands the virtual camera. It has no thread of its own: the
// camera's thread polls its descriptors.
#pragma once

#include <poll.h>

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/unique_fd.h"

namespace bancheng::drivers {

class CameraControl {
 public:
  /// Answers one command line.
  using Handler = std::function<std::string(std::string_view line)>;

  explicit CameraControl(const std::filesystem::path& path);
  ~CameraControl();
  CameraControl(const CameraControl&) = delete;
  CameraControl& operator=(const CameraControl&) = delete;

  [[nodiscard]] bool listening() const { return listener_.valid(); }
  void add_descriptors(std::vector<pollfd>& watched) const;
  /// Accepts and reads whatever is there, without waiting; `handle` is called for every whole line.
  void serve(const Handler& handle);

 private:
  struct Script {
    base::UniqueFd fd;
    std::string received;
  };
  void accept_scripts();
  [[nodiscard]] static bool read_from(Script& script, const Handler& handle);

  std::filesystem::path path_;
  base::UniqueFd listener_;
  std::vector<Script> scripts_;
};

}  // namespace bancheng::drivers
