// The written forms of hashes and times (manifest.h).
#include <fmt/format.h>

#include <charconv>
#include <chrono>

#include "kiosk/core/delivery/manifest.h"

namespace bancheng::core::delivery {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// Every digit of `text` from `at` on, `count` of them; -1 when one is none.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

bool has_shape(std::string_view text, std::string_view shape) {
  if (text.size() != shape.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (shape[i] == '0' ? !digit : text[i] != shape[i]) return false;
  }
  return true;
}

}  // namespace

std::string to_hex(const Sha256& hash) { return fmt::format("{:02x}", fmt::join(hash, "")); }

std::optional<Sha256> sha256_from_hex(std::string_view hex) {
  Sha256 hash{};
  if (hex.size() != hash.size() * 2) return std::nullopt;
  for (std::size_t i = 0; i < hash.size(); ++i) {
    const int high = hex_value(hex[2 * i]);
    const int low = hex_value(hex[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    hash[i] = static_cast<std::uint8_t>(high << 4 | low);
  }
  return hash;
}

std::string to_rfc3339(base::WallTime time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(), clock.subseconds().count());
}

std::optional<base::WallTime> from_rfc3339(std::string_view text) {
  const bool fine = has_shape(text, "0000-00-00T00:00:00.000Z");
  if (!fine && !has_shape(text, "0000-00-00T00:00:00Z")) return std::nullopt;
  using namespace std::chrono;
  const year_month_day date{year(digits(text, 0, 4)), month(static_cast<unsigned>(digits(text, 5, 2))),
                            day(static_cast<unsigned>(digits(text, 8, 2)))};
  const int hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
  if (!date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  const int milli = fine ? digits(text, 20, 3) : 0;
  return base::WallTime(sys_days(date)) + hours(hour) + minutes(minute) + seconds(second) + milliseconds(milli);
}

}  // namespace bancheng::core::delivery
