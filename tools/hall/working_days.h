// Working days by the State Council's calendar with its make-up days. The calendar is data: config/calendar/<year>.yaml.
// Years without a file count Monday to Friday, and what reaches into them is marked as estimated.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "kiosk/base/result.h"

namespace bancheng::hall {

using Date = std::chrono::year_month_day;

struct Deadline {
  Date date{};
  bool estimated = false;
  friend bool operator==(const Deadline&, const Deadline&) = default;
};

/// Immutable once loaded.
class WorkingDays {
 public:
  /// Reads every <year>.yaml of the folder: `year`, `holidays` (a list of {name, from, to}), `working_days` (a list of dates).
  [[nodiscard]] static base::Result<WorkingDays, base::Complaint> load(const std::filesystem::path& folder);

  [[nodiscard]] bool is_working_day(Date date) const;
  /// The last day of `days` working days, counted from the day after `start` (Civil Code, article 201). 0 days: `start`
  /// itself, or the next working day when it is none.
  [[nodiscard]] Deadline after(Date start, int days) const;

 private:
  [[nodiscard]] base::Result<void, base::Complaint> read(const std::filesystem::path& file);

  std::set<std::chrono::year> known_years_;
  std::set<Date> holidays_;
  std::set<Date> make_up_days_;
};

/// "2026-01-02"; nothing for anything else.
[[nodiscard]] std::optional<Date> read_date(std::string_view text);
[[nodiscard]] std::string to_text(Date date);

}  // namespace bancheng::hall
