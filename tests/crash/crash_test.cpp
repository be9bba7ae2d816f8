// Every crash point and every failing call of enqueue -> upload -> acknowledgement -> erase.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "kiosk/outbox/dispatch.h"
#include "kiosk/outbox/outbox.h"
#include "tests/crash/life.h"
#include "tests/delivery_bench/specimens.h"
#include "tests/delivery_bench/temp_folder.h"

using namespace bancheng;
using crash::Fate;
using crash::live;
using crash::Plan;
using crash::Witness;
namespace fs = std::filesystem;

namespace {

struct Sums {
  std::uint64_t points = 0;
  std::uint64_t stored = 0;
  std::uint64_t lost = 0;
  std::uint64_t doubled = 0;
  std::uint64_t failed_starts = 0;
  std::uint64_t untold = 0;      // delivered though the process died before store() could answer
  std::uint64_t came_back = 0;   // delivered though store() answered with an error
  std::uint64_t orphans = 0;     // set aside: complete, but never committed
};

const bench::Keys& keys() {
  static const bench::TempFolder folder;
  static const bench::Keys made(folder.path());
  return made;
}

// A terminal's disk and its hall, over several lives.
class World {
 public:
  Witness live_once(const Plan& plan) {
    const Witness seen = live(outbox_, keys(), hall_, plan);
    told_.insert(seen.told_stored.begin(), seen.told_stored.end());
    forgotten_.insert(seen.forgotten.begin(), seen.forgotten.end());
    failed_stores_ += seen.failed_stores;
    return seen;
  }

  // One more start without faults; then everything must be in order.
  void settle(Sums& sums, bool crashed) {
    const Witness last = live_once({.stores = false, .fate = Fate::none, .step = 0});
    ++sums.points;
    sums.failed_starts += last.failed_start;
    sums.stored += told_.size();
    const auto accepted = hall_.accepted();
    for (const std::string& number : told_) sums.lost += !accepted.contains(number);
    sums.doubled += hall_.times_counted() - accepted.size();
    for (const std::string& number : accepted) {
      if (told_.contains(number)) continue;
      ++(crashed ? sums.untold : sums.came_back);
    }
    check_disk(sums, accepted);
  }

 private:
  void check_disk(Sums& sums, const std::set<std::string>& accepted) {
    base::ManualClock clock;
    std::vector<std::string> alerts;
    const outbox::Place place{outbox_, [&](outbox::Alert, const std::string& number) { alerts.push_back(number); }, nullptr, ""};
    const auto kiosk = std::move(outbox::Outbox::open(place, 12345, keys().sealer(), clock).value());
    CHECK(alerts.empty());
    CHECK(kiosk->backlog()->waiting == 0);
    CHECK(kiosk->backlog()->parked == 0);
    CHECK(fs::is_empty(outbox_ / "blobs"));
    for (const auto& file : fs::directory_iterator(outbox_ / "quarantine")) {
      CHECK(file.path().extension() == ".record");  // never a database
      ++sums.orphans;
    }
    // A receipt is owed for exactly what is stored and not receipted yet.
    std::set<std::string> owed;
    const auto receipts = kiosk->owed().value();
    for (const auto& one : receipts) {
      CHECK(one.accepted);
      owed.insert(one.number);
    }
    for (const std::string& number : owed) CHECK(accepted.contains(number));
    for (const std::string& number : accepted) CHECK((owed.contains(number) || forgotten_.contains(number)));
    for (const std::string& number : told_) CHECK((owed.contains(number) || forgotten_.contains(number)));
    // And no number comes twice.
    bench::Pages pages(600);
    const std::string next = kiosk->store(bench::help_case(), pages)->number;
    CHECK_FALSE(accepted.contains(next));
    CHECK_FALSE(told_.contains(next));
  }

  bench::TempFolder folder_{bench::kMemory};  // what is durable the model decides, so no real disk needs to turn
  fs::path outbox_ = folder_ / "outbox";
  bench::ModelHall hall_{keys()};
  std::set<std::string> told_, forgotten_;
  std::uint64_t failed_stores_ = 0;
};

std::uint64_t steps_of_a_whole_life() {
  World world;
  const std::uint64_t steps = world.live_once({}).steps;
  REQUIRE(steps > 50);
  return steps;
}

void check(const std::string& what, const Sums& sums) {
  CHECK(sums.lost == 0);
  CHECK(sums.doubled == 0);
  CHECK(sums.failed_starts == 0);
  MESSAGE(what, ": ", sums.points, " points, ", sums.stored, " stored, ", sums.lost, " lost, ", sums.doubled, " double, ", sums.failed_starts,
          " failed starts (", sums.untold, " delivered though the process died before it could say so, ", sums.came_back,
          " delivered though storing had failed, ", sums.orphans, " uncommitted records set aside)");
}

}  // namespace

TEST_CASE("killed, or without power, at every step") {
  const std::uint64_t steps = steps_of_a_whole_life();
  for (const Fate fate : {Fate::killed, Fate::power_lost, Fate::names_first, Fate::torn}) {
    Sums sums;
    for (std::uint64_t step = 1; step <= steps; ++step) {
      CAPTURE(step);
      CAPTURE(std::string(name_of(fate)));
      World world;
      world.live_once({.stores = true, .fate = fate, .step = step});
      world.settle(sums, true);
    }
    CHECK(sums.points == steps);
    check(name_of(fate), sums);
  }
}

TEST_CASE("crashed again while putting a crash in order") {
  const std::uint64_t steps = steps_of_a_whole_life();
  constexpr Fate kFates[] = {Fate::killed, Fate::power_lost, Fate::names_first, Fate::torn};
  std::mt19937 random(20260101);
  Sums sums;
  for (int run = 0; run < 150; ++run) {
    World world;
    const Plan first{.stores = true, .fate = kFates[random() % 4], .step = 1 + random() % steps};
    const Plan second{.stores = random() % 2 == 0, .fate = kFates[random() % 4], .step = 1 + random() % 40};
    CAPTURE(first.step);
    CAPTURE(second.step);
    CAPTURE(std::string(name_of(first.fate)));
    CAPTURE(std::string(name_of(second.fate)));
    world.live_once(first);
    world.live_once(second);
    world.settle(sums, true);
  }
  check("two crashes in a row", sums);
}

TEST_CASE("each call fails once, or it and all later ones: never stored what is not") {
  const std::uint64_t steps = steps_of_a_whole_life();
  for (const Fate fate : {Fate::error_once, Fate::full_once, Fate::short_write, Fate::error_for_good}) {
    Sums sums;
    for (std::uint64_t step = 1; step <= steps; ++step) {
      CAPTURE(step);
      CAPTURE(std::string(name_of(fate)));
      World world;
      world.live_once({.stores = true, .fate = fate, .step = step});
      world.settle(sums, false);
    }
    CHECK(sums.points == steps);
    if (fate != Fate::error_for_good) CHECK(sums.came_back == 0);
    check(name_of(fate), sums);
  }
}
