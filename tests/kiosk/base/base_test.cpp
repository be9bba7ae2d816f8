#include <doctest/doctest.h>
#include <stdlib.h>
#include <sys/socket.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "kiosk/base/control_clock.h"
#include "kiosk/base/encoding.h"
#include "kiosk/base/person_text.h"
#include "kiosk/base/queue.h"
#include "kiosk/base/text_files.h"
#include "kiosk/base/wait.h"

using namespace bancheng::base;
using namespace std::chrono_literals;

TEST_CASE("UTF-8 is judged strictly") {
  CHECK(is_valid_utf8("样本 abc 𠮷"));
  for (const char* bad : {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE6\xA0", "\xFF"}) CHECK_FALSE(is_valid_utf8(bad));
}

TEST_CASE("UTF-16LE of a chip, with characters beyond the basic plane and private ones") {
  const std::string text = "样𠮷\xEE\x80\x80";
  const auto bytes = to_utf16le(text);
  REQUIRE(bytes);
  CHECK(bytes->size() == 8);
  CHECK(from_utf16le(*bytes)->view() == text);
  const std::uint8_t unpaired[] = {0x42, 0xD8};
  CHECK_FALSE(from_utf16le(unpaired));
}

TEST_CASE("GB 18030, two and four bytes") {
  const auto bytes = to_gb18030("办成𠮷");
  REQUIRE(bytes);
  CHECK(bytes->size() == 8);
  CHECK(from_gb18030(*bytes)->view() == "办成𠮷");
  const std::uint8_t cut[] = {0xB0};
  CHECK_FALSE(from_gb18030(cut));
}

TEST_CASE("code points round trip") {
  std::string again;
  for (const char32_t c : code_points("aé样𠮷")) append_utf8(again, c);
  CHECK(again == "aé样𠮷");
  CHECK(length_in_characters("aé样𠮷") == 4);
}

TEST_CASE("a bounded queue drops its oldest and counts it") {
  int woken = 0;
  BoundedQueue<int> queue(2, [&] { ++woken; });
  for (int i = 1; i <= 3; ++i) queue.push(i);
  const auto taken = queue.take_all();
  CHECK(taken.size() == 2);
  CHECK(taken.front() == 2);
  CHECK(queue.dropped() == 1);
  CHECK(woken == 3);
}

TEST_CASE("waiting ends by readiness, by the stop signal, by the deadline, by hanging up") {
  int pair[2];
  REQUIRE(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
  const UniqueFd ours(pair[0]);
  UniqueFd theirs(pair[1]);
  ManualClock clock;
  const SteadyTime later = clock.now().steady + 10s;
  StopSignal stop;

  std::thread mover([&] { clock.advance(11s); });
  CHECK(wait_for(ours.get(), Direction::read, later, clock, stop.fd()) == Readiness::deadline);
  mover.join();

  const SteadyTime never = clock.now().steady + 1h;
  REQUIRE(::write(theirs.get(), "x", 1) == 1);
  CHECK(wait_for(ours.get(), Direction::read, never, clock, stop.fd()) == Readiness::ready);
  stop.raise();
  CHECK(stop.raised());
  CHECK(sleep_until(never, clock, stop.fd()) == Readiness::stopped);
  theirs.reset();
  char byte;
  REQUIRE(::read(ours.get(), &byte, 1) == 1);
  // A closed peer is readable (end of file), which the reader learns by reading.
  CHECK(wait_for(ours.get(), Direction::read, never, clock) == Readiness::ready);
}

namespace {

/// A machine that lets the waiting thread stand still: at the reading `at` of this clock the other side has written and
/// the deadline is long over.
class HeldUpClock final : public Clock {
 public:
  HeldUpClock(int at, int other_side) : at_(at), other_side_(other_side) {}
  [[nodiscard]] Moment now() const override {
    if (++readings_ == at_) CHECK(::write(other_side_, "x", 1) == 1);
    return {WallTime{}, SteadyTime{readings_ < at_ ? 0s : 100s}};
  }
  [[nodiscard]] Milliseconds longest_sleep() const override { return 1ms; }

 private:
  const int at_;
  const int other_side_;
  mutable int readings_ = 0;
};

}  // namespace

TEST_CASE("what came while the waiting thread stood still is seen before the deadline is") {
  for (int at = 1; at <= 8; ++at) {
    CAPTURE(at);
    int pair[2];
    REQUIRE(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
    const UniqueFd ours(pair[0]);
    const UniqueFd theirs(pair[1]);
    const HeldUpClock clock(at, theirs.get());
    CHECK(wait_for(ours.get(), Direction::read, SteadyTime{10s}, clock) == Readiness::ready);
  }
}

TEST_CASE("processes that map the same control clock move together, never back") {
  std::string folder = (std::filesystem::temp_directory_path() / "bancheng-clock-XXXXXX").string();
  REQUIRE(mkdtemp(folder.data()) != nullptr);
  {
    auto one = ControlClock::open(folder + "/clock");
    auto other = ControlClock::open(folder + "/clock");
    REQUIRE(one);
    REQUIRE(other);
    const Moment before = (*other)->now();
    (*one)->advance(48h);
    (*one)->advance(-1h);
    CHECK((*other)->now().steady - before.steady >= 48h);
    CHECK((*other)->now().wall - before.wall >= 48h);
  }
  CHECK_FALSE(ControlClock::open(folder + "/missing/clock"));
  std::filesystem::remove_all(folder);
}

TEST_CASE("text files of a folder and the folders in it come in the order of their paths; what cannot be read is named") {
  std::string folder = (std::filesystem::temp_directory_path() / "bancheng-texts-XXXXXX").string();
  REQUIRE(mkdtemp(folder.data()) != nullptr);
  std::ofstream(folder + "/b.yaml") << "second";
  std::ofstream(folder + "/a.yaml") << "first";
  std::ofstream(folder + "/c.txt") << "another ending";
  std::filesystem::create_directories(folder + "/b/c.yaml");
  std::ofstream(folder + "/b/c.yaml/d.yaml") << "deeper";
  const auto texts = read_text_files(folder, ".yaml");
  REQUIRE(texts);
  REQUIRE(texts->size() == 3);
  CHECK(texts->at(0).file == folder + "/a.yaml");
  CHECK(texts->at(0).text == "first");
  CHECK(texts->at(1).file == folder + "/b/c.yaml/d.yaml");
  CHECK(texts->at(2).text == "second");

  std::ofstream(folder + "/d.yaml") << std::string((1 << 20) + 1, 'x');
  const auto too_large = read_text_files(folder, ".yaml");
  REQUIRE_FALSE(too_large);
  CHECK(too_large.error().where == folder + "/d.yaml");
  CHECK(read_text_files(folder + "/missing", ".yaml").error().where == folder + "/missing");
  std::filesystem::remove_all(folder);
}

TEST_CASE("person text is compared by bytes and wiped bytes are zero") {
  CHECK(PersonText("a") < PersonText("b"));
  char buffer[4] = {'a', 'b', 'c', 'd'};
  wipe(buffer, sizeof buffer);
  for (const char c : buffer) CHECK(c == 0);
}
