#include "kiosk/core/catalogue/working_days.h"

#include <doctest/doctest.h>

#include "kiosk/base/text_files.h"

using namespace bancheng::core::catalogue;

namespace {

Date day(const char* text) { return read_date(text).value(); }

WorkingDays published() {
  const auto files = bancheng::base::read_text_files(BANCHENG_SOURCE_DIR "/config/calendar", ".yaml");
  REQUIRE(files);
  auto calendar = load_working_days(*files);
  REQUIRE(calendar);
  return std::move(*calendar);
}

/// The complaints about a file of this text, each "line: what".
std::vector<std::string> complaints(const std::string& text) {
  const auto calendar = load_working_days({{"2026.yaml", text}});
  std::vector<std::string> said;
  if (!calendar) {
    for (const auto& complaint : calendar.error()) said.push_back(complaint.where.substr(10) + ": " + complaint.what);
  }
  return said;
}

using Said = std::vector<std::string>;

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
  CHECK(calendar.after(day("2026-02-13"), 5) == Deadline{day("2026-02-27"), false});  // 14, 24, 25, 26, 27
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

TEST_CASE("without a calendar Monday to Friday count, and everything is estimated") {
  const auto empty = load_working_days({});
  REQUIRE(empty);
  CHECK(empty->after(day("2026-02-13"), 1) == Deadline{day("2026-02-16"), true});
  CHECK(WorkingDays().after(day("2026-02-13"), 1) == empty->after(day("2026-02-13"), 1));
}

TEST_CASE("every mistake of a calendar is named with its line") {
  const std::string year = "year: 2026\n";
  const std::string range = ": a holiday lasts from 1 to 31 days";
  const auto holiday = [&](const std::string& what) {
    return complaints(year + "holidays:\n  - {name: x, " + what + "}\n");
  };
  CHECK(holiday("from: 2026-01-01, to: 2026-01-31").empty());
  CHECK(holiday("from: 2026-02-30, to: 2026-03-01") == Said{"3: 'from': expected a date of 2026 such as 2026-01-31"});
  CHECK(holiday("from: 2026-12-31, to: 2027-01-02") == Said{"3: 'to': expected a date of 2026 such as 2026-01-31"});
  CHECK(holiday("from: 2026-01-02, to: 2026-01-01") == Said{"3" + range});
  CHECK(holiday("from: 2026-01-01, to: 2026-02-01") == Said{"3" + range});
  CHECK(holiday("from: 2026-01-01") == Said{"3: 'to' is missing"});
  CHECK(holiday("from: 2026-01-01, to: 2026-01-01, off: 1") == Said{"3: 'off' is not a known key here"});

  CHECK(complaints(year + "working_days:\n  - 2026-01-04\n  - 2025-01-04\n  - 2026-01-05\n") ==
        Said{"4: expected a date of 2026 such as 2026-01-31",
             "5: 2026-01-05 is no Saturday or Sunday: it is a working day anyway"});
  CHECK(complaints(year + "holidays:\n  - {name: x, from: 2026-01-01, to: 2026-01-03}\nworking_days: [2026-01-03]\n") ==
        Said{"4: 2026-01-03 is in a holiday"});
  CHECK(complaints(year + "working_days: 2026-01-04\n") == Said{"2: 'working_days' must be a list"});

  CHECK(complaints("holidays: []\n").front() == "1: 'year' is missing");
  CHECK(complaints("year: soon\n") == Said{"1: 'year' must be a whole number from 2000 to 2999"});
  CHECK(complaints("- 2026\n").front() == "1: expected a mapping of keys");
  CHECK(complaints("year: [\n").size() == 1);
}

TEST_CASE("all mistakes of all files at once; a year stands in one file") {
  const auto twice =
      load_working_days({{"a.yaml", "year: 2026\n"}, {"b.yaml", "year: 2026\n"}, {"c.yaml", "year: x\n"}});
  REQUIRE_FALSE(twice);
  REQUIRE(twice.error().size() == 2);
  CHECK(twice.error()[0].where == "b.yaml");
  CHECK(twice.error()[1].where == "c.yaml:1");
}

TEST_CASE("dates are read strictly") {
  for (const char* text : {"2026-02-29", "2026-13-01", "2026-1-01", "20260101", "2026-01-01x", "2026-01--1", ""})
    CHECK_FALSE(read_date(text));
  CHECK(date_text(day("2028-02-29")) == "2028-02-29");
}
