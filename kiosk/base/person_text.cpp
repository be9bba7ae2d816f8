#include "kiosk/base/person_text.h"

#include <string.h>

namespace bancheng::base {

void wipe(void* data, std::size_t size) noexcept {
  if (data != nullptr && size > 0) ::explicit_bzero(data, size);
}

__attribute__((noinline)) void wipe_stack_below() noexcept {
  constexpr std::size_t kReach = 192 * 1024;  // deeper than any call of the product; far below a thread's 8 MB
  char below[kReach];
  wipe(below, sizeof below);
}

}  // namespace bancheng::base
