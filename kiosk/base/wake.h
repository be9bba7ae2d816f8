// Wake: what one thread raises to wake another that waits on descriptors.
#pragma once

#include "kiosk/base/unique_fd.h"

namespace bancheng::base {

/// An eventfd that is readable from raise() until drain(). Thread-safe.
class Wake {
 public:
  Wake();
  void raise() const noexcept;
  void drain() const noexcept;
  [[nodiscard]] int fd() const noexcept { return fd_.get(); }

 private:
  UniqueFd fd_;
};

/// One descriptor that is readable while any of several is. Whoever closes one of them has it removed by the kernel.
class AnyOf {
 public:
  AnyOf();
  void add(int fd) const;
  [[nodiscard]] int fd() const noexcept { return epoll_.get(); }

 private:
  UniqueFd epoll_;
};

}  // namespace bancheng::base
