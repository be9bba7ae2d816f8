#include "tests/crash/life.h"

#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <optional>
#include <stdexcept>

#include "kiosk/base/log.h"
#include "kiosk/courier/courier.h"
#include "kiosk/outbox/outbox.h"
#include "tests/delivery_bench/specimens.h"

namespace bancheng::crash {
namespace {

constexpr int kMostRounds = 400;

void store_one(outbox::Outbox& kiosk, const core::delivery::Submission& submission, const HallLine& line) {
  bench::Pages pages(600);
  const auto stored = kiosk.store(submission, pages);
  if (stored) {
    line.say(Word::stored, stored->number);
  } else {
    line.say(Word::store_failed);
  }
}

void deliver(const outbox::Place& place, HallLine& line, base::ManualClock& clock) {
  courier::Courier courier(place, line, clock, -1, [](const link::LinkEvent&) {});
  for (int round = 0; round < kMostRounds; ++round) {
    const base::SteadyTime now = clock.now().steady;
    const base::SteadyTime due = courier.work_once();
    if (due > now) clock.advance(due - now);
    if (due - now > base::Milliseconds{50'000}) return;  // nothing but the next probe
  }
}

void run(const std::filesystem::path& directory, const bench::Keys& keys, int socket, const Plan& plan) {
  spdlog::set_level(spdlog::level::off);
  FaultDisk disk(directory.parent_path(), plan.fate, plan.step);
  FaultFiles files(disk);
  register_faulty_vfs(disk);
  HallLine line(socket, disk);
  base::ManualClock clock(base::WallTime(base::Milliseconds(1'767'323'045'678)));
  const outbox::Place place{directory, {}, &files, "faulty"};
  {
    auto kiosk = outbox::Outbox::open(place, 12345, keys.sealer(), clock);
    if (!kiosk) line.say(Word::start_failed);
    if (kiosk && plan.stores) {
      store_one(**kiosk, bench::application(1), line);
      store_one(**kiosk, bench::help_case(), line);
    }
    deliver(place, line, clock);
    if (kiosk && plan.stores) {
      const auto owed = (*kiosk)->owed();
      if (owed && !owed->empty()) {
        line.say(Word::forgetting, owed->front().number);
        std::ignore = (*kiosk)->forget_owed(owed->front().number);
      }
    }
  }
  line.say(Word::ended, {}, static_cast<std::uint32_t>(disk.steps()));
}

}  // namespace

Witness live(const std::filesystem::path& outbox, const bench::Keys& keys, bench::ModelHall& hall, const Plan& plan) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) throw std::runtime_error("socketpair");
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork");
  if (child == 0) {
    ::close(ends[0]);
    try {
      run(outbox, keys, ends[1], plan);
      ::_exit(0);
    } catch (...) {
      ::_exit(3);
    }
  }
  ::close(ends[1]);
  Witness witness;
  serve(ends[0], hall, witness);
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  const bool killed_as_planned = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL && is_crash(plan.fate);
  const bool ended = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  if (!killed_as_planned && !ended) throw std::runtime_error("a life ended unplanned, status " + std::to_string(status));
  return witness;
}

}  // namespace bancheng::crash
