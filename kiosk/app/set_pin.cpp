#include "kiosk/app/set_pin.h"

#include <termios.h>
#include <unistd.h>

#include <array>
#include <cstdio>

#include "kiosk/app/pin_store.h"

namespace bancheng::app {
namespace {

/// Nothing that is typed is seen while it lives.
class NoEcho {
 public:
  NoEcho() : good_(tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!good_) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  ~NoEcho() {
    if (good_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  NoEcho(const NoEcho&) = delete;
  NoEcho& operator=(const NoEcho&) = delete;

 private:
  termios before_{};
  bool good_;
};

/// Byte by byte, so that no buffer of a library keeps the PIN.
base::PersonText read_line() {
  base::PersonText line;
  for (char c = 0; line.size() < 256 && ::read(STDIN_FILENO, &c, 1) == 1 && c != '\n';) line.append({&c, 1});
  return line;
}

base::PersonText ask(const char* prompt) {
  std::fprintf(stderr, "%s", prompt);
  const NoEcho unseen;
  base::PersonText line = read_line();
  std::fprintf(stderr, "\n");
  return line;
}

int refuse(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  return 2;
}

}  // namespace

int set_pin(const Config& config) {
  if (config.paths.service.empty()) return refuse("[paths] service: the configuration names no folder for the PIN");
  const bool typed = isatty(STDIN_FILENO) == 1;
  const base::PersonText pin = typed ? ask("New PIN (6 to 12 digits): ") : read_line();
  if (const auto objection = objection_to_pin(pin.view())) return refuse(*objection);
  if (typed && ask("Once more: ") != pin) return refuse("the two are not the same");
  const auto done = PinStore::set(config.paths.service, pin);
  if (!done) return refuse(done.error().where + ": " + done.error().what);
  std::fprintf(stderr, "the PIN is set\n");
  return 0;
}

}  // namespace bancheng::app
