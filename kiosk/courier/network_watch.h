// Hears from the kernel when a network interface or an address comes, so that delivery goes on at once.
#pragma once

#include "kiosk/base/unique_fd.h"

namespace bancheng::courier {

class NetworkWatch {
 public:
  NetworkWatch();
  /// Readable when something changed; -1 where the sandbox allows no such socket (then only the planner's delays work).
  [[nodiscard]] int fd() const { return socket_.get(); }
  /// Takes all news; whether there was any.
  [[nodiscard]] bool changed();

 private:
  base::UniqueFd socket_;
};

}  // namespace bancheng::courier
