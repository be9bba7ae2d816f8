// Dates as identity documents write them.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace bancheng::core::identity {

/// Nothing unless `yyyymmdd` is eight digits that name a day of the calendar.
[[nodiscard]] std::optional<std::chrono::year_month_day> parse_date(std::string_view yyyymmdd);

}  // namespace bancheng::core::identity
