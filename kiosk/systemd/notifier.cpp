#include "kiosk/systemd/notifier.h"

#include <systemd/sd-daemon.h>

#include <cstdint>

namespace bancheng::systemd {
namespace {

// The environment stays as it is: of a helper that inherits it, the manager takes no message (NotifyAccess=main).
constexpr int kKeepEnvironment = 0;

// A message that cannot be sent is no trouble of the service's own: the manager misses it and acts.
void tell(const char* state) { (void)sd_notify(kKeepEnvironment, state); }

}  // namespace

Notifier::Notifier() {
  std::uint64_t microseconds = 0;
  if (sd_watchdog_enabled(kKeepEnvironment, &microseconds) > 0) limit_ = std::chrono::microseconds(microseconds);
}

void Notifier::ready() {
  if (ready_) return;
  ready_ = true;
  tell("READY=1");
}

bool Notifier::due() const { return limit_ && std::chrono::steady_clock::now() - last_ >= *limit_ / 4; }

void Notifier::alive() {
  if (!due()) return;
  tell("WATCHDOG=1");
  last_ = std::chrono::steady_clock::now();
}

base::Milliseconds Notifier::longest_sleep() const {
  if (!limit_) return std::chrono::hours(1);
  return std::chrono::duration_cast<base::Milliseconds>(*limit_ / 2);
}

void Notifier::stopping() const { tell("STOPPING=1"); }

}  // namespace bancheng::systemd
