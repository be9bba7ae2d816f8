#include "tests/conformance/simulator.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstring>

#include "kiosk/base/unique_fd.h"
#include "kiosk/base/wait.h"

extern char** environ;

namespace bancheng::testing {
namespace {

constexpr base::Milliseconds kStartTime{30'000};

/// The simulator says "ready" when all its doors are open.
bool says_ready(int fd) {
  const base::SystemClock clock;
  const base::SteadyTime deadline = clock.now().steady + kStartTime;
  std::string said;
  std::array<char, 64> chunk{};
  while (said.find("ready\n") == std::string::npos) {
    if (base::wait_for(fd, base::Direction::read, deadline, clock) != base::Readiness::ready) return false;
    const ssize_t count = ::read(fd, chunk.data(), chunk.size());
    if (count <= 0) return false;
    said.append(chunk.data(), static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

Simulator::Simulator(const std::string& device, const std::vector<std::string>& set_up, std::vector<std::string> more) {
  std::string name = (std::filesystem::temp_directory_path() / "simulator-XXXXXX").string();
  folder_ = ::mkdtemp(name.data());
  std::vector<std::string> words{std::string(BANCHENG_BINARY_DIR) + "/bin/bancheng-simulator", device, "--link", (folder_ / "tty").string(),
                                 "--control", (folder_ / "control").string()};
  for (const std::string& line : set_up) words.insert(words.end(), {"--do", line});
  words.insert(words.end(), more.begin(), more.end());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  std::array<int, 2> ends{};
  REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
  const base::UniqueFd out(ends[0]);
  base::UniqueFd in(ends[1]);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in.get(), STDOUT_FILENO);
  REQUIRE(::posix_spawn(&process_, words.front().c_str(), &actions, nullptr, arguments.data(), environ) == 0);
  posix_spawn_file_actions_destroy(&actions);
  in.reset();
  REQUIRE(says_ready(out.get()));
}

Simulator::~Simulator() {
  (void)end();
  std::filesystem::remove_all(folder_);
}

int Simulator::end() {
  if (process_ <= 0) return -1;
  ::kill(process_, SIGTERM);
  int status = -1;
  ::waitpid(process_, &status, 0);
  process_ = -1;
  return status;
}

drivers::Address Simulator::address() const { return drivers::SerialAddress{(folder_ / "tty").string(), 115200, drivers::FlowControl::none}; }

std::string Simulator::exchange(std::string_view line) const {
  const base::UniqueFd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = (folder_ / "control").string();
  REQUIRE(path.size() < sizeof address.sun_path);
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  const timeval patience{30, 0};
  ::setsockopt(fd.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  REQUIRE(::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  const std::string request = std::string(line) + "\n";
  REQUIRE(::send(fd.get(), request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size()));
  std::string answer;
  char byte = 0;
  while (::recv(fd.get(), &byte, 1, 0) == 1 && byte != '\n') answer.push_back(byte);
  return answer;
}

std::string Simulator::command(std::string_view line) {
  const std::string answer = exchange(line);
  INFO("command ", std::string(line), ", answer ", answer);
  REQUIRE(answer.substr(0, 2) == "ok");
  return answer.size() > 3 ? answer.substr(3) : std::string();
}

unsigned Simulator::heard() { return static_cast<unsigned>(std::stoul(command("heard"))); }

void Simulator::await_heard(unsigned count) {
  const base::SystemClock clock;
  const base::SteadyTime deadline = clock.now().steady + kStartTime;
  while (heard() < count) {
    REQUIRE(clock.now().steady < deadline);
    [[maybe_unused]] const auto slept = base::sleep_until(clock.now().steady + base::Milliseconds{5}, clock);
  }
}

}  // namespace bancheng::testing
