#include "kiosk/core/catalogue/working_days.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "kiosk/core/catalogue/yaml_reader.h"

namespace bancheng::core::catalogue {
namespace {

using base::Complaint;
using Complaints = std::vector<Complaint>;
using std::chrono::days;
using std::chrono::sys_days;

constexpr days kLongestHoliday{31};

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool is_weekend(Date date) {
  const std::chrono::weekday weekday{sys_days(date)};
  return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

std::optional<Date> date_of(std::chrono::year year, const std::string& text) {
  const auto date = read_date(text);
  return date && date->year() == year ? date : std::nullopt;
}

std::string expected_date(std::chrono::year year) {
  return fmt::format("expected a date of {0} such as {0}-01-31", static_cast<int>(year));
}

std::optional<Date> take_date(YamlReader& reader, const std::string& key, std::chrono::year year) {
  const auto date = date_of(year, reader.required_text(key));
  if (!date && reader.has(key)) reader.complain(fmt::format("'{}': {}", key, expected_date(year)));
  return date;
}

void take_holiday(YamlReader reader, CalendarYear& calendar) {
  (void)reader.required_text("name");
  const auto from = take_date(reader, "from", calendar.year);
  const auto to = take_date(reader, "to", calendar.year);
  reader.finish();
  if (!from || !to) return;
  if (*to < *from || sys_days(*to) - sys_days(*from) >= kLongestHoliday) {
    return reader.complain(fmt::format("a holiday lasts from 1 to {} days", kLongestHoliday.count()));
  }
  for (sys_days day(*from); day <= sys_days(*to); day += days(1)) calendar.holidays.insert(day);
}

/// What is wrong with a make-up day; empty when nothing is.
std::string take_make_up_day(const std::string& text, CalendarYear& calendar) {
  const auto date = date_of(calendar.year, text);
  if (!date) return expected_date(calendar.year);
  if (!is_weekend(*date)) return fmt::format("{} is no Saturday or Sunday: it is a working day anyway", text);
  if (calendar.holidays.contains(*date)) return fmt::format("{} is in a holiday", text);
  calendar.make_up_days.insert(*date);
  return {};
}

CalendarYear read_year(YamlReader& reader) {
  CalendarYear calendar;
  constexpr int kNone = 0;
  if (!reader.has("year")) reader.complain("'year' is missing");
  const int year = reader.number("year", kNone, 2000, 2999);
  if (year == kNone) return calendar;  // without it no date can be judged
  calendar.year = std::chrono::year(year);
  for (YamlReader& holiday : reader.list("holidays")) take_holiday(holiday, calendar);
  reader.each_text("working_days", [&](const std::string& text) { return take_make_up_day(text, calendar); });
  reader.finish();
  return calendar;
}

std::optional<CalendarYear> load_year(const Source& source, Complaints& complaints) {
  const std::size_t before = complaints.size();
  try {
    YamlReader reader(source.file, YAML::Load(source.text), complaints);
    CalendarYear calendar = read_year(reader);
    if (complaints.size() == before) return calendar;
  } catch (const YAML::Exception& error) {
    complaints.push_back({fmt::format("{}:{}", source.file, error.mark.line + 1), error.msg});
  }
  return std::nullopt;
}

}  // namespace

bool WorkingDays::is_working_day(Date date) const {
  const auto known = years_.find(date.year());
  if (known == years_.end()) return !is_weekend(date);
  if (known->second.make_up_days.contains(date)) return true;
  return !is_weekend(date) && !known->second.holidays.contains(date);
}

Deadline WorkingDays::after(Date start, int working_days) const {
  sys_days day(start);
  bool known = years_.contains(start.year());
  const auto advance = [&] {
    day += days(1);
    known = known && years_.contains(Date(day).year());
  };
  for (int left = working_days; left > 0;) {
    advance();
    if (is_working_day(day)) --left;
  }
  while (!is_working_day(day)) advance();
  return {day, !known};
}

base::Result<WorkingDays, Complaints> load_working_days(const std::vector<Source>& sources) {
  std::map<std::chrono::year, CalendarYear> years;
  Complaints complaints;
  for (const Source& source : sources) {
    auto calendar = load_year(source, complaints);
    if (!calendar) continue;
    const std::chrono::year year = calendar->year;
    if (!years.emplace(year, std::move(*calendar)).second) {
      complaints.push_back(
          {source.file, fmt::format("the year {} stands in another file too", static_cast<int>(year))});
    }
  }
  if (!complaints.empty()) return base::failure(std::move(complaints));
  return WorkingDays(std::move(years));
}

std::optional<Date> read_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4)), month = digits(text.substr(5, 2)), day = digits(text.substr(8, 2));
  if (!year || !month || !day || *month < 0 || *day < 0) return std::nullopt;
  const Date date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                  std::chrono::day(static_cast<unsigned>(*day))};
  return date.ok() ? std::optional(date) : std::nullopt;
}

std::string date_text(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

}  // namespace bancheng::core::catalogue
