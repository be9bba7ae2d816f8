// The shipped code-scanner driver against the simulator process: the faults of the code-scanner page, section 6, that concern
// a raw serial line.
#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "drivers/code_scanner/make_code_scanner.h"
#include "tests/conformance/event_log.h"
#include "tests/conformance/simulator.h"
#include "tests/drivers/hex.h"

using namespace bancheng;
using namespace bancheng::testing;
using drivers::code_scanner::Suffix;
using drivers::code_scanner::Trigger;

namespace {

struct Settings {
  Suffix suffix = Suffix::cr;
  bool aim_prefix = false;
  bool eci_escapes = false;
  Trigger trigger = Trigger::honeywell;  // heard by the simulator, which reads codes without it too unless told else
  std::vector<std::string> simulator{};
  std::vector<std::string> more{};
};

struct Bench {
  explicit Bench(const Settings& settings = {}) : simulator("code-scanner", settings.simulator, settings.more) {
    drivers::CodeScannerConfig config;
    config.address = simulator.address();
    config.suffix = settings.suffix;
    config.aim_prefix = settings.aim_prefix;
    config.eci_escapes = settings.eci_escapes;
    config.trigger = settings.trigger;
    driver = drivers::make_code_scanner(config, clock, events.sink());
  }
  void expect(hal::Health health) {
    events.next<hal::ScannerChanged>([&](const hal::ScannerChanged& change) { return change.health == health; });
  }
  /// Started, and the driver's thread has taken the wish: a code is not dropped any more.
  void start() {
    expect(hal::Health::ok);
    switch_on();
  }
  /// Nothing tells when a driver without triggers has begun: the code is shown until it is seen.
  void start_untriggered() {
    expect(hal::Health::ok);
    driver->start_scanning();
    while (events.count<hal::CodeArrived>() == 0) simulator.command("code shown again and again");
  }
  void switch_on() {
    const unsigned before = simulator.heard();
    driver->start_scanning();
    simulator.await_heard(before + 1);
  }
  void switch_off() {
    const unsigned before = simulator.heard();
    driver->stop_scanning();
    simulator.await_heard(before + 1);
  }
  std::string code() { return std::string(events.next<hal::CodeArrived>().text.view()); }
  void refused() { events.next<hal::CodeRefused>(); }

  base::SystemClock clock;
  Simulator simulator;
  EventLog<hal::CodeScannerEvent> events;
  std::unique_ptr<hal::CodeScanner> driver;
};

}  // namespace

TEST_SUITE_BEGIN("code-scanner");

TEST_CASE("a code arrives as text and as bytes") {
  Bench bench;
  bench.start();
  bench.simulator.command("code 办成 T01-000042-7");
  const auto code = bench.events.next<hal::CodeArrived>();
  CHECK(code.text.view() == "办成 T01-000042-7");
  CHECK(plain(code.bytes) == bytes_of("办成 T01-000042-7"));
}

TEST_CASE("each suffix, and none") {
  const std::pair<const char*, Suffix> kinds[] = {{"cr", Suffix::cr}, {"lf", Suffix::lf}, {"cr-lf", Suffix::cr_lf}, {"none", Suffix::none}};
  for (const auto& [name, suffix] : kinds) {
    Bench bench({.suffix = suffix, .simulator = {std::string("suffix ") + name}});
    bench.start();
    bench.simulator.command("code first");
    CHECK(bench.code() == "first");
    bench.simulator.command("code second");
    CHECK(bench.code() == "second");
  }
}

TEST_CASE("a code split at any byte is one code") {
  Bench bench;
  bench.start();
  for (int at = 1; at <= 7; ++at) {
    bench.simulator.command("fault split " + std::to_string(at));
    bench.simulator.command("code code-" + std::to_string(at));
    CHECK(bench.code() == "code-" + std::to_string(at));
  }
}

TEST_CASE("two codes that run together are two codes") {
  Bench bench;
  bench.start();
  bench.simulator.command("fault join 2");
  bench.simulator.command("code first");
  bench.simulator.command("code second");
  CHECK(bench.code() == "first");
  CHECK(bench.code() == "second");
}

TEST_CASE("four kilobytes and more of garbage are refused once, and the next code is read") {
  Bench bench;
  bench.start();
  bench.simulator.command("fault garbage 20000");
  bench.simulator.command("code tail");
  bench.refused();
  bench.simulator.command("code next");
  CHECK(bench.code() == "next");
  CHECK(bench.events.count<hal::CodeRefused>() == 1);
}

TEST_CASE("the largest QR code passes") {
  Bench bench;
  bench.start();
  const std::string largest(2953, 'x');
  bench.simulator.command("code " + largest);
  CHECK(bench.code() == largest);
}

TEST_CASE("the same code again and again is one code; another between makes it new") {
  Bench bench;
  bench.start();
  bench.simulator.command("fault repeat 5");
  bench.simulator.command("code same");
  CHECK(bench.code() == "same");
  bench.simulator.command("code other");
  CHECK(bench.code() == "other");
  bench.simulator.command("code same");
  CHECK(bench.code() == "same");
  CHECK(bench.events.count<hal::CodeArrived>() == 3);
}

TEST_CASE("the same code is new for the next who scans") {
  Bench bench;
  bench.start();
  bench.simulator.command("code same");
  CHECK(bench.code() == "same");
  bench.switch_off();
  bench.switch_on();
  bench.simulator.command("code same");
  CHECK(bench.code() == "same");
}

TEST_CASE("GBK, UTF-8, ECI, BOM and NUL payloads") {
  Bench bench({.aim_prefix = true, .simulator = {"aim ]Q2"}});
  bench.start();
  bench.simulator.command("code-hex B0 EC B3 C9");
  CHECK(bench.code() == "办成");
  bench.simulator.command("code \\000026反映");
  CHECK(bench.code() == "反映");
  bench.simulator.command("code-hex 5C 30 30 30 30 32 39 B0 EC");
  CHECK(bench.code() == "办");
  bench.simulator.command("code-hex EF BB BF 41");
  CHECK(bench.code() == "A");
  bench.simulator.command("code-hex 41 00 42");
  CHECK(bench.code() == std::string("A\0B", 3));
}

TEST_CASE("what is no text is refused, and the next code is read") {
  Bench bench;
  bench.start();
  bench.simulator.command("code-hex B0 EC FF");
  bench.refused();
  bench.simulator.command("code next");
  CHECK(bench.code() == "next");
}

TEST_CASE("codes are dropped while nobody scans") {
  Bench bench;
  bench.expect(hal::Health::ok);
  bench.simulator.command("code early");
  bench.switch_on();
  bench.simulator.command("code wanted");
  CHECK(bench.code() == "wanted");
  bench.switch_off();
  bench.simulator.command("code late");
  bench.switch_on();
  bench.simulator.command("code wanted too");
  CHECK(bench.code() == "wanted too");
  CHECK(bench.events.count<hal::CodeArrived>() == 2);
}

TEST_CASE("each maker's trigger makes the scanner read, and again after a code") {
  for (const Trigger trigger : {Trigger::honeywell, Trigger::newland}) {
    Bench bench({.trigger = trigger, .simulator = {"trigger-mode on"}});
    bench.start();
    bench.simulator.command("code first");
    CHECK(bench.code() == "first");
    bench.simulator.command("code second");
    CHECK(bench.code() == "second");
  }
}

TEST_CASE("a Newland scanner says who it is") {
  Bench bench({.trigger = Trigger::newland});
  const auto change = bench.events.next<hal::ScannerChanged>();
  CHECK(change.health == hal::Health::ok);
  CHECK(change.identity.model == "Simulated scanner 1.0");
}

TEST_CASE("a silent Newland scanner is gone, and back when it speaks again") {
  Bench bench({.trigger = Trigger::newland});
  bench.start();
  bench.simulator.command("silent");
  bench.expect(hal::Health::gone);
  const unsigned before = bench.simulator.heard();
  bench.simulator.command("ok");
  bench.expect(hal::Health::ok);
  bench.simulator.await_heard(before + 2);  // who it is, then the trigger
  bench.simulator.command("code next");
  CHECK(bench.code() == "next");
}

TEST_CASE("an unplugged scanner is gone, and goes on scanning when it is back") {
  Bench bench;
  bench.start();
  bench.simulator.command("unplug");
  bench.expect(hal::Health::gone);
  bench.simulator.command("plug");
  bench.expect(hal::Health::ok);
  bench.simulator.command("code next");
  CHECK(bench.code() == "next");
}

TEST_CASE("the plug is pulled in the middle of a code: nothing arrives of it") {
  Bench bench;
  bench.start();
  bench.simulator.command("fault cut-after 4");
  bench.simulator.command("code half-a-code");
  bench.expect(hal::Health::gone);
  bench.simulator.command("plug");
  bench.expect(hal::Health::ok);
  bench.simulator.command("code whole");
  CHECK(bench.code() == "whole");
  CHECK(bench.events.count<hal::CodeArrived>() == 1);
}

TEST_CASE("a scanner without triggers is read too") {
  Bench bench({.trigger = Trigger::none});
  bench.start_untriggered();
  CHECK(bench.code() == "shown again and again");
}

TEST_CASE("a slow line brings the same code") {
  Bench bench({.more = {"--pace", "9600"}});
  bench.start();
  const std::string code(400, 'x');
  bench.simulator.command("code " + code);
  CHECK(bench.code() == code);
}

TEST_SUITE_END();
