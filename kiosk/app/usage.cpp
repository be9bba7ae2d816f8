#include "kiosk/app/usage.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

#include "kiosk/base/durable_file.h"
#include "kiosk/base/log.h"
#include "kiosk/core/catalogue/working_days.h"

namespace bancheng::app {
namespace {

using core::catalogue::date_text;
using core::catalogue::read_date;
using Days = std::map<std::chrono::sys_days, std::map<std::string, std::uint32_t>>;

Days read(const std::filesystem::path& file) {
  Days days;
  std::ifstream in(file);
  const auto json = nlohmann::json::parse(in, nullptr, false);
  if (!json.is_object()) return {};
  for (const auto& [text, items] : json.items()) {
    const auto date = read_date(text);
    if (!date || !items.is_object()) return {};
    for (const auto& [item, count] : items.items()) {
      if (!count.is_number_unsigned()) return {};
      days[*date][item] = count.get<std::uint32_t>();
    }
  }
  return days;
}

}  // namespace

Usage::Usage(std::filesystem::path file) : file_(std::move(file)) {
  std::error_code ignored;
  if (!file_.empty() && std::filesystem::file_size(file_, ignored) < 1'000'000) days_ = read(file_);
}

void Usage::count(const std::string& item, std::chrono::sys_days today) {
  if (file_.empty() || item.empty()) return;
  auto& items = days_[today];
  if (items.size() >= kMostItems && !items.contains(item)) return;
  ++items[item];
  changed_ = true;
}

void Usage::save(std::chrono::sys_days today) {
  if (!changed_) return;
  changed_ = false;
  std::erase_if(days_, [&](const auto& day) { return day.first <= today - std::chrono::days(kDays) || day.first > today; });
  auto json = nlohmann::json::object();
  for (const auto& [day, items] : days_) json[date_text(day)] = items;
  if (const auto kept = base::replace_file(file_, json.dump()); !kept) spdlog::warn("usage is not kept: {}", kept.error().message());
}

std::vector<std::string> Usage::most_used(std::chrono::sys_days today) const {
  std::map<std::string, std::uint32_t> sums;
  for (const auto& [day, items] : days_) {
    if (day <= today - std::chrono::days(kDays)) continue;
    for (const auto& [item, count] : items) sums[item] += count;
  }
  std::vector<std::pair<std::string, std::uint32_t>> order(sums.begin(), sums.end());
  std::erase_if(order, [](const auto& one) { return one.second < kFewest; });
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> ids;
  for (auto& [item, count] : order) ids.push_back(std::move(item));
  return ids;
}

}  // namespace bancheng::app
