#include <doctest/doctest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "kiosk/app/pin_store.h"

using namespace bancheng;
using app::PinStore;
using base::PersonText;
using diagnostics::PinVerdict;
using namespace std::chrono_literals;

namespace {

class Folder {
 public:
  Folder() { REQUIRE(mkdtemp(path_.data()) != nullptr); }
  ~Folder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] std::filesystem::path path() const { return std::filesystem::path(path_) / "service"; }
  [[nodiscard]] std::string read(const char* name) const {
    std::stringstream text;
    text << std::ifstream(path() / name).rdbuf();
    return text.str();
  }
  void write(const char* name, const std::string& text) const { std::ofstream(path() / name, std::ios::trunc) << text; }

 private:
  std::string path_ = (std::filesystem::temp_directory_path() / "bancheng-pin-XXXXXX").string();
};

/// Steady and wall can be moved apart, as when a clock is set or a terminal is started anew.
class TwoClocks final : public base::Clock {
 public:
  base::Moment now() const override { return time; }
  base::Milliseconds longest_sleep() const override { return 1s; }
  void advance(base::Milliseconds by) { time = {time.wall + by, time.steady + by}; }
  base::Moment time{base::WallTime(std::chrono::sys_days(std::chrono::year(2026) / 1 / 1)), {1h}};
};

const PersonText kPin("48291375");
const PersonText kOther("11223344");

}  // namespace

TEST_CASE("a PIN that is set is right, another one is wrong, and it is not in the files") {
  const Folder folder;
  TwoClocks clock;
  PinStore store(folder.path(), clock);
  CHECK_FALSE(store.is_set());
  CHECK(store.check(kPin).verdict == PinVerdict::unreadable);
  REQUIRE(PinStore::set(folder.path(), kPin).has_value());
  CHECK(store.is_set());
  CHECK(store.check(kOther).verdict == PinVerdict::wrong);
  CHECK(store.check(kPin).verdict == PinVerdict::right);
  CHECK(folder.read("pin").starts_with("$argon2id$"));
  CHECK(folder.read("pin").find("48291375") == std::string::npos);
  for (const char* name : {"pin", "lockout"}) {
    struct stat file{};
    REQUIRE(::stat((folder.path() / name).c_str(), &file) == 0);
    CHECK((file.st_mode & 0777) == 0600);
  }
}

TEST_CASE("what root has set belongs to whoever the folder belongs to") {
  if (::geteuid() != 0) {
    MESSAGE("skipped: only root can give files away");
    return;
  }
  const Folder folder;
  std::filesystem::create_directory(folder.path());
  REQUIRE(::chown(folder.path().c_str(), 65534, 65534) == 0);
  REQUIRE(PinStore::set(folder.path(), kPin).has_value());
  for (const char* name : {"pin", "lockout"}) {
    struct stat file{};
    REQUIRE(::stat((folder.path() / name).c_str(), &file) == 0);
    CHECK(file.st_uid == 65534);
    CHECK(file.st_gid == 65534);
  }
}

TEST_CASE("easy PINs are refused") {
  for (const char* pin : {"", "12345", "1234567890123", "48a913", "000000", "123456", "987654", "02468"}) {
    INFO(pin);
    CHECK(app::objection_to_pin(pin).has_value());
  }
  for (const char* pin : {"482913", "482913482913", "112233"}) {
    INFO(pin);
    CHECK_FALSE(app::objection_to_pin(pin).has_value());
  }
}

TEST_CASE("three mistakes are free, each further one doubles the lock, the right PIN ends the count") {
  const Folder folder;
  TwoClocks clock;
  REQUIRE(PinStore::set(folder.path(), kPin).has_value());
  PinStore store(folder.path(), clock);
  for (int i = 0; i < 3; ++i) CHECK(store.check(kOther).locked_for == base::Milliseconds(0));
  for (const auto lock : {30s, 60s, 120s}) {
    const auto checked = store.check(kOther);
    CHECK(checked.verdict == PinVerdict::wrong);
    CHECK(checked.locked_for == base::Milliseconds(lock));
    clock.advance(lock - 1ms);
    CHECK(store.check(kPin).verdict == PinVerdict::locked);  // even the right one, and it does not count
    clock.advance(1ms);
  }
  CHECK(store.check(kPin).verdict == PinVerdict::right);
  for (int i = 0; i < 3; ++i) CHECK(store.check(kOther).locked_for == base::Milliseconds(0));
}

TEST_CASE("a lock outlives a restart, and setting the clock shortens none") {
  const Folder folder;
  TwoClocks clock;
  REQUIRE(PinStore::set(folder.path(), kPin).has_value());
  {
    PinStore store(folder.path(), clock);
    for (int i = 0; i < 4; ++i) (void)store.check(kOther);
    clock.time.wall += std::chrono::hours(5);  // set on while it runs
    CHECK(store.locked_for() == base::Milliseconds(30s));
    clock.time.wall -= std::chrono::hours(5);
    clock.advance(10s);
  }
  clock.time.steady = {0s};  // started anew
  CHECK(PinStore(folder.path(), clock).locked_for() == base::Milliseconds(20s));
  clock.time.wall -= std::chrono::hours(5);
  PinStore back(folder.path(), clock);
  CHECK(back.check(kPin).verdict == PinVerdict::locked);
  clock.advance(30s);
  CHECK(back.check(kPin).verdict == PinVerdict::right);
}

TEST_CASE("a record that is torn or gone is no free pass, and does not shut the door for ever") {
  for (const char* text : {"", "wrong 00000", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}) {
    const Folder folder;
    TwoClocks clock;
    REQUIRE(PinStore::set(folder.path(), kPin).has_value());
    folder.write("lockout", text);
    PinStore store(folder.path(), clock);
    CHECK(store.check(kPin).verdict == PinVerdict::locked);
    clock.advance(30s);
    CHECK(store.check(kOther).locked_for == base::Milliseconds(60s));
    clock.advance(60s);
    CHECK(store.check(kPin).verdict == PinVerdict::right);
  }
}

TEST_CASE("setting a PIN anew ends a lock at once, also in a program that runs") {
  const Folder folder;
  TwoClocks clock;
  REQUIRE(PinStore::set(folder.path(), kPin).has_value());
  PinStore store(folder.path(), clock);
  for (int i = 0; i < 4; ++i) (void)store.check(kOther);
  CHECK(store.locked_for() > base::Milliseconds(0));
  REQUIRE(PinStore::set(folder.path(), kOther).has_value());
  CHECK(store.locked_for() == base::Milliseconds(0));
  CHECK(store.check(kPin).verdict == PinVerdict::wrong);
  CHECK(store.check(kOther).verdict == PinVerdict::right);
}

TEST_CASE("a hash that cannot be read lets nobody in") {
  const Folder folder;
  TwoClocks clock;
  REQUIRE(PinStore::set(folder.path(), kPin).has_value());
  folder.write("pin", "$argon2id$nonsense\n");
  PinStore store(folder.path(), clock);
  CHECK(store.is_set());
  CHECK(store.check(kPin).verdict == PinVerdict::unreadable);
  folder.write("pin", "");
  CHECK(store.is_set());
  CHECK(store.check(kPin).verdict == PinVerdict::unreadable);
}

TEST_CASE("no try without its record: where the mistake cannot be written down, nothing is checked") {
  const Folder folder;
  TwoClocks clock;
  REQUIRE(PinStore::set(folder.path(), kPin).has_value());
  PinStore store(folder.path(), clock);
  // A folder in the record's place can neither be read nor written, not even by root.
  std::filesystem::remove(folder.path() / "lockout");
  std::filesystem::create_directory(folder.path() / "lockout");
  CHECK(store.check(kPin).verdict == PinVerdict::locked);
  clock.advance(30s);
  CHECK(store.check(kPin).verdict == PinVerdict::unreadable);
}
