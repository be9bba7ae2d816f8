// The bytes of receipt-printer page, sections 2 to 5, written out as the page writes them.
#include "drivers/receipt_printer/commands.h"

#include <doctest/doctest.h>

#include <set>

#include "drivers/receipt_printer/job.h"

using namespace bancheng;
using namespace bancheng::drivers::escpos;

TEST_CASE("formatting and cut") {
  CHECK(initialise() == Bytes{0x1B, 0x40});
  CHECK(feed_and_cut() == Bytes{0x1D, 0x56, 0x42, 0x00});
}

TEST_CASE("status questions") {
  CHECK(request_status(Topic::printer) == Bytes{0x10, 0x04, 1});
  CHECK(request_status(Topic::offline_cause) == Bytes{0x10, 0x04, 2});
  CHECK(request_status(Topic::error_cause) == Bytes{0x10, 0x04, 3});
  CHECK(request_status(Topic::roll_paper) == Bytes{0x10, 0x04, 4});
  CHECK(request_paper_status() == Bytes{0x1D, 0x72, 1});
  CHECK(enable_auto_status() == Bytes{0x1D, 0x61, 0x0E});
  CHECK(request_identity(IdentityText::model) == Bytes{0x1D, 0x49, 67});
}

TEST_CASE("process id and recovery") {
  CHECK(request_process_id({'a', 'b', 'c', 'd'}) ==
        Bytes{0x1D, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, 'a', 'b', 'c', 'd'});
  CHECK(recover(Recovery::resume) == Bytes{0x10, 0x05, 0});
  CHECK(recover(Recovery::restart_line) == Bytes{0x10, 0x05, 1});
  CHECK(recover(Recovery::clear_buffers) == Bytes{0x10, 0x05, 2});
  CHECK(clear_buffers() == Bytes{0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08});
}

TEST_CASE("process ids are printable and differ") {
  CHECK(process_id(0) == ProcessId{0x20, 0x20, 0x20, 0x20});
  CHECK(process_id(94) == ProcessId{0x20, 0x20, 0x20, 0x7E});
  CHECK(process_id(95) == ProcessId{0x20, 0x20, 0x21, 0x20});
  std::set<ProcessId> seen;
  for (std::uint32_t counter = 0; counter < 20'000; ++counter) {
    const ProcessId id = process_id(counter * 4073U);
    for (const auto character : id) CHECK((character >= 0x20 && character <= 0x7E));
    seen.insert(id);
  }
  CHECK(seen.size() == 20'000);
}

TEST_CASE("raster header") {
  const std::vector<std::uint8_t> rows(72 * 2, 0xAA);
  const auto bytes = raster(72, 2, rows);
  REQUIRE(bytes.size() == 8 + rows.size());
  CHECK(Bytes(bytes.begin(), bytes.begin() + 8) == Bytes{0x1D, 0x76, 0x30, 0x00, 72, 0, 2, 0});
  const std::vector<std::uint8_t> high(256, 0x01);
  const auto tall = raster(1, 256, high);
  CHECK(Bytes(tall.begin() + 4, tall.begin() + 8) == Bytes{1, 0, 0, 1});
}

TEST_CASE("two bands and their questions never fill a buffer of 4 KB") {
  for (const std::uint32_t width : {1U, 8U, 384U, 416U, 512U, 576U, 640U, 832U}) {
    const std::uint32_t rows = rows_per_band(width);
    CHECK(rows >= 1);
    CHECK(rows <= kMostRows);
    CHECK(2 * (kRasterHeaderSize + rows * ((width + 7) / 8) + request_paper_status().size()) <= kMostUnderWay);
  }
}

TEST_CASE("beginning and end of a job") {
  CHECK(job_beginning() == Bytes{0x1B, 0x40, 0x1D, 0x61, 0x0E});
  CHECK(job_end(ProcessId{'0', '0', '0', '1'}) ==
        Bytes{0x1D, 0x56, 0x42, 0x00, 0x1D, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, '0', '0', '0', '1'});
  CHECK(job_end(std::nullopt) == Bytes{0x1D, 0x56, 0x42, 0x00, 0x1D, 0x72, 0x01});
}
