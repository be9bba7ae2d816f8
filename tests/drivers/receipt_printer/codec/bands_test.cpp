#include "drivers/receipt_printer/bands.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "drivers/receipt_printer/job.h"

using namespace bancheng;
using namespace bancheng::drivers::escpos;

namespace {

hal::Bitmap blank(std::uint32_t width, std::uint32_t height) {
  hal::Bitmap picture{width, height, {}};
  picture.rows.assign(static_cast<std::size_t>(height) * ((width + 7) / 8), 0x00);
  return picture;
}

/// The whole stream of a job as the driver sends it, every question between the bands left out: the hardest neighbours.
Bytes stream_of(const BandedPicture& picture) {
  Bytes stream = job_beginning();
  for (const Band& band : picture.bands) stream.insert(stream.end(), band.bytes.begin(), band.bytes.end());
  const Bytes end = job_end(process_id(1));
  stream.insert(stream.end(), end.begin(), end.end());
  return stream;
}

base::PersonBytes dots_of(const BandedPicture& picture, std::size_t stride) {
  base::PersonBytes dots;
  for (const Band& band : picture.bands) {
    REQUIRE(band.bytes.size() == kRasterHeaderSize + band.rows * stride);
    dots.insert(dots.end(), band.bytes.begin() + kRasterHeaderSize, band.bytes.end());
  }
  return dots;
}

std::uint32_t differing_dots(const base::PersonBytes& a, const base::PersonBytes& b) {
  REQUIRE(a.size() == b.size());
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < a.size(); ++i) count += static_cast<std::uint32_t>(__builtin_popcount(a[i] ^ b[i]));
  return count;
}

std::uint32_t between(std::mt19937& random, std::uint32_t least, std::uint32_t most) {
  return std::uniform_int_distribution<std::uint32_t>(least, most)(random);
}

/// Bytes drawn mostly from those that make dangerous pairs.
hal::Bitmap nasty_picture(std::mt19937& random) {
  const std::uint32_t width = between(random, 1, 80);
  hal::Bitmap picture = blank(width, between(random, 1, 120));
  constexpr std::uint8_t kNasty[] = {0x10, 0x10, 0x04, 0x05, 0x14, 0x00, 0x11, 0x90};
  const bool only_nasty = random() % 2 == 0;
  for (auto& byte : picture.rows) byte = only_nasty ? kNasty[random() % 8] : static_cast<std::uint8_t>(random());
  return picture;
}

void clear_beyond_width(hal::Bitmap& picture) {
  const std::size_t stride = (picture.width + 7) / 8;
  for (std::size_t i = 0; i < picture.rows.size() * 8; ++i) {
    const std::size_t x = i % (stride * 8);
    if (x >= picture.width) picture.rows[i / 8] &= static_cast<std::uint8_t>(~(0x80 >> (i % 8)));
  }
}

}  // namespace

TEST_CASE("a whole picture") {
  CHECK(is_whole(blank(576, 10)));
  CHECK_FALSE(is_whole(blank(0, 10)));
  CHECK_FALSE(is_whole(blank(576, 0)));
  hal::Bitmap torn = blank(576, 10);
  torn.rows.pop_back();
  CHECK_FALSE(is_whole(torn));
}

TEST_CASE("bands hold at most the rows asked for, in order") {
  hal::Bitmap picture = blank(576, 700);
  for (std::uint32_t y = 0; y < 700; ++y) picture.rows[y * 72] = static_cast<std::uint8_t>(0x20 + y % 100);
  const base::PersonBytes dots = picture.rows;
  const BandedPicture bands = cut_into_bands(picture, 256);
  REQUIRE(bands.bands.size() == 3);
  CHECK(bands.bands[0].rows == 256);
  CHECK(bands.bands[2].rows == 188);
  CHECK(bands.dots_changed == 0);
  CHECK(dots_of(bands, 72) == dots);
  CHECK(cut_into_bands(picture, 100'000).bands.size() == 3);
  CHECK(cut_into_bands(picture, 0).bands.size() == 700);
}

TEST_CASE("a pair across two rows costs no dot: a band begins between them") {
  hal::Bitmap picture = blank(16, 40);
  picture.rows[20 * 2 - 1] = 0x10;
  picture.rows[20 * 2] = 0x04;
  const BandedPicture bands = cut_into_bands(picture, 256);
  REQUIRE(bands.bands.size() == 2);
  CHECK(bands.bands[0].rows == 20);
  CHECK(bands.dots_changed == 0);
  CHECK(dots_of(bands, 2) == picture.rows);
}

TEST_CASE("a pair within a row costs one dot, at the edge of a stroke") {
  // A black bar beside the dangerous dots: the dot that disappears or appears touches it.
  hal::Bitmap picture = blank(32, 3);
  for (std::uint32_t y = 0; y < 3; ++y) {
    picture.rows[y * 4 + 1] = 0x10;
    picture.rows[y * 4 + 2] = 0x05;
  }
  const BandedPicture bands = cut_into_bands(picture, 256);
  CHECK(bands.dots_changed == 3);
  CHECK(differing_dots(dots_of(bands, 4), picture.rows) == 3);
  CHECK(find_dangerous_pair(stream_of(bands)) == stream_of(bands).size());
}

TEST_CASE("dots beyond the width are white") {
  hal::Bitmap picture = blank(13, 2);
  for (auto& byte : picture.rows) byte = 0xFF;
  CHECK(dots_of(cut_into_bands(picture, 256), 2) == base::PersonBytes{0xFF, 0xF8, 0xFF, 0xF8});
}

TEST_CASE("property: no stream holds a dangerous pair, and only the dots that were counted differ") {
  std::mt19937 random(10040510);
  std::uint32_t pictures_with_pairs = 0;
  for (int round = 0; round < 3000; ++round) {
    CAPTURE(round);
    hal::Bitmap picture = nasty_picture(random);
    const std::uint32_t rows = between(random, 1, 300);
    const BandedPicture bands = cut_into_bands(picture, rows);
    const Bytes stream = stream_of(bands);
    REQUIRE(find_dangerous_pair(stream) == stream.size());
    clear_beyond_width(picture);
    if (find_dangerous_pair(picture.rows) < picture.rows.size()) ++pictures_with_pairs;
    REQUIRE(differing_dots(dots_of(bands, (picture.width + 7) / 8), picture.rows) <= bands.dots_changed);
    for (const Band& band : bands.bands) REQUIRE(band.rows <= std::min(rows, kMostRows));
  }
  CHECK(pictures_with_pairs > 1000);  // else the property says nothing
}

TEST_CASE("golden: the bytes of a fixed picture") {
  // A frame, a slope and one dangerous pair. BANCHENG_COLLECT=1 writes the file anew.
  hal::Bitmap picture = blank(64, 48);
  for (std::uint32_t y = 0; y < 48; ++y) {
    const bool edge = y == 0 || y == 47;
    for (std::uint32_t x = 0; x < 64; ++x) {
      if (edge || x == 0 || x == 63 || x == y)
        picture.rows[y * 8 + x / 8] |= static_cast<std::uint8_t>(0x80 >> (x % 8));
    }
  }
  picture.rows[12 * 8 + 4] = 0x10;
  picture.rows[12 * 8 + 5] = 0x04;
  std::ostringstream text;
  std::size_t count = 0;
  for (const auto byte : stream_of(cut_into_bands(picture, 21))) {
    text << "0123456789abcdef"[byte >> 4] << "0123456789abcdef"[byte & 15];
    text << (++count % 8 == 0 ? '\n' : ' ');
  }
  const std::filesystem::path golden =
      std::filesystem::path(BANCHENG_SOURCE_DIR) / "tests/golden/receipt_printer/frame.hex";
  if (std::getenv("BANCHENG_COLLECT") != nullptr) std::ofstream(golden) << text.str();
  std::ostringstream expected;
  expected << std::ifstream(golden).rdbuf();
  CHECK(text.str() == expected.str());
}
