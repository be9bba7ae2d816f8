#include <doctest/doctest.h>

#include <random>
#include <set>

#include "kiosk/core/delivery/planner.h"

using namespace bancheng;
using namespace bancheng::core::delivery;
using namespace std::chrono_literals;

namespace {

constexpr base::SteadyTime kStart{base::Milliseconds{1'000'000}};
const std::vector<Waiting> kOne{{"A", 2}};
const std::vector<Waiting> kTwo{{"A", 0}, {"B", 0}};

Answer answer(Outcome outcome, std::optional<base::Milliseconds> retry_after = std::nullopt) { return {outcome, retry_after, {}, ""}; }
Answer missing(std::vector<std::uint32_t> indexes) { return {Outcome::parts_missing, std::nullopt, std::move(indexes), ""}; }

base::Milliseconds waits(Planner& planner, base::SteadyTime now, std::span<const Waiting> candidates) {
  const Step step = planner.next(now, candidates);
  REQUIRE(std::holds_alternative<Wait>(step));
  return std::get<Wait>(step).until - now;
}

}  // namespace

TEST_CASE("parts in order, then the manifest, then the next one") {
  Planner planner;
  for (const Step& wanted : {Step(SendPart{"A", 0}), Step(SendPart{"A", 1}), Step(Submit{"A"})}) {
    const Step step = planner.next(kStart, kOne);
    CHECK(step == wanted);
    planner.report(step, answer(Outcome::done), kStart, 0.5);
  }
  CHECK(planner.line_up() == true);
  CHECK(planner.next(kStart, kTwo) == Step(Submit{"A"}));
}

TEST_CASE("delays of a line that is down double up to their ceiling, with full jitter") {
  for (const double random : {0.25, 0.5, 0.999}) {
    Planner planner;
    base::SteadyTime now = kStart;
    for (int failure = 0; failure < 40; ++failure) {
      const Step step = planner.next(now, kOne);
      CHECK(step == (failure == 0 ? Step(SendPart{"A", 0}) : Step(Probe{})));
      planner.report(step, answer(Outcome::unreachable), now, random);
      const double ceiling = std::min(60'000.0, 1'000.0 * (failure < 20 ? double(1 << failure) : 1e9));
      const base::Milliseconds delay = waits(planner, now, kOne);
      CHECK(delay.count() == static_cast<std::int64_t>(ceiling * random));
      now = now + delay;
    }
    CHECK(planner.line_up() == false);
  }
}

TEST_CASE("no delay is shorter than the shortest") {
  Planner planner;
  planner.report(Submit{"A"}, answer(Outcome::unreachable), kStart, 0.0);
  CHECK(waits(planner, kStart, kTwo) == 100ms);
}

TEST_CASE("what was uploaded before the line broke is not uploaded again") {
  Planner planner;
  planner.report(SendPart{"A", 0}, answer(Outcome::done), kStart, 0.5);
  planner.report(SendPart{"A", 1}, answer(Outcome::unreachable), kStart, 0.0);
  planner.report(Probe{}, answer(Outcome::done), kStart + 500ms, 0.0);
  CHECK(planner.next(kStart + 1s, kOne) == Step(SendPart{"A", 1}));
}

TEST_CASE("the hall's Retry-After is honoured, also against a nudge, and bounded") {
  Planner planner;
  planner.report(Submit{"A"}, answer(Outcome::busy, 30s), kStart, 0.0);
  CHECK(waits(planner, kStart, kTwo) == 30s);
  planner.try_now(kStart + 1s);
  CHECK(waits(planner, kStart + 1s, kTwo) == 29s);
  CHECK(planner.next(kStart + 30s, kTwo) == Step(Probe{}));
  planner.report(Probe{}, answer(Outcome::busy, 1000h), kStart, 0.0);
  CHECK(waits(planner, kStart, kTwo) == 1h);
  CHECK(planner.line_up() == true);
}

TEST_CASE("on reconnection nothing waits for the end of a delay") {
  Planner planner;
  for (int i = 0; i < 10; ++i) planner.report(Submit{"A"}, answer(Outcome::unreachable), kStart, 0.9);
  CHECK(waits(planner, kStart, kTwo) == 54s);
  planner.try_now(kStart + 1s);
  CHECK(planner.next(kStart + 1s, kTwo) == Step(Probe{}));
  planner.report(Probe{}, answer(Outcome::done), kStart + 1s, 0.9);
  // and one success forgets the whole row of failures
  planner.report(Submit{"A"}, answer(Outcome::done), kStart + 1s, 0.9);
  planner.report(Submit{"B"}, answer(Outcome::unreachable), kStart + 1s, 0.5);
  CHECK(waits(planner, kStart + 1s, kTwo) == 500ms);
}

TEST_CASE("one submission that fails does not hold up the next") {
  Planner planner;
  planner.report(Submit{"A"}, answer(Outcome::failed), kStart, 0.5);
  CHECK(planner.next(kStart, kTwo) == Step(Submit{"B"}));
  CHECK(planner.next(kStart + 500ms, kTwo) == Step(Submit{"A"}));
  const std::vector<Waiting> only_a{{"A", 0}};
  CHECK(waits(planner, kStart, only_a) == 500ms);
}

TEST_CASE("one submission that always meets line trouble does not hold up the next") {
  for (const Outcome trouble : {Outcome::unreachable, Outcome::not_the_hall, Outcome::not_admitted, Outcome::busy}) {
    CAPTURE(std::string(name_of(trouble)));
    Planner planner;
    std::vector<Waiting> waiting = kTwo;
    base::SteadyTime now = kStart;
    unsigned tries_of_a = 0;
    while (now < kStart + 24h) {
      const Step step = planner.next(now, waiting);
      if (const auto* wait = std::get_if<Wait>(&step)) {
        now = wait->until;
        continue;
      }
      const bool is_a = step == Step(Submit{"A"});
      tries_of_a += is_a;
      planner.report(step, is_a ? answer(trouble, 5s) : answer(Outcome::done), now, 0.75);
      if (step == Step(Submit{"B"})) {
        CHECK(now <= kStart + 10s);
        waiting.pop_back();
      }
    }
    CHECK(waiting.size() == 1);
    CHECK(tries_of_a > 24);  // for ever,
    CHECK(tries_of_a < 60);  // at last every hour
  }
}

TEST_CASE("a line that was down is to blame itself: what was being sent goes on first") {
  Planner planner;
  planner.report(Submit{"A"}, answer(Outcome::unreachable), kStart, 0.5);
  CHECK(planner.next(kStart + 500ms, kTwo) == Step(Probe{}));
  planner.report(Probe{}, answer(Outcome::unreachable), kStart + 500ms, 0.5);
  CHECK(planner.next(kStart + 2s, kTwo) == Step(Probe{}));
  planner.report(Probe{}, answer(Outcome::done), kStart + 2s, 0.5);
  CHECK(planner.next(kStart + 2s, kTwo) == Step(Submit{"A"}));
}

TEST_CASE("a part that goes through clears a submission of what the line did to it") {
  Planner planner;
  for (int cut = 0; cut < 5; ++cut) {
    planner.report(SendPart{"A", 1}, answer(Outcome::unreachable), kStart, 0.5);
    planner.report(Probe{}, answer(Outcome::done), kStart, 0.5);
  }
  CHECK(waits(planner, kStart, kOne) == 8s);
  planner.report(SendPart{"A", 0}, answer(Outcome::done), kStart + 8s, 0.5);
  planner.report(SendPart{"A", 1}, answer(Outcome::unreachable), kStart + 8s, 0.5);
  planner.report(Probe{}, answer(Outcome::done), kStart + 8s, 0.5);
  CHECK(waits(planner, kStart + 8s, kOne) == 500ms);
}

TEST_CASE("a failing submission is tried for ever, at last every hour") {
  Planner planner;
  base::SteadyTime now = kStart;
  const std::vector<Waiting> only_a{{"A", 0}};
  base::Milliseconds last{0};
  for (int tries = 0; tries < 1000; ++tries) {
    Step step = planner.next(now, only_a);
    while (!std::holds_alternative<Submit>(step)) {
      if (std::holds_alternative<Probe>(step)) {
        planner.report(step, answer(Outcome::done), now, 0.5);
      } else {
        now = std::get<Wait>(step).until;
      }
      step = planner.next(now, only_a);
    }
    const base::SteadyTime before = now;
    planner.report(step, answer(Outcome::failed), now, 0.75);
    now = before;
    for (step = planner.next(now, only_a); !std::holds_alternative<Submit>(step); step = planner.next(now, only_a)) {
      if (std::holds_alternative<Probe>(step)) planner.report(step, answer(Outcome::done), now, 0.5);
      if (const auto* wait = std::get_if<Wait>(&step)) now = wait->until;
    }
    last = now - before;
  }
  CHECK(last == 45min);
}

TEST_CASE("missing parts go again at once, then more and more slowly") {
  Planner planner;
  planner.report(SendPart{"A", 0}, answer(Outcome::done), kStart, 0.5);
  planner.report(SendPart{"A", 1}, answer(Outcome::done), kStart, 0.5);
  planner.report(Submit{"A"}, missing({1}), kStart, 0.5);
  CHECK(planner.next(kStart, kOne) == Step(SendPart{"A", 1}));
  planner.report(SendPart{"A", 1}, answer(Outcome::done), kStart, 0.5);
  planner.report(Submit{"A"}, missing({0, 1}), kStart, 0.5);
  CHECK(waits(planner, kStart, kOne) == 500ms);
  CHECK(planner.next(kStart + 500ms, kOne) == Step(SendPart{"A", 0}));
}

TEST_CASE("a hall that misses parts which do not exist makes the submission wait") {
  for (const std::vector<std::uint32_t>& indexes : {std::vector<std::uint32_t>{}, {7}, {4'000'000'000u}}) {
    Planner planner;
    planner.report(SendPart{"A", 0}, answer(Outcome::done), kStart, 0.5);
    planner.report(SendPart{"A", 1}, answer(Outcome::done), kStart, 0.5);
    planner.report(Submit{"A"}, missing(indexes), kStart, 0.5);
    CHECK(waits(planner, kStart, kOne) == 500ms);
  }
}

TEST_CASE("refused is not failed: nothing is remembered, nothing else waits") {
  Planner planner;
  CHECK(planner.report(Submit{"A"}, answer(Outcome::refused), kStart, 0.5));
  CHECK(planner.next(kStart, std::vector<Waiting>{{"B", 0}}) == Step(Submit{"B"}));
}

TEST_CASE("a hall that disputes everything has the wrong key: nothing is for a person, and all goes once it has the right one") {
  Planner planner;
  std::vector<Waiting> waiting{{"A", 0}, {"B", 0}, {"C", 0}};
  base::SteadyTime now = kStart;
  const auto next_submit = [&] {
    for (;;) {
      const Step step = planner.next(now, waiting);
      if (const auto* submit = std::get_if<Submit>(&step)) return *submit;
      if (const auto* wait = std::get_if<Wait>(&step)) now = wait->until;
      if (std::holds_alternative<Probe>(step)) planner.report(step, answer(Outcome::done), now, 0.5);
    }
  };
  for (int i = 0; i < 60; ++i) CHECK_FALSE(planner.report(next_submit(), answer(Outcome::disputed), now, 0.5));
  planner.report(next_submit(), answer(Outcome::done), now, 0.5);
  const base::SteadyTime mended = now;
  for (int i = 0; i < 2; ++i) {
    const Submit submit = next_submit();
    planner.report(submit, answer(Outcome::done), now, 0.5);
    std::erase_if(waiting, [&](const Waiting& one) { return one.number == submit.number; });
  }
  CHECK(now == mended);
}

TEST_CASE("disputed again after the hall has accepted another one: for a person") {
  Planner planner;
  CHECK_FALSE(planner.report(Submit{"A"}, answer(Outcome::disputed), kStart, 0.5));
  CHECK(planner.next(kStart, kTwo) == Step(Submit{"B"}));
  CHECK_FALSE(planner.report(Submit{"B"}, answer(Outcome::done), kStart, 0.5));
  CHECK(planner.next(kStart, std::vector<Waiting>{{"A", 0}}) == Step(Submit{"A"}));
  CHECK(planner.report(Submit{"A"}, answer(Outcome::disputed), kStart, 0.5));
}

TEST_CASE("what cannot be read now waits as one that failed") {
  Planner planner;
  planner.could_not_send("A", kStart, 0.5);
  CHECK(planner.line_up() == std::nullopt);
  CHECK(planner.next(kStart, kTwo) == Step(Submit{"B"}));
  CHECK(planner.next(kStart + 500ms, kTwo) == Step(Submit{"A"}));
}

TEST_CASE("with nothing to send the line is probed now and then") {
  Planner planner;
  CHECK(planner.next(kStart, {}) == Step(Probe{}));
  planner.report(Probe{}, answer(Outcome::done), kStart, 0.5);
  CHECK(waits(planner, kStart, {}) == 60s);
  CHECK(planner.next(kStart + 60s, {}) == Step(Probe{}));
  planner.report(Probe{}, answer(Outcome::unreachable), kStart + 60s, 0.5);
  CHECK(waits(planner, kStart + 60s, {}) == 500ms);
  planner.report(Probe{}, answer(Outcome::failed), kStart + 61s, 0.5);
  CHECK(waits(planner, kStart + 61s, {}) == 1s);
}

TEST_CASE("when too many submissions fail the line waits, and every one is still tried") {
  std::vector<Waiting> many;
  for (std::size_t i = 0; i <= Planner::kMostItems; ++i) many.push_back({std::to_string(i), 0});
  Planner planner;
  std::set<std::string> tried;
  for (std::size_t i = 0; i <= Planner::kMostItems; ++i) {
    const Step step = planner.next(kStart, many);
    REQUIRE(std::holds_alternative<Submit>(step));
    tried.insert(std::get<Submit>(step).number);
    planner.report(step, answer(Outcome::failed), kStart, 0.99);
  }
  CHECK(tried.size() == many.size());
  CHECK(waits(planner, kStart, many) == 990ms);
}

TEST_CASE("any run of outcomes delivers everything once the hall is well") {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> jitter(0.0, 1.0);
  for (int run = 0; run < 200; ++run) {
    Planner planner;
    std::vector<Waiting> waiting{{"A", 3}, {"B", 0}, {"C", 1}};
    base::SteadyTime now = kStart;
    for (int steps = 0; steps < 2000 && !waiting.empty(); ++steps) {
      const Step step = planner.next(now, waiting);
      if (const auto* wait = std::get_if<Wait>(&step)) {
        CHECK(wait->until > now);
        now = wait->until;
        continue;
      }
      const bool ill = steps < 100 && random() % 3 != 0;
      Answer said = answer(ill ? static_cast<Outcome>(1 + random() % 6) : Outcome::done);
      if (said.outcome == Outcome::parts_missing) said.missing = {static_cast<std::uint32_t>(random() % 4)};
      planner.report(step, said, now, jitter(random));
      if (const auto* submit = std::get_if<Submit>(&step); submit != nullptr && said.outcome == Outcome::done) {
        const std::string gone = submit->number;
        std::erase_if(waiting, [&](const Waiting& w) { return w.number == gone; });
      }
    }
    CHECK(waiting.empty());
  }
}
