// What people come for now, by the counts of the last thirty days.
#include <doctest/doctest.h>
#include <unistd.h>

#include <fstream>

#include "kiosk/app/usage.h"

using namespace bancheng;
using namespace std::chrono_literals;
using Ids = std::vector<std::string>;

namespace {

struct Folder {
  std::filesystem::path path = std::filesystem::temp_directory_path() / ("bancheng-usage-" + std::to_string(getpid()));
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
};

constexpr std::chrono::sys_days kToday{std::chrono::year(2026) / 11 / 27};

void count(app::Usage& usage, const char* item, int times, std::chrono::sys_days day) {
  for (int i = 0; i < times; ++i) usage.count(item, day);
}

}  // namespace

TEST_CASE("most often chosen first, over a restart, for thirty days") {
  const Folder folder;
  const auto file = folder.path / "usage.json";
  {
    app::Usage usage(file);
    CHECK(usage.most_used(kToday).empty());
    count(usage, "a", 3, kToday - std::chrono::days(29));
    count(usage, "b", 5, kToday);
    count(usage, "c", 2, kToday);   // too few to be a sign
    count(usage, "d", 9, kToday - std::chrono::days(30));
    CHECK(usage.most_used(kToday) == Ids{"b", "a"});
    usage.save(kToday);
  }
  app::Usage usage(file);
  CHECK(usage.most_used(kToday) == Ids{"b", "a"});
  CHECK(usage.most_used(kToday + std::chrono::days(1)) == Ids{"b"});
  CHECK_FALSE(std::filesystem::exists(file.string() + ".new"));
}

TEST_CASE("a file that is none, or none at all, counts nothing and breaks nothing") {
  const Folder folder;
  const auto file = folder.path / "usage.json";
  for (const char* text : {"", "{", "[]", "{\"yesterday\":{}}", "{\"2026-11-27\":{\"a\":-1}}", "{\"2026-11-27\":3}"}) {
    std::ofstream(file) << text;
    app::Usage usage(file);
    CHECK(usage.most_used(kToday).empty());
    count(usage, "a", 3, kToday);
    CHECK(usage.most_used(kToday) == Ids{"a"});
  }
  app::Usage nowhere({});
  count(nowhere, "a", 3, kToday);
  nowhere.save(kToday);
  CHECK(nowhere.most_used(kToday).empty());
  app::Usage unwritable(folder.path / "no" / "such" / "folder.json");
  count(unwritable, "a", 3, kToday);
  unwritable.save(kToday);
  CHECK(unwritable.most_used(kToday) == Ids{"a"});
}
