#include <doctest/doctest.h>

#include <atomic>
#include <fstream>
#include <mutex>

#include "kiosk/base/durable_file.h"
#include "kiosk/bundle/content.h"
#include "kiosk/bundle/folder.h"
#include "kiosk/courier/catalogue_fetcher.h"
#include "kiosk/outbox/hash.h"
#include "tests/delivery_bench/eventually.h"
#include "tests/delivery_bench/keys.h"
#include "tests/delivery_bench/temp_folder.h"
#include "tests/delivery_bench/tls_server.h"

using namespace bancheng;
using bench::eventually;
using bench::Reply;
using bench::Request;
using courier::CatalogueFetcher;

namespace {

std::string etag_of(const std::string& bytes) {
  return "\"" + core::delivery::to_hex(outbox::sha256({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()})) + "\"";
}

// A hall that has a bundle, or misbehaves.
struct Bench {
  static constexpr base::Milliseconds kEvery{600'000};

  bench::TempFolder folder;
  bench::Keys keys{folder.path()};
  base::ManualClock clock{base::WallTime{}};
  std::mutex mutex;
  std::string bundle = "the first";          // under the mutex, like the next three
  std::optional<Reply> instead;
  std::string wrong_etag;
  int asked = 0;
  std::atomic<int> offered{0};
  bench::TlsServer server{keys, [this](const Request& request) { return answer(request); }};
  std::filesystem::path file = folder.path() / "catalogue" / bundle::kOfferedFile;
  std::unique_ptr<CatalogueFetcher> fetcher;

  Reply answer(const Request& request) {
    const std::lock_guard lock(mutex);
    ++asked;
    if (instead) return *instead;
    const std::string etag = wrong_etag.empty() ? etag_of(bundle) : wrong_etag;
    const auto held = request.headers.find("if-none-match");
    if (held != request.headers.end() && held->second == etag) return {.status = 304, .content_type = ""};
    return {.body = bundle, .content_type = "application/cms", .headers = {"ETag: " + etag}};
  }
  void start() {
    const net::HallAddress address{server.url(), keys.pem("ca"), keys.pem("terminal"), keys.key("terminal")};
    fetcher = std::move(CatalogueFetcher::open(address, {file.parent_path(), kEvery}, clock, [this] { ++offered; }).value());
  }
  void publish(const std::string& bytes) {
    const std::lock_guard lock(mutex);
    bundle = bytes;
    wrong_etag.clear();
    instead.reset();
  }
  void misbehave(const Reply& reply) {
    const std::lock_guard lock(mutex);
    instead = reply;
  }
  int questions() {
    const std::lock_guard lock(mutex);
    return asked;
  }
  // Moves the clock until the hall was asked once more; how far.
  base::Milliseconds until_asked() {
    const int before = questions();
    base::Milliseconds moved{0};
    while (questions() == before && moved < 10 * kEvery) {
      clock.advance(base::Milliseconds(500));
      moved += base::Milliseconds(500);
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return moved;
  }
  [[nodiscard]] bool lies_there(const std::string& bytes) const {
    return eventually([&] { return base::read_file(file, bundle::kLargestBundle).value_or("") == bytes; });
  }
};

}  // namespace

TEST_CASE("the bundle is fetched at the start, put there whole and told; again only when it has changed") {
  Bench bench;
  bench.start();
  CHECK(bench.until_asked() <= CatalogueFetcher::kSoon + base::Milliseconds(30'000));
  CHECK(bench.lies_there("the first"));
  CHECK(eventually([&] { return bench.offered == 1; }));
  std::ignore = bench.until_asked();  // 304
  bench.publish("the second");
  std::ignore = bench.until_asked();
  CHECK(bench.lies_there("the second"));
  CHECK(eventually([&] { return bench.offered == 2; }));
  CHECK_FALSE(std::filesystem::exists(bench.file.string() + ".new"));
}

TEST_CASE("what lay there before is told at once, and is not fetched again") {
  Bench bench;
  std::filesystem::create_directories(bench.file.parent_path());
  REQUIRE(base::replace_file(bench.file, "the first"));
  bench.start();
  CHECK(eventually([&] { return bench.offered == 1; }));
  std::ignore = bench.until_asked();
  std::ignore = bench.until_asked();
  CHECK(bench.offered == 1);
  CHECK(bench.lies_there("the first"));
}

TEST_CASE("whatever else is answered, what lies there stays, and the hall is asked again") {
  Bench bench;
  bench.start();
  std::ignore = bench.until_asked();
  REQUIRE(bench.lies_there("the first"));
  for (const Reply& reply : {Reply{.status = 404, .body = R"({"error":"no_catalogue","message":"m"})"}, Reply{.status = 503, .body = R"({"error":"draining","message":"m"})"},
                             Reply{.body = "<html>", .content_type = "text/html"}, Reply{.trick = Reply::Trick::hang_up},
                             Reply{.body = "other bytes", .content_type = "application/cms", .headers = {"ETag: " + etag_of("these bytes")}}}) {
    bench.misbehave(reply);
    std::ignore = bench.until_asked();
  }
  std::ignore = bench.until_asked();
  CHECK(bench.lies_there("the first"));
  CHECK(bench.offered == 1);
  bench.publish("the second");
  std::ignore = bench.until_asked();
  CHECK(bench.lies_there("the second"));
}

TEST_CASE("after a reconnection the hall is asked soon, not only when the time has come") {
  Bench bench;
  bench.start();
  std::ignore = bench.until_asked();
  REQUIRE(bench.lies_there("the first"));
  bench.publish("the second");
  const int before = bench.questions();
  bench.clock.advance(CatalogueFetcher::kSoon);
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  CHECK(bench.questions() == before);
  bench.fetcher->ask_soon();
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  bench.clock.advance(CatalogueFetcher::kSoon);
  CHECK(bench.lies_there("the second"));
}

TEST_CASE("a folder that cannot be written costs nothing but the bundle") {
  Bench bench;
  std::ofstream(bench.file.parent_path()) << "a file where the folder should be";
  bench.start();
  std::ignore = bench.until_asked();
  std::ignore = bench.until_asked();
  CHECK(bench.offered == 0);
  std::filesystem::remove(bench.file.parent_path());
  std::filesystem::create_directories(bench.file.parent_path());
  std::ignore = bench.until_asked();
  CHECK(bench.lies_there("the first"));
}
