#include "drivers/receipt_printer/job.h"

#include <algorithm>

namespace bancheng::drivers::escpos {
namespace {

void append(Bytes& to, const Bytes& what) { to.insert(to.end(), what.begin(), what.end()); }

}  // namespace

std::uint32_t rows_per_band(std::uint32_t width_in_dots) {
  const std::size_t bytes_per_row = std::max<std::size_t>(1, (static_cast<std::size_t>(width_in_dots) + 7) / 8);
  const std::size_t besides = kRasterHeaderSize + request_paper_status().size();
  const std::size_t rows = (kMostUnderWay / 2 - besides) / bytes_per_row;
  return static_cast<std::uint32_t>(std::clamp<std::size_t>(rows, 1, kMostRows));
}

Bytes job_beginning() {
  Bytes bytes = initialise();
  append(bytes, enable_auto_status());
  return bytes;
}

Bytes job_end(const std::optional<ProcessId>& id) {
  Bytes bytes = feed_and_cut();
  append(bytes, id ? request_process_id(*id) : request_paper_status());
  return bytes;
}

}  // namespace bancheng::drivers::escpos
