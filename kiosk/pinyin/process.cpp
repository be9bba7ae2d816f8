#include "kiosk/pinyin/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern "C" {  // glibc 2.36 forgot to say so itself
#include <sys/pidfd.h>
}

#include <array>
#include <cerrno>
#include <string>
#include <utility>

#include "kiosk/base/log.h"
#include "kiosk/base/wait.h"

namespace bancheng::pinyin {
namespace {

struct FileActions {
  posix_spawn_file_actions_t actions;
  FileActions() { posix_spawn_file_actions_init(&actions); }
  ~FileActions() { posix_spawn_file_actions_destroy(&actions); }
};
struct Attributes {
  posix_spawnattr_t attributes;
  Attributes() { posix_spawnattr_init(&attributes); }
  ~Attributes() { posix_spawnattr_destroy(&attributes); }
};

/// Default signals and no descriptor of ours: what the kiosk holds open is none of the process's business.
pid_t start(const std::filesystem::path& program, const std::filesystem::path& readings, int socket) {
  FileActions files;
  posix_spawn_file_actions_adddup2(&files.actions, socket, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files.actions, socket, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&files.actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&files.actions, STDERR_FILENO + 1);
  Attributes how;
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&how.attributes, &none);
  posix_spawnattr_setsigdefault(&how.attributes, &all);
  posix_spawnattr_setflags(&how.attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

  std::string name = program.string();
  std::string verb = "--serve";
  std::string file = readings.string();
  std::string locale = "LC_ALL=C.UTF-8";
  std::array<char*, 4> arguments{name.data(), verb.data(), file.empty() ? nullptr : file.data(), nullptr};
  std::array<char*, 2> environment{locale.data(), nullptr};
  pid_t pid = 0;
  const int error =
      posix_spawn(&pid, name.c_str(), &files.actions, &how.attributes, arguments.data(), environment.data());
  if (error != 0) spdlog::error("pinyin: {} does not start: error {}", name, error);
  return error == 0 ? pid : 0;
}

}  // namespace

std::unique_ptr<Process> Process::spawn(const std::filesystem::path& program, const std::filesystem::path& readings) {
  std::array<int, 2> pair{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) return nullptr;
  base::UniqueFd ours(pair[0]);
  const base::UniqueFd theirs(pair[1]);
  const pid_t pid = start(program, readings, theirs.get());
  if (pid == 0) return nullptr;
  return std::unique_ptr<Process>(new Process(pid, std::move(ours)));
}

Process::~Process() {
  socket_.reset();
  ::kill(pid_, SIGKILL);
  constexpr int kEndWithinMs = 100;
  if (const base::UniqueFd watched(::pidfd_open(pid_, 0)); watched) {
    pollfd ended{watched.get(), POLLIN, 0};
    (void)::poll(&ended, 1, kEndWithinMs);
  }
  if (::waitpid(pid_, nullptr, WNOHANG) == 0) spdlog::warn("pinyin: process {} does not end", pid_);
}

bool Process::send(std::string_view bytes) const {
  const ssize_t sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  return sent == static_cast<ssize_t>(bytes.size());
}

Process::Received Process::receive(base::PersonText& to, base::SteadyTime deadline, const base::Clock& clock) const {
  switch (base::wait_for(socket_.get(), base::Direction::read, deadline, clock)) {
    case base::Readiness::ready:
      break;
    case base::Readiness::hung_up:
      return Received::gone;
    case base::Readiness::deadline:
    case base::Readiness::stopped:
      return Received::deadline;
  }
  std::array<char, 4096> bytes;
  const ssize_t got = ::recv(socket_.get(), bytes.data(), bytes.size(), MSG_DONTWAIT);
  if (got > 0) {
    to.append({bytes.data(), static_cast<std::size_t>(got)});
    base::wipe(bytes.data(), static_cast<std::size_t>(got));
    return Received::bytes;
  }
  return got < 0 && (errno == EAGAIN || errno == EINTR) ? Received::bytes : Received::gone;
}

}  // namespace bancheng::pinyin
