#include "tools/simulators/runner.h"

#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iostream>
#include <memory>
#include <utility>

#include "kiosk/base/unique_fd.h"
#include "tools/simulators/control_socket.h"
#include "tools/simulators/endpoint.h"
#include "tools/simulators/pace.h"

namespace bancheng::simulators {
namespace {

using base::Milliseconds;

constexpr Milliseconds kTick{500};
constexpr std::size_t kMostPending = 1 << 20;

/// The end signals as a descriptor, and SIGTERM when the parent ends.
base::UniqueFd watch_for_end() {
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  ::sigprocmask(SIG_BLOCK, &ends, nullptr);
  const pid_t parent = ::getppid();
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getppid() != parent) ::raise(SIGTERM);  // it ended before it was watched
  return base::UniqueFd(::signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK));
}

class Runner {
 public:
  Runner(const Options& options, Device& device, std::unique_ptr<Endpoint> endpoint)
      : device_(device), endpoint_(std::move(endpoint)), clock_(base::make_process_clock()), end_(watch_for_end()) {
    pace_.set(options.pace);
  }

  [[nodiscard]] base::Result<void, base::Complaint> start(const Options& options) {
    device_.advance(clock_->now().steady);
    for (const std::string& line : options.commands) {
      const std::string answer = obey(line);
      if (!answer.starts_with("ok")) return base::failure(base::Complaint{"--do " + line, answer});
    }
    if (options.control) {
      auto control = ControlSocket::open(*options.control);
      if (!control) return base::failure(control.error());
      control_ = std::make_unique<ControlSocket>(std::move(*control));
    }
    return endpoint_->plug();
  }

  void run() {
    next_tick_ = clock_->now().steady;
    for (;;) {
      const base::SteadyTime now = clock_->now().steady;
      device_.advance(now);
      send(now);
      if (now >= next_tick_) {
        endpoint_->tick();
        next_tick_ = now + kTick;
      }
      if (!wait(now)) return;
      device_.advance(clock_->now().steady);
      receive();
      if (control_) control_->serve([this](std::string_view line) { return obey(line); });
    }
  }

 private:
  void send(base::SteadyTime now) {
    const Bytes made = device_.take_output();
    if (pending_.empty()) pace_.rest(now);
    if (endpoint_->plugged() && pending_.size() < kMostPending) pending_.insert(pending_.end(), made.begin(), made.end());
    while (endpoint_->plugged() && !pending_.empty()) {
      const std::size_t allowed = pace_.allowance(pending_.size(), now);
      const std::size_t taken = allowed == 0 ? 0 : endpoint_->write(std::span(pending_).first(allowed));
      if (taken == 0) break;
      pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(taken));
    }
    if (pending_.empty() && device_.wants_unplug()) endpoint_->unplug();
  }

  void receive() {
    if (!endpoint_->plugged()) return;
    std::array<std::uint8_t, 4096> chunk{};
    const std::size_t room = std::min(chunk.size(), device_.room());
    if (room == 0) return;
    const std::size_t count = endpoint_->read(std::span(chunk).first(room));
    if (count > 0) device_.receive(std::span(chunk).first(count));
  }

  /// False when the end has come.
  [[nodiscard]] bool wait(base::SteadyTime now) {
    std::vector<pollfd> watches{{end_.get(), POLLIN, 0}};
    if (endpoint_->plugged() && device_.room() > 0) watches.push_back({endpoint_->fd(), POLLIN, 0});
    if (control_) control_->add_watches(watches);
    base::SteadyTime until = next_tick_;
    if (const auto step = device_.next_step()) until = std::min(until, *step);
    if (!pending_.empty()) until = std::min(until, now + pace_.step());
    const Milliseconds time = std::clamp(until - now, Milliseconds{0}, clock_->longest_sleep());
    ::poll(watches.data(), watches.size(), static_cast<int>(time.count()));
    return (watches.front().revents & POLLIN) == 0;
  }

  std::string obey(std::string_view line) {
    const std::size_t space = std::min(line.find(' '), line.size());
    const std::string_view word = line.substr(0, space);
    const std::string_view rest = line.substr(std::min(space + 1, line.size()));
    if (word == "plug") return plug();
    if (word == "unplug") return unplug();
    if (word == "pace") return set_pace(rest);
    if (word == "ok" && control_ && !endpoint_->plugged()) {
      if (std::string answer = plug(); answer != "ok") return answer;
    }
    return device_.command(word, rest);
  }

  std::string plug() {
    if (endpoint_->plugged()) return "ok";
    device_.power_up();
    const auto plugged = endpoint_->plug();
    return plugged ? "ok" : "error " + plugged.error().where + " " + plugged.error().what;
  }

  std::string unplug() {
    endpoint_->unplug();
    pending_.clear();
    return "ok";
  }

  std::string set_pace(std::string_view digits) {
    std::uint32_t speed = 0;
    const char* end = digits.data() + digits.size();
    const auto parsed = std::from_chars(digits.data(), end, speed);
    if (parsed.ec != std::errc{} || parsed.ptr != end) return "error pace needs bits per second, or 0";
    pace_.set(speed);
    return "ok";
  }

  Device& device_;
  std::unique_ptr<Endpoint> endpoint_;
  std::unique_ptr<base::Clock> clock_;
  base::UniqueFd end_;
  std::unique_ptr<ControlSocket> control_;
  Pace pace_;
  Bytes pending_;
  base::SteadyTime next_tick_{};
};

int complain(const base::Complaint& complaint) {
  std::cerr << "bancheng-simulator: " << complaint.where << ": " << complaint.what << '\n';
  return 2;
}

}  // namespace

int run_device(const Options& options, Device& device) {
  auto endpoint = make_endpoint(options);
  if (!endpoint) return complain(endpoint.error());
  Runner runner(options, device, std::move(*endpoint));
  if (const auto started = runner.start(options); !started) return complain(started.error());
  std::cout << "ready" << std::endl;
  runner.run();
  return 0;
}

}  // namespace bancheng::simulators
