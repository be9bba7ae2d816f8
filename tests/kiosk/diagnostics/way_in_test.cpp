#include "bench.h"

using namespace bancheng;
using namespace bancheng::diagnostics;
using namespace bancheng::diagnostics::checks;
using namespace std::chrono_literals;

TEST_CASE("the right PIN opens, and what is typed is digits alone, of which nothing is kept") {
  Bench b;
  b.call();
  CHECK(b.screen() == "service-pin");
  CHECK_FALSE(b.shown().find("continue")->enabled);
  b.touch("pin", "48 29x");
  CHECK(b.state.visit->pin == base::PersonText("4829"));
  CHECK_FALSE(b.shown().find("continue")->enabled);
  CHECK(std::get<core::session::FieldData>(b.shown().find("pin")->data).secret);
  b.hand_in("482913");
  CHECK(b.state.visit->pin.empty());
  CHECK(b.has("checking"));
  b.answer_pin(PinVerdict::right);
  CHECK(b.screen() == "service-overview");
  CHECK(b.asked<ReadFacts>() != nullptr);
}

TEST_CASE("a wrong PIN says so and lets try again; a lock shows its end and ends by itself") {
  Bench b;
  b.call();
  b.hand_in("111213");
  b.answer_pin(PinVerdict::wrong);
  CHECK(b.screen() == "service-pin");
  CHECK(b.has("problem"));
  b.hand_in("111214");
  b.answer_pin(PinVerdict::wrong, 30s);
  CHECK(b.screen() == "service-locked");
  b.wait(29s);
  CHECK(b.screen() == "service-locked");
  b.wait(1s);
  CHECK(b.screen() == "service-pin");
  CHECK_FALSE(b.has("problem"));
}

TEST_CASE("who comes while it is locked sees the lock, and nothing else works") {
  Bench b;
  b.call(true, 50s);
  CHECK(b.screen() == "service-locked");
  b.happen(Intent{"continue", {}});
  b.happen(PinChecked{0, PinVerdict::right, {}});
  CHECK(b.screen() == "service-locked");
  b.touch("bar.end");
  CHECK(b.screen() == "attract");
}

TEST_CASE("without a PIN nobody gets in") {
  Bench b;
  b.call(false);
  CHECK(b.screen() == "service-no-pin");
  b.happen(PinChecked{0, PinVerdict::right, {}});
  CHECK(b.screen() == "service-no-pin");
  b.wait(times::kIdleOutside);
  CHECK(b.screen() == "attract");
}

TEST_CASE("an answer that nobody waits for opens nothing") {
  Bench b;
  b.call();
  b.hand_in("482913");
  const std::uint64_t late = b.state.visit->job;
  b.touch("bar.end");
  b.call();
  b.happen(PinChecked{late, PinVerdict::right, {}});
  CHECK(b.screen() == "service-pin");
  b.hand_in("111213");
  b.happen(PinChecked{late, PinVerdict::right, {}});
  CHECK(b.screen() == "service-pin");
}

TEST_CASE("a check that is never answered ends, and says that it could not be made") {
  Bench b;
  b.call();
  b.hand_in("482913");
  b.wait(times::kPinCheck);
  CHECK(b.has("problem"));
  CHECK(b.has("pin"));
}

TEST_CASE("nobody touching anything: soon away before the PIN, after five minutes behind it") {
  Bench outside;
  outside.call();
  outside.wait(times::kIdleOutside - 1ms);
  CHECK(outside.screen() == "service-pin");
  outside.wait(1ms);
  CHECK(outside.screen() == "attract");
  CHECK(outside.asked<Leave>() != nullptr);

  Bench inside;
  inside.enter();
  inside.wait(times::kIdle - 1ms);
  CHECK(inside.screen() == "service-overview");
  inside.happen(Activity{});
  inside.wait(times::kIdle - 1ms);
  CHECK(inside.screen() == "service-overview");
  inside.wait(1ms);
  CHECK(inside.screen() == "attract");
}

TEST_CASE("a second call changes nothing") {
  Bench b;
  b.enter();
  b.call();
  CHECK(b.screen() == "service-overview");
}

TEST_CASE("the lock doubles, up to a day, and survives a clock that is set back") {
  using base::Milliseconds;
  CHECK(lock_after(0) == Milliseconds(0));
  CHECK(lock_after(3) == Milliseconds(0));
  CHECK(lock_after(4) == Milliseconds(30s));
  CHECK(lock_after(5) == Milliseconds(60s));
  CHECK(lock_after(6) == Milliseconds(120s));
  CHECK(lock_after(15) == Milliseconds(30s * 2048));
  CHECK(lock_after(16) == kLongestLock);
  CHECK(lock_after(4'000'000'000u) == kLongestLock);
  CHECK(locked_for({4, kNow}, kNow) == Milliseconds(30s));
  CHECK(locked_for({4, kNow}, kNow + 10s) == Milliseconds(20s));
  CHECK(locked_for({4, kNow}, kNow + 31s) == Milliseconds(0));
  CHECK(locked_for({4, kNow}, kNow - 1h) == Milliseconds(30s));
}
