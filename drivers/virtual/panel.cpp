#include "drivers/virtual/panel.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <cstring>
#include <future>
#include <thread>

#include "kiosk/base/person_text.h"
#include "kiosk/base/wait.h"

namespace bancheng::drivers {
namespace {

using base::Readiness;
using base::UniqueFd;

constexpr std::size_t kLongestLine = 64 * 1024;
constexpr std::chrono::hours kUntilSomethingComes{24};
constexpr std::chrono::seconds kLongestAnswer{60};

UniqueFd listen_at(const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.native().size() >= sizeof address.sun_path) return {};
  std::memcpy(address.sun_path, path.c_str(), path.native().size());
  UniqueFd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  ::unlink(path.c_str());
  if (::bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 || ::listen(fd.get(), 1) != 0) return {};
  return fd;
}

class SocketPanel final : public Panel {
 public:
  SocketPanel(std::filesystem::path path, UniqueFd listener, std::function<void(PanelRequest)> sink)
      : path_(std::move(path)), listener_(std::move(listener)), sink_(std::move(sink)), thread_([this] { serve(); }) {}
  ~SocketPanel() override {
    stop_.raise();
    thread_.join();
    ::unlink(path_.c_str());
  }

 private:
  void serve() {
    while (wait(listener_.get())) {
      const UniqueFd script(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
      if (script) talk_with(script.get());
    }
  }

  [[nodiscard]] bool wait(int fd) const {
    // The script's own time, not the simulated one: a simulation that moves its clock does not lose its panel.
    const base::SystemClock clock;
    for (;;) {
      const Readiness ready = base::wait_for(fd, base::Direction::read, clock.now().steady + kUntilSomethingComes, clock, stop_.fd());
      if (ready != Readiness::deadline) return ready == Readiness::ready;
    }
  }

  void talk_with(int script) {
    std::string received;
    while (wait(script)) {
      char chunk[4096];
      const ssize_t count = ::read(script, chunk, sizeof chunk);
      if (count <= 0) return;
      received.append(chunk, static_cast<std::size_t>(count));
      base::wipe(chunk, sizeof chunk);
      for (std::size_t end; (end = received.find('\n')) != std::string::npos; received = received.substr(end + 1)) {
        if (!answer_line(script, received.substr(0, end))) return;
      }
      if (received.size() > kLongestLine) return;
    }
  }

  bool answer_line(int script, std::string line) {
    auto promise = std::make_shared<std::promise<std::string>>();
    std::future<std::string> answered = promise->get_future();
    sink_({std::move(line), [promise](std::string text) { promise->set_value(std::move(text)); }});
    promise.reset();
    std::string text;
    for (auto waited = std::chrono::milliseconds(0); answered.wait_for(std::chrono::milliseconds(50)) != std::future_status::ready;) {
      waited += std::chrono::milliseconds(50);
      if (stop_.raised() || waited > kLongestAnswer) return false;
    }
    try {
      text = answered.get() + "\n";
    } catch (const std::future_error&) {
      return false;  // the loop let the request go
    }
    for (std::size_t sent = 0; sent < text.size();) {
      const ssize_t count = ::send(script, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
      if (count <= 0) return false;
      sent += static_cast<std::size_t>(count);
    }
    return true;
  }

  std::filesystem::path path_;
  UniqueFd listener_;
  std::function<void(PanelRequest)> sink_;
  base::StopSignal stop_;
  std::thread thread_;
};

}  // namespace

std::unique_ptr<Panel> make_panel(const std::filesystem::path& socket, std::function<void(PanelRequest)> sink) {
  UniqueFd listener = listen_at(socket);
  if (!listener) return nullptr;
  return std::make_unique<SocketPanel>(socket, std::move(listener), std::move(sink));
}

}  // namespace bancheng::drivers
