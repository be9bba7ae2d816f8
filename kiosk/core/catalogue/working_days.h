// Working days by the State Council's calendar with its make-up days. The calendar is data: config/calendar, one file
// a year. Years without a file count Monday to Friday, and what reaches into them is marked as estimated.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/core/catalogue/source.h"

namespace bancheng::core::catalogue {

using Date = std::chrono::year_month_day;

struct Deadline {
  Date date{};
  bool estimated = false;  ///< reaches beyond the years on file
  friend bool operator==(const Deadline&, const Deadline&) = default;
};

/// One year as the State Council's notice arranges it; every other day is as its weekday.
struct CalendarYear {
  std::chrono::year year{};
  std::set<Date> holidays;
  std::set<Date> make_up_days;  ///< Saturdays and Sundays that are worked
};

/// Immutable. Without years everything is estimated.
class WorkingDays {
 public:
  WorkingDays() = default;
  explicit WorkingDays(std::map<std::chrono::year, CalendarYear> years) : years_(std::move(years)) {}

  [[nodiscard]] bool is_working_day(Date date) const;
  /// The last day of `days` working days, counted from the day after `start` (Civil Code, article 201). 0 days: `start`
  /// itself, or the next working day when it is none.
  [[nodiscard]] Deadline after(Date start, int days) const;

 private:
  std::map<std::chrono::year, CalendarYear> years_;
};

/// Each source holds one year: `year`, `holidays` (a list of {name, from, to}), `working_days` (a list of make-up
/// days). Strict; all complaints at once, each with file and line. The whole calendar is refused when one file has a
/// complaint.
[[nodiscard]] base::Result<WorkingDays, std::vector<base::Complaint>> load_working_days(
    const std::vector<Source>& sources);

/// "2026-01-02"; nothing for anything else.
[[nodiscard]] std::optional<Date> read_date(std::string_view text);
[[nodiscard]] std::string date_text(Date date);

}  // namespace bancheng::core::catalogue
