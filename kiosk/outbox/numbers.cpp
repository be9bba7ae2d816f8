#include "kiosk/outbox/numbers.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>

#include "kiosk/core/delivery/number.h"
#include "kiosk/outbox/store_error.h"

namespace bancheng::outbox {
namespace {

constexpr std::uint32_t kBlock = 1000;  // numbers that a lost database costs at most

}  // namespace

void Numbers::read_reserve() {
  std::ifstream file(premises_.reserve_file());
  std::uint32_t terminal = 0, up_to = 0;
  if (file >> terminal >> up_to && terminal == terminal_ && up_to <= core::delivery::kLargestCounter) reserved_ = up_to;
}

base::Result<std::uint32_t, StoreError> Numbers::next() {
  Statement last = premises_.database.prepare("SELECT last FROM counters WHERE terminal=?");
  const int code = last.bind(terminal_).step();
  if (code != SQLITE_ROW && code != SQLITE_DONE) return base::failure(error_of_sqlite(code));
  const std::int64_t counter = (code == SQLITE_ROW ? last.number(0) : 0) + 1;
  if (counter > core::delivery::kLargestCounter) return base::failure(StoreError::numbers_exhausted);
  const auto given = static_cast<std::uint32_t>(counter);
  if (given > reserved_) {
    const auto up_to = std::min(given + kBlock - 1, core::delivery::kLargestCounter);
    if (const int error = reserve(up_to)) return base::failure(error_of_errno(error));
  }
  if (const int noted = skip_to(given)) return base::failure(error_of_sqlite(noted));
  return given;
}

int Numbers::skip_to(std::uint32_t counter) {
  return premises_.database
      .prepare("INSERT INTO counters(terminal, last) VALUES(?, ?) ON CONFLICT(terminal) DO UPDATE SET last=max(last, excluded.last)")
      .bind(terminal_)
      .bind(counter)
      .run();
}

int Numbers::reserve(std::uint32_t up_to) {
  const auto temporary = premises_.place.directory / "numbers.tmp";
  const std::string text = fmt::format("{} {}\n", terminal_, up_to);
  base::UniqueFd fd;
  Files& files = premises_.files;
  if (const int error = files.create(temporary, fd)) return error;
  const std::span bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  if (const int error = write_all(files, fd.get(), bytes, 0)) return error;
  if (const int error = files.sync(fd.get())) return error;
  if (const int error = files.rename(temporary, premises_.reserve_file())) return error;
  if (const int error = files.sync_directory(premises_.place.directory)) return error;
  reserved_ = up_to;
  return 0;
}

}  // namespace bancheng::outbox
