#include <doctest/doctest.h>

#include <fstream>

#include "hall_process.h"
#include "tools/hall/working_days.h"

using bancheng::hall::Date;
using bancheng::hall::Deadline;
using bancheng::hall::read_date;
using bancheng::hall::WorkingDays;

namespace {

Date day(const char* text) { return read_date(text).value(); }

WorkingDays published() {
  auto calendar = WorkingDays::load(BANCHENG_SOURCE_DIR "/config/calendar");
  REQUIRE(calendar);
  return std::move(*calendar);
}

}  // namespace

TEST_CASE("working days of 2026 follow the published holidays and make-up days") {
  const WorkingDays calendar = published();
  CHECK_FALSE(calendar.is_working_day(day("2026-02-16")));  // a Monday in the Spring Festival
  CHECK(calendar.is_working_day(day("2026-02-14")));        // a Saturday that is worked
  CHECK(calendar.is_working_day(day("2026-02-28")));
  CHECK_FALSE(calendar.is_working_day(day("2026-03-01")));  // a plain Sunday
  CHECK(calendar.is_working_day(day("2026-03-02")));
  CHECK(calendar.is_working_day(day("2026-09-20")));
  CHECK_FALSE(calendar.is_working_day(day("2026-10-07")));
}

TEST_CASE("a deadline counts from the next day, over holidays and make-up days") {
  const WorkingDays calendar = published();
  CHECK(calendar.after(day("2026-03-02"), 5) == Deadline{day("2026-03-09"), false});
  CHECK(calendar.after(day("2026-02-13"), 5) == Deadline{day("2026-02-27"), false});   // 14, 24, 25, 26, 27
  CHECK(calendar.after(day("2026-09-30"), 1) == Deadline{day("2026-10-08"), false});
  CHECK(calendar.after(day("2026-03-02"), 0) == Deadline{day("2026-03-02"), false});
  CHECK(calendar.after(day("2026-10-01"), 0) == Deadline{day("2026-10-08"), false});
}

TEST_CASE("a deadline beyond the published calendar is marked as estimated") {
  const WorkingDays calendar = published();
  CHECK(calendar.after(day("2026-12-30"), 1) == Deadline{day("2026-12-31"), false});
  CHECK(calendar.after(day("2026-12-30"), 2) == Deadline{day("2027-01-01"), true});
  CHECK(calendar.after(day("2031-05-02"), 1) == Deadline{day("2031-05-05"), true});
}

TEST_CASE("a calendar with a mistake is refused with its line") {
  for (const char* text : {"year: 2026\nholidays:\n  - {name: x, from: 2026-02-30, to: 2026-03-01}\n", "year: 2026\nworking_days: [2025-01-04]\n",
                           "year: [\n", "holidays: []\n"}) {
    const hall_test::TemporaryFolder folder;
    std::ofstream(folder.path() / "2026.yaml") << text;
    const auto calendar = WorkingDays::load(folder.path());
    REQUIRE_FALSE(calendar);
    CHECK(calendar.error().where.find("2026.yaml:") != std::string::npos);
  }
}

TEST_CASE("dates are read strictly") {
  for (const char* text : {"2026-02-29", "2026-13-01", "2026-1-01", "20260101", "2026-01-01x", "2026-01--1", ""}) CHECK_FALSE(read_date(text));
  CHECK(bancheng::hall::to_text(day("2028-02-29")) == "2028-02-29");
}
