#include "bench.h"
#include "kiosk/diagnostics/papers.h"
#include "kiosk/diagnostics/test_pattern.h"

using namespace bancheng;
using namespace bancheng::diagnostics;
using namespace bancheng::diagnostics::checks;

namespace {

bool is_black(const hal::Bitmap& map, std::uint32_t x, std::uint32_t y) {
  const std::uint32_t stride = (map.width + 7) / 8;
  return (map.rows[std::size_t{y} * stride + x / 8] & (0x80u >> (x % 8))) != 0;
}

}  // namespace

TEST_CASE("the pattern is whole for every width of paper: a black bar over all dots, grey from white to black") {
  for (const std::uint32_t width : {64u, 384u, 420u, 512u, 576u, 832u}) {
    CAPTURE(width);
    const hal::Bitmap map = test_pattern(width);
    CHECK(map.width == width);
    REQUIRE(map.rows.size() == std::size_t{map.height} * ((width + 7) / 8));
    for (std::uint32_t x = 0; x < width; ++x) CHECK(is_black(map, x, 20));
    // Nothing burns beyond the paper.
    const std::uint32_t stride = (width + 7) / 8;
    for (std::uint32_t y = 0; width % 8 != 0 && y < map.height; ++y) CHECK((map.rows[std::size_t{y + 1} * stride - 1] & (0xFFu >> (width % 8))) == 0);
    const auto blacks = [&](std::uint32_t from, std::uint32_t to) {
      int count = 0;
      for (std::uint32_t y = 64; y < 64 + 72; ++y) {
        for (std::uint32_t x = from; x < to; ++x) count += is_black(map, x, y);
      }
      return count;
    };
    const std::uint32_t step = width / 9 / 4 * 4;
    CHECK(blacks(0, step) == 0);
    CHECK(blacks(width - step + 4, width) == static_cast<int>((step - 4) * 72));
    CHECK(blacks(width / 2 - step / 2, width / 2) > 0);
  }
}

TEST_CASE("what is joined is as high as both, upper above lower") {
  hal::Bitmap upper{16, 2, base::PersonBytes{1, 2, 3, 4}};
  const hal::Bitmap lower{16, 1, base::PersonBytes{5, 6}};
  const hal::Bitmap both = joined(std::move(upper), lower);
  CHECK(both.height == 3);
  CHECK(both.rows == base::PersonBytes{1, 2, 3, 4, 5, 6});
}

TEST_CASE("the report on paper has a line for each finding") {
  Bench b;
  b.all_devices(hal::Health::ok);
  b.device(Part::printer, hal::Health::needs_care, {}, true);
  b.enter("open.report");
  b.happen(TerminalFacts{b.facts()});
  b.touch("print");
  REQUIRE(b.asked<Print>() != nullptr);
  const auto& lines = b.asked<Print>()->receipt.lines;
  const auto rows = std::count_if(lines.begin(), lines.end(), [](const auto& line) { return std::holds_alternative<core::receipt::Row>(line); });
  CHECK(rows == 4 + 9 + 4);  // whose, findings, identities
  CHECK_FALSE(b.asked<Print>()->with_pattern);
}
