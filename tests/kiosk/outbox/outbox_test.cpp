#include <doctest/doctest.h>
#include <fcntl.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <thread>

#include "kiosk/core/delivery/number.h"
#include "kiosk/outbox/dispatch.h"
#include "kiosk/outbox/outbox.h"
#include "tests/delivery_bench/keys.h"
#include "tests/delivery_bench/specimens.h"
#include "tests/delivery_bench/temp_folder.h"

using namespace bancheng;
using namespace bancheng::core::delivery;
using outbox::Alert;
using outbox::Dispatch;
using outbox::DispatchError;
using outbox::Outbox;
using outbox::StoreError;
namespace fs = std::filesystem;

namespace {

constexpr std::uint32_t kTerminal = 12345;

struct Bench {
  bench::TempFolder folder;
  bench::Keys keys{folder.path()};
  base::ManualClock clock{base::WallTime(base::Milliseconds(1'767'323'045'678))};
  std::vector<std::pair<Alert, std::string>> alerts;
  outbox::Place place{folder / "outbox", [this](Alert alert, const std::string& number) { alerts.emplace_back(alert, number); }, nullptr, ""};
  bench::Pages pages{5000};

  std::unique_ptr<Outbox> kiosk() { return std::move(Outbox::open(place, kTerminal, keys.sealer(), clock).value()); }
  std::unique_ptr<Dispatch> courier() { return std::move(Dispatch::open(place).value()); }
  fs::path record(const std::string& number) const { return place.directory / "blobs" / (number + ".record"); }
  fs::path set_aside(const std::string& number) const { return place.directory / "quarantine" / (number + ".record"); }
};

std::vector<std::uint8_t> read(const outbox::Sendable& sendable) {
  std::vector<std::uint8_t> bytes(sendable.size);
  REQUIRE(::pread(sendable.file.get(), bytes.data(), bytes.size(), static_cast<off_t>(sendable.offset)) == static_cast<ssize_t>(bytes.size()));
  return bytes;
}

Manifest manifest_of(const Bench& bench, Dispatch& courier, const std::string& number) {
  const auto sealed = courier.manifest(number);
  REQUIRE(sealed.has_value());
  const auto json = bench.keys.verify(bench.keys.open(read(*sealed)));
  const auto manifest = from_json(json);
  REQUIRE(manifest.has_value());
  return *manifest;
}

void spoil(const fs::path& file, std::uint64_t at) {
  std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
  stream.seekg(static_cast<std::streamoff>(at));
  const char was = static_cast<char>(stream.get());
  stream.seekp(static_cast<std::streamoff>(at));
  stream.put(static_cast<char>(was ^ 1));
}

void run_sql(const fs::path& database, const std::string& sql) {
  sqlite3* connection = nullptr;
  REQUIRE(sqlite3_open(database.c_str(), &connection) == SQLITE_OK);
  REQUIRE(sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(connection);
}

}  // namespace

TEST_CASE("an application comes out as it went in, sealed") {
  Bench bench;
  const auto kiosk = bench.kiosk();
  const Submission submission = bench::application(3);
  const auto stored = kiosk->store(submission, bench.pages);
  REQUIRE(stored.has_value());
  CHECK(parse_number(stored->number) == NumberParts{kTerminal, 1});
  CHECK(is_receipt_code(stored->receipt_code));
  CHECK(stored->stored_at == bench.clock.now().wall);

  const auto courier = bench.courier();
  const auto waiting = courier->waiting(10);
  REQUIRE(waiting->size() == 1);
  CHECK(waiting->front().parts == 4);
  const Manifest manifest = manifest_of(bench, *courier, stored->number);
  CHECK(manifest.number == stored->number);
  CHECK(manifest.receipt_code == stored->receipt_code);
  CHECK(manifest.stored_at == stored->stored_at);
  const auto& sent = std::get<SentApplication>(manifest.content);
  const auto& given = std::get<Application>(submission.content);
  CHECK(sent.card == given.card);
  CHECK(sent.answers == given.answers);
  CHECK(sent.materials == std::vector<MaterialParts>{{"photo", {0, 1, 2}}});
  CHECK(sent.signature_part == 3u);
  for (std::uint32_t index = 0; index < 4; ++index) {
    const auto part = courier->part(stored->number, index);
    REQUIRE(part.has_value());
    CHECK(part->sha256 == manifest.parts[index].sealed_sha256);
    CHECK(part->size == manifest.parts[index].sealed_size);
    const auto plain = bench.keys.open(read(*part));
    CHECK(plain.size() == manifest.parts[index].size);
    if (index < 3) {
      const auto page = bench.pages.jpeg({index + 1});
      CHECK(std::equal(plain.begin(), plain.end(), page.begin(), page.end()));
    } else {
      CHECK(std::string(plain.begin(), plain.end()).starts_with("<svg "));
    }
  }
}

TEST_CASE("help cases and surveys have no parts; a survey owes no receipt") {
  Bench bench;
  const auto kiosk = bench.kiosk();
  const auto help = kiosk->store(bench::help_case(), bench.pages).value();
  const auto survey = kiosk->store(bench::survey(help.number), bench.pages).value();
  CHECK(parse_number(survey.number)->counter == 2);
  const auto courier = bench.courier();
  CHECK(manifest_of(bench, *courier, help.number).kind() == SubmissionKind::help_case);
  CHECK(std::get<Survey>(manifest_of(bench, *courier, survey.number).content) == Survey{help.number, 4});
  const auto owed = kiosk->owed().value();
  REQUIRE(owed.size() == 1);
  CHECK(owed[0] == outbox::OwedReceipt{help.number, help.receipt_code, SubmissionKind::help_case, "elderly-card", help.stored_at, false, {.call_back = true}});
}

TEST_CASE("a supplement has its pages as parts and owes a receipt") {
  Bench bench;
  const auto kiosk = bench.kiosk();
  const std::string about = kiosk->store(bench::application(1), bench.pages)->number;
  const auto stored = kiosk->store(bench::supplement(about), bench.pages).value();
  const auto courier = bench.courier();
  const Manifest manifest = manifest_of(bench, *courier, stored.number);
  CHECK(std::get<SentSupplement>(manifest.content) == SentSupplement{about, "elderly-card", {{"photo", {0}}, {"household-register", {1, 2}}}});
  REQUIRE(manifest.parts.size() == 3);
  const auto last = bench.keys.open(read(courier->part(stored.number, 2).value()));
  const auto page = bench.pages.jpeg({3});
  CHECK(std::equal(last.begin(), last.end(), page.begin(), page.end()));
  CHECK(kiosk->owed()->back() == outbox::OwedReceipt{stored.number, stored.receipt_code, SubmissionKind::supplement, "elderly-card", stored.stored_at, false, {}});
}

TEST_CASE("the receipt owed for a supplement knows that more is to be brought, and the hall is not told so") {
  Bench bench;
  core::delivery::Submission submission = bench::supplement(make_number({10001, 1}).value());
  std::get<core::delivery::Supplement>(submission.content).more_to_follow = true;
  const auto stored = bench.kiosk()->store(submission, bench.pages).value();
  CHECK(bench.kiosk()->owed()->front().notes == core::delivery::Notes{.materials_to_follow = true});
  const auto courier = bench.courier();
  CHECK(std::get<SentSupplement>(manifest_of(bench, *courier, stored.number).content).materials.size() == 2);
}

TEST_CASE("a supplement without a page is not stored") {
  Bench bench;
  core::delivery::Submission submission = bench::supplement(make_number({10001, 1}).value());
  std::get<core::delivery::Supplement>(submission.content).materials.push_back({"third", {}});
  const auto kiosk = bench.kiosk();
  CHECK(kiosk->store(submission, bench.pages).error() == outbox::StoreError::sealing_failed);
  CHECK(kiosk->owed()->empty());
}

TEST_CASE("an owed receipt knows what it has to say, also after a restart") {
  Bench bench;
  core::delivery::Submission submission = bench::application(1);
  auto& application = std::get<core::delivery::Application>(submission.content);
  application.identified_by = core::delivery::IdentifiedBy::typed;
  application.materials.push_back({"household-register", {}});
  REQUIRE(bench.kiosk()->store(submission, bench.pages).has_value());
  CHECK(bench.kiosk()->owed()->front().notes == core::delivery::Notes{.identity_to_check = true, .materials_to_follow = true});
}

TEST_CASE("a database of version 1 is brought up, with what is owed in it") {
  Bench bench;
  const auto stored = bench.kiosk()->store(bench::help_case(), bench.pages).value();
  run_sql(bench.place.directory / "outbox.sqlite", "ALTER TABLE owed DROP COLUMN notes; PRAGMA user_version=1;");
  const auto owed = bench.kiosk()->owed();
  REQUIRE(owed->size() == 1);
  CHECK(owed->front().number == stored.number);
  CHECK(owed->front().notes == core::delivery::Notes{});
}

TEST_CASE("nothing of a person stands on the disk in clear") {
  Bench bench;
  const auto kiosk = bench.kiosk();
  REQUIRE(kiosk->store(bench::application(1), bench.pages).has_value());
  for (const auto& file : fs::recursive_directory_iterator(bench.place.directory)) {
    if (!file.is_regular_file()) continue;
    std::ifstream stream(file.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(stream)), {});
    for (const char* secret : {"931586198001010028", "证件样本", "00000000\"", "<svg"}) {
      CHECK(bytes.find(secret) == std::string::npos);
    }
    if (file.path().filename() == "outbox.sqlite-wal") CHECK(bytes.find("elderly-card") != std::string::npos);  // the search can find
  }
}

TEST_CASE("acknowledged is erased, remembered, and still told of the owed receipt") {
  Bench bench;
  const auto kiosk = bench.kiosk();
  const auto courier = bench.courier();
  const auto stored = kiosk->store(bench::application(1), bench.pages).value();
  CHECK_FALSE(kiosk->is_accepted(stored.number).value());
  REQUIRE(courier->acknowledge(stored.number, bench.clock.now().wall).has_value());
  CHECK_FALSE(fs::exists(bench.record(stored.number)));
  CHECK(courier->waiting(10)->empty());
  CHECK(kiosk->is_accepted(stored.number).value());
  CHECK(kiosk->owed()->front().accepted);
  REQUIRE(courier->acknowledge(stored.number, bench.clock.now().wall).has_value());  // again: nothing changes
  REQUIRE(kiosk->forget_owed(stored.number).has_value());
  CHECK(kiosk->owed()->empty());
  CHECK(kiosk->backlog().value() == outbox::Backlog{});
}

TEST_CASE("the backlog counts, and knows the oldest") {
  Bench bench;
  const auto kiosk = bench.kiosk();
  const auto courier = bench.courier();
  std::vector<StoredSubmission> stored;
  for (int i = 0; i < 3; ++i) {
    stored.push_back(kiosk->store(bench::help_case(), bench.pages).value());
    bench.clock.advance(base::Milliseconds{1000});
  }
  CHECK(kiosk->backlog().value() == outbox::Backlog{3, 0, 0, stored[0].stored_at});
  REQUIRE(courier->park(stored[0].number, "inconsistent").has_value());
  CHECK(courier->backlog().value() == outbox::Backlog{2, 1, 0, stored[1].stored_at});
  CHECK(bench.alerts.back() == std::pair(Alert::refused_by_hall, stored[0].number));
  CHECK(courier->waiting(10)->front().number == stored[1].number);
  CHECK(courier->find_waiting(stored[0].number).error() == DispatchError::not_there);
  CHECK(courier->release_parked().value() == 1);
  CHECK(courier->waiting(10)->front().number == stored[0].number);
}

TEST_CASE("numbers go on where they were after a restart") {
  Bench bench;
  for (std::uint32_t expected = 1; expected <= 3; ++expected) {
    CHECK(parse_number(bench.kiosk()->store(bench::help_case(), bench.pages)->number)->counter == expected);
  }
}

TEST_CASE("what cannot be sealed is not stored, and the next one is") {
  Bench bench;
  const auto kiosk = bench.kiosk();
  bench::Pages none(0), huge(kMaxPartBytes + 1);
  CHECK(kiosk->store(bench::application(1), none).error() == StoreError::sealing_failed);
  CHECK(kiosk->store(bench::application(1), huge).error() == StoreError::sealing_failed);
  CHECK(kiosk->store(bench::application(65), bench.pages).error() == StoreError::sealing_failed);
  Submission wrong = bench::help_case();
  std::get<HelpCase>(wrong.content).text = base::PersonText("\xC3");
  CHECK(kiosk->store(wrong, bench.pages).error() == StoreError::sealing_failed);
  CHECK(fs::is_empty(bench.place.directory / "blobs"));
  CHECK(kiosk->backlog()->waiting == 0);
  CHECK(kiosk->owed()->empty());
  CHECK(kiosk->store(bench::application(1), bench.pages).has_value());
}

TEST_CASE("the last number is the last") {
  Bench bench;
  bench.kiosk();
  run_sql(bench.place.directory / "outbox.sqlite", "INSERT INTO counters VALUES(12345, 9999998)");
  const auto kiosk = bench.kiosk();
  CHECK(kiosk->store(bench::help_case(), bench.pages).has_value());
  CHECK(kiosk->store(bench::help_case(), bench.pages).error() == StoreError::numbers_exhausted);
}

TEST_CASE("a damaged record is set aside with an alert, all others go on") {
  Bench bench;
  const auto kiosk = bench.kiosk();
  const auto courier = bench.courier();
  std::vector<std::string> numbers;
  for (int i = 0; i < 5; ++i) numbers.push_back(kiosk->store(bench::application(1), bench.pages)->number);
  spoil(bench.record(numbers[0]), 20);                                       // the head
  spoil(bench.record(numbers[1]), fs::file_size(bench.record(numbers[1])) - 5);  // the manifest
  fs::resize_file(bench.record(numbers[2]), fs::file_size(bench.record(numbers[2])) - 1);
  fs::remove(bench.record(numbers[3]));
  CHECK(courier->part(numbers[0], 0).error() == DispatchError::damaged);
  CHECK(courier->part(numbers[1], 0).has_value());
  CHECK(courier->manifest(numbers[1]).error() == DispatchError::damaged);
  CHECK(courier->part(numbers[2], 0).error() == DispatchError::damaged);
  CHECK(courier->part(numbers[3], 0).error() == DispatchError::damaged);
  CHECK(bench.alerts.size() == 4);
  const auto waiting = courier->waiting(10).value();
  REQUIRE(waiting.size() == 1);
  CHECK(waiting[0].number == numbers[4]);
  CHECK(courier->backlog()->damaged == 4);
  CHECK(fs::exists(bench.set_aside(numbers[0])));
  CHECK(kiosk->owed()->size() == 4);  // of the one that is nowhere no receipt is owed
}

TEST_CASE("a record that the disk does not give now is not set aside") {
  Bench bench;
  const std::string number = bench.kiosk()->store(bench::application(1), bench.pages)->number;
  const auto courier = bench.courier();
  // A folder opens and cannot be read: an error of read() for root too.
  fs::rename(bench.record(number), bench.folder / "away");
  fs::create_directory(bench.record(number));
  CHECK(courier->part(number, 0).error() == DispatchError::unreadable);
  CHECK(courier->manifest(number).error() == DispatchError::unreadable);
  CHECK(bench.alerts.empty());
  CHECK(courier->backlog()->waiting == 1);
  fs::remove(bench.record(number));
  fs::rename(bench.folder / "away", bench.record(number));
  CHECK(courier->part(number, 0).has_value());
}

TEST_CASE("what was parked is released, and of what was set aside what reads well again") {
  Bench bench;
  const auto kiosk = bench.kiosk();
  const auto courier = bench.courier();
  std::vector<std::string> numbers;
  for (int i = 0; i < 5; ++i) numbers.push_back(kiosk->store(bench::application(1), bench.pages)->number);
  REQUIRE(courier->park(numbers[0], "inconsistent").has_value());
  for (int i = 1; i < 5; ++i) {
    const fs::path record = bench.record(numbers[static_cast<std::size_t>(i)]);
    spoil(record, fs::file_size(record) - 5);
    CHECK(courier->manifest(numbers[static_cast<std::size_t>(i)]).error() == DispatchError::damaged);
  }
  spoil(bench.set_aside(numbers[1]), fs::file_size(bench.set_aside(numbers[1])) - 5);  // mends it
  spoil(bench.set_aside(numbers[2]), fs::file_size(bench.set_aside(numbers[2])) - 5);
  fs::rename(bench.set_aside(numbers[2]), bench.record(numbers[2]));  // as after a crash in the middle
  fs::remove(bench.set_aside(numbers[4]));
  CHECK(courier->release_parked().value() == 3);
  const auto waiting = courier->waiting(10).value();
  REQUIRE(waiting.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(waiting[i].number == numbers[i]);
    CHECK(courier->manifest(numbers[i]).has_value());
  }
  CHECK(courier->backlog()->damaged == 2);
  CHECK(fs::exists(bench.set_aside(numbers[3])));
  CHECK(courier->release_parked().value() == 0);
}

TEST_CASE("a start tidies what a crash left, and never gives the number of an orphan") {
  Bench bench;
  const std::string stored = bench.kiosk()->store(bench::help_case(), bench.pages)->number;
  const std::string orphan = make_number({kTerminal, 7}).value();
  std::ofstream(bench.place.directory / "blobs" / (orphan + ".tmp")) << "half";
  fs::copy_file(bench.record(stored), bench.record(orphan));
  const auto kiosk = bench.kiosk();
  CHECK_FALSE(fs::exists(bench.place.directory / "blobs" / (orphan + ".tmp")));
  CHECK(fs::exists(bench.record(stored)));
  CHECK(fs::exists(bench.set_aside(orphan)));
  CHECK(bench.alerts == std::vector<std::pair<Alert, std::string>>{{Alert::orphan_set_aside, orphan}});
  CHECK(parse_number(kiosk->store(bench::help_case(), bench.pages)->number)->counter == 8);
}

TEST_CASE("a lost or damaged database is made anew from the records, and no number comes twice") {
  Bench bench;
  std::vector<std::string> numbers;
  {
    const auto kiosk = bench.kiosk();
    const auto courier = bench.courier();
    for (int i = 0; i < 3; ++i) numbers.push_back(kiosk->store(bench::application(1), bench.pages)->number);
    REQUIRE(courier->acknowledge(numbers[2], bench.clock.now().wall).has_value());
  }
  const fs::path database = bench.place.directory / "outbox.sqlite";
  SUBCASE("overwritten") { std::ofstream(database) << "this was a database once, and now it is a text of some length......"; }
  SUBCASE("one page spoiled") {
    std::fstream stream(database, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(4096);
    stream << std::string(4096, 'x');
  }
  SUBCASE("cut short") { fs::resize_file(database, 4096); }
  const auto kiosk = bench.kiosk();
  CHECK(bench.alerts.back().first == Alert::database_rebuilt);
  const auto courier = bench.courier();
  auto waiting = courier->waiting(10).value();
  std::sort(waiting.begin(), waiting.end(), [](const Waiting& a, const Waiting& b) { return a.number < b.number; });
  REQUIRE(waiting.size() == 2);
  CHECK(waiting[0].number == numbers[0]);
  CHECK(waiting[0].parts == 2);
  CHECK(waiting[1].number == numbers[1]);
  CHECK(parse_number(kiosk->store(bench::help_case(), bench.pages)->number)->counter > 3);
  CHECK(fs::exists(bench.place.directory / "quarantine" / "outbox.sqlite.1"));
}

TEST_CASE("a courier notices that the database was replaced") {
  Bench bench;
  bench.kiosk();
  const auto courier = bench.courier();
  CHECK(courier->waiting(1).has_value());
  fs::rename(bench.place.directory / "outbox.sqlite", bench.place.directory / "old.sqlite");
  CHECK(courier->waiting(1).error() == DispatchError::disk_failed);
}

TEST_CASE("what was acknowledged but not erased before a crash is erased at the next start") {
  Bench bench;
  const auto stored = bench.kiosk()->store(bench::application(1), bench.pages).value();
  run_sql(bench.place.directory / "outbox.sqlite", "UPDATE queue SET state=1; INSERT INTO accepted(number, at) VALUES('" + stored.number + "', 0)");
  CHECK(fs::exists(bench.record(stored.number)));
  const auto courier = bench.courier();
  CHECK_FALSE(fs::exists(bench.record(stored.number)));
  CHECK(courier->is_accepted(stored.number).value());
}

TEST_CASE("kiosk and courier work on one outbox at the same time") {
  Bench bench;
  constexpr std::size_t kCount = 40;
  const auto kiosk = bench.kiosk();
  std::vector<std::string> delivered;
  std::thread courier_thread([&] {
    const auto courier = bench.courier();
    while (delivered.size() < kCount) {
      const auto waiting = courier->waiting(5);
      if (!waiting) break;
      for (const Waiting& one : *waiting) {
        if (!courier->manifest(one.number) || !courier->acknowledge(one.number, base::WallTime{})) return;
        delivered.push_back(one.number);
      }
      std::this_thread::yield();
    }
  });
  std::vector<std::string> stored;
  for (std::size_t i = 0; i < kCount; ++i) {
    const auto one = kiosk->store(bench::help_case(), bench.pages);
    if (one) stored.push_back(one->number);
  }
  courier_thread.join();
  CHECK(stored.size() == kCount);
  CHECK(delivered == stored);
  CHECK(kiosk->backlog()->waiting == 0);
}

TEST_CASE("100,000 that wait are no burden at start") {
  Bench bench;
  bench.kiosk();
  run_sql(bench.place.directory / "outbox.sqlite",
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<100000) "
          "INSERT INTO queue(number, kind, parts, stored_at) SELECT printf('%013d', i), 'help_case', 0, i FROM n");
  const auto before = std::chrono::steady_clock::now();
  const auto kiosk = bench.kiosk();
  const auto courier = bench.courier();
  CHECK(kiosk->backlog()->waiting == 100'000);
  CHECK(courier->waiting(65)->size() == 65);
  MESSAGE("start with 100,000 rows: ",
          std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - before).count(), " ms");
}

TEST_CASE("how long storing four pages of 500 KB takes") {
  Bench bench;
  bench::Pages pages(500'000);
  const auto kiosk = bench.kiosk();
  REQUIRE(kiosk->store(bench::application(4), pages).has_value());
  std::vector<std::int64_t> took;
  for (int i = 0; i < 9; ++i) {
    const auto before = std::chrono::steady_clock::now();
    REQUIRE(kiosk->store(bench::application(4), pages).has_value());
    took.push_back(std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - before).count());
  }
  std::sort(took.begin(), took.end());
  MESSAGE("4 pages, 2 MB: median ", took[4], " us, longest ", took[8], " us, syncs of this disk included");
}
