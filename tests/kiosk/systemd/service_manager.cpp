#include "tests/kiosk/systemd/service_manager.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <cstring>
#include <fstream>

namespace bancheng::bench {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

ServiceManager::ServiceManager(const std::filesystem::path& folder, milliseconds limit)
    : folder_(folder), limit_(limit), socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = (folder_ / "notify").string();
  REQUIRE(path.size() < sizeof address.sun_path);
  std::strcpy(address.sun_path, path.c_str());
  REQUIRE(::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
}

ServiceManager::~ServiceManager() {
  if (pid_ <= 0) return;
  signal(SIGKILL);
  (void)wait();
}

void ServiceManager::start(const std::vector<std::string>& command, const std::vector<std::string>& environment) {
  std::vector<std::string> arguments = command;
  std::vector<std::string> variables = environment;
  variables.push_back("NOTIFY_SOCKET=" + (folder_ / "notify").string());
  variables.push_back("WATCHDOG_USEC=" + std::to_string(limit_.count() * 1000));
  variables.push_back("HOME=" + folder_.string());
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 2, (folder_ / "log").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  const int code = posix_spawn(&pid_, arguments.front().c_str(), &actions, nullptr, pointers_to(arguments).data(), pointers_to(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  REQUIRE(code == 0);
}

std::string ServiceManager::next(milliseconds within) {
  pollfd waiting{socket_.get(), POLLIN, 0};
  if (::poll(&waiting, 1, static_cast<int>(within.count())) <= 0) return {};
  char message[256];
  const ssize_t size = ::recv(socket_.get(), message, sizeof message, 0);
  return size > 0 ? std::string(message, static_cast<std::size_t>(size)) : std::string();
}

bool ServiceManager::comes(const std::string& wanted, milliseconds within) {
  const auto deadline = steady_clock::now() + within;
  for (;;) {
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - steady_clock::now());
    if (left.count() <= 0) return false;
    if (next(left) == wanted) return true;
  }
}

bool ServiceManager::shows_life(int count) {
  for (int i = 0; i < count; ++i) {
    if (next(limit_) != "WATCHDOG=1") return false;
  }
  return true;
}

bool ServiceManager::falls_silent() {
  while (::recv(socket_.get(), nullptr, 0, MSG_DONTWAIT) >= 0) {  // what was said before
  }
  return next(limit_).empty();
}

void ServiceManager::signal(int number) const { ::kill(pid_, number); }

bool ServiceManager::hang_main_thread() const {
  if (::ptrace(PTRACE_SEIZE, pid_, nullptr, nullptr) != 0) return false;
  REQUIRE(::ptrace(PTRACE_INTERRUPT, pid_, nullptr, nullptr) == 0);
  int status = 0;
  REQUIRE(::waitpid(pid_, &status, __WALL) == pid_);
  return WIFSTOPPED(status);
}

void ServiceManager::release_main_thread() const { REQUIRE(::ptrace(PTRACE_DETACH, pid_, nullptr, nullptr) == 0); }

int ServiceManager::wait() {
  int status = -1;
  ::waitpid(pid_, &status, 0);
  pid_ = -1;
  return status;
}

std::string ServiceManager::log() const {
  std::ifstream stream(folder_ / "log");
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace bancheng::bench
