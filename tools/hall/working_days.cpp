#include "tools/hall/working_days.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace bancheng::hall {
namespace {

constexpr int kLongestHoliday = 31;

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Date> date_in(const YAML::Node& node) { return node.IsScalar() ? read_date(node.Scalar()) : std::nullopt; }

}  // namespace

base::Result<WorkingDays, base::Complaint> WorkingDays::load(const std::filesystem::path& folder) {
  WorkingDays calendar;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() != ".yaml") continue;
    if (const auto read = calendar.read(entry.path()); !read) return base::failure(read.error());
  }
  if (error) return base::failure(base::Complaint{folder.string(), "cannot be read"});
  return calendar;
}

base::Result<void, base::Complaint> WorkingDays::read(const std::filesystem::path& file) try {
  const YAML::Node root = YAML::LoadFile(file.string());
  const auto complain = [&](const YAML::Node& node, const char* what) {
    return base::failure(base::Complaint{fmt::format("{}:{}", file.string(), node.Mark().line + 1), what});
  };
  const std::chrono::year year{root["year"].as<int>()};
  for (const YAML::Node& holiday : root["holidays"]) {
    const auto from = date_in(holiday["from"]), to = date_in(holiday["to"]);
    if (!from || !to || from->year() != year || to->year() != year || *to < *from) return complain(holiday, "a holiday has from and to, dates of the year");
    if (std::chrono::sys_days(*to) - std::chrono::sys_days(*from) > std::chrono::days(kLongestHoliday))
      return complain(holiday, "a holiday is no longer than a month");
    for (std::chrono::sys_days day(*from); day <= std::chrono::sys_days(*to); day += std::chrono::days(1)) holidays_.insert(Date(day));
  }
  for (const YAML::Node& node : root["working_days"]) {
    const auto date = date_in(node);
    if (!date || date->year() != year) return complain(node, "a working day is a date of the year");
    make_up_days_.insert(*date);
  }
  known_years_.insert(year);
  return {};
} catch (const YAML::Exception& problem) {
  return base::failure(base::Complaint{fmt::format("{}:{}", file.string(), problem.mark.line + 1), problem.msg});
}

bool WorkingDays::is_working_day(Date date) const {
  if (make_up_days_.contains(date)) return true;
  if (holidays_.contains(date)) return false;
  const std::chrono::weekday weekday{std::chrono::sys_days(date)};
  return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday;
}

Deadline WorkingDays::after(Date start, int days) const {
  std::chrono::sys_days day(start);
  bool known = known_years_.contains(start.year());
  int left = days;
  const auto advance = [&] {
    day += std::chrono::days(1);
    known = known && known_years_.contains(Date(day).year());
  };
  while (left > 0) {
    advance();
    if (is_working_day(Date(day))) --left;
  }
  while (!is_working_day(Date(day))) advance();
  return {Date(day), !known};
}

std::optional<Date> read_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4)), month = digits(text.substr(5, 2)), day = digits(text.substr(8, 2));
  if (!year || !month || !day || *month < 0 || *day < 0) return std::nullopt;
  const Date date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)), std::chrono::day(static_cast<unsigned>(*day))};
  return date.ok() ? std::optional(date) : std::nullopt;
}

std::string to_text(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace bancheng::hall
