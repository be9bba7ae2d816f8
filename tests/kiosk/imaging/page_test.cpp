#include "kiosk/imaging/page.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <ctime>

#include "kiosk/imaging/code_reader.h"
#include "tests/kiosk/imaging/frames.h"
#include "tools/specimens/sheets.h"

using namespace bancheng;
using drivers::CameraScene;
using tests::corners_in;
using tests::hard_conditions;
using tests::overlap;
using tests::sheet;

namespace {

constexpr int kWidth = 1280, kHeight = 720;
constexpr int kStillWidth = 2592, kStillHeight = 1944;

CameraScene scene_of(const std::string& name, const drivers::SceneConditions& conditions) {
  auto scene = CameraScene::with_sheet(sheet(name), conditions);
  REQUIRE(scene);
  return std::move(*scene);
}

/// Of this thread's own time, so that a busy machine does not count.
double cpu_milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

}  // namespace

TEST_CASE("the measure of overlap knows equal, half and apart") {
  const imaging::Outline square{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}};
  const imaging::Outline half{{{0, 0}, {0.5f, 0}, {0.5f, 1}, {0, 1}}};
  const imaging::Outline apart{{{2, 2}, {3, 2}, {3, 3}, {2, 3}}};
  CHECK(overlap(square, square) == doctest::Approx(1));
  CHECK(overlap(square, half) == doctest::Approx(0.5));
  CHECK(overlap(square, apart) == doctest::Approx(0));
}

TEST_CASE("pages are found in live frames over turn, slant, shade and noise") {
  constexpr int kSeeds = 40;
  for (const std::string name : {"household-register", "application-form", "busy-page", "blank-page", "id-photo", "bank-card"}) {
    CAPTURE(name);
    int good = 0;
    double worst = 1;
    double spent = 0;
    std::string missed;
    for (std::uint32_t seed = 0; seed < kSeeds; ++seed) {
      CameraScene scene = scene_of(name, hard_conditions(seed));
      const base::PersonBytes frame = scene.frame(kWidth, kHeight, seed);
      const double start = cpu_milliseconds();
      const auto seen = imaging::look_at(frame, kWidth, kHeight);
      spent += cpu_milliseconds() - start;
      REQUIRE(seen);
      CHECK(seen->picture.width == kWidth);
      CHECK(seen->picture.height == kHeight);
      const double share = seen->page ? overlap(*seen->page, corners_in(scene, kWidth, kHeight)) : 0;
      worst = std::min(worst, share);
      if (share >= 0.95) {
        ++good;
      } else {
        missed += " " + std::to_string(seed);
      }
    }
    MESSAGE(name << ": " << good << " of " << kSeeds << ", worst overlap " << worst << ", " << spent / kSeeds << " ms of CPU a frame; missed" << missed);
    CHECK(good >= kSeeds * 95 / 100);
  }
}

TEST_CASE("an empty desk has no page") {
  for (std::uint32_t seed = 0; seed < 40; ++seed) {
    CAPTURE(seed);
    CameraScene desk(hard_conditions(seed));
    const auto seen = imaging::look_at(desk.frame(kWidth, kHeight, seed), kWidth, kHeight);
    REQUIRE(seen);
    REQUIRE_FALSE(seen->page);
    CHECK(seen->page.error() == imaging::PageTrouble::no_page);
  }
}

TEST_CASE("a page that reaches beyond the frame is said to be cut off") {
  for (const auto& [dx, dy] : {std::pair{0.0, 0.3}, {0.0, -0.25}, {0.45, 0.0}, {-0.45, 0.1}, {0.4, 0.35}}) {
    CAPTURE(dx);
    CAPTURE(dy);
    drivers::SceneConditions conditions;
    conditions.tilt_degrees = 3;
    conditions.shift_x = dx;
    conditions.shift_y = dy;
    for (const std::string name : {"household-register", "busy-page", "application-form"}) {
      CAPTURE(name);
      CameraScene scene = scene_of(name, conditions);
      const auto seen = imaging::look_at(scene.frame(kWidth, kHeight, 1), kWidth, kHeight);
      REQUIRE(seen);
      REQUIRE_FALSE(seen->page);
      CHECK(seen->page.error() == imaging::PageTrouble::cut_off);
    }
  }
}

TEST_CASE("the picture of a live frame fits the size that was asked for, and the outline stays the same") {
  CameraScene scene = scene_of("household-register", drivers::usual_conditions(3));
  const base::PersonBytes frame = scene.frame(kWidth, kHeight, 1);
  for (const auto& [width, height, expected_width, expected_height] : {std::array{640, 480, 640, 360}, {300, 300, 300, 169}, {5000, 5000, 1280, 720}}) {
    const auto seen = imaging::look_at(frame, width, height);
    REQUIRE(seen);
    CHECK(seen->picture.width == expected_width);
    CHECK(seen->picture.height == expected_height);
    CHECK(seen->picture.rgb.size() == static_cast<std::size_t>(expected_width) * static_cast<std::size_t>(expected_height) * 3);
    REQUIRE(seen->page);
    CHECK(overlap(*seen->page, corners_in(scene, kWidth, kHeight)) > 0.97);
  }
}

TEST_CASE("the code on the sheet is read back from the kept page") {
  for (std::uint32_t seed = 1; seed <= 5; ++seed) {
    CAPTURE(seed);
    CameraScene scene = scene_of("application-form", hard_conditions(seed));
    const base::PersonBytes still = scene.frame(kStillWidth, kStillHeight, seed);
    const double start = cpu_milliseconds();
    const auto page = imaging::scan_page(still);
    const double spent = cpu_milliseconds() - start;
    REQUIRE(page);
    MESSAGE("still of " << still.size() / 1024 << " KiB became " << page->width << " x " << page->height << ", " << page->jpeg.size() / 1024
                        << " KiB, in " << spent << " ms of CPU");
    CHECK(overlap(page->outline, corners_in(scene, kStillWidth, kStillHeight)) > 0.98);
    CHECK(static_cast<double>(page->height) / page->width == doctest::Approx(1.41421).epsilon(0.002));
    const auto codes = imaging::read_codes(page->jpeg);
    REQUIRE(codes);
    REQUIRE(codes->size() == 1);
    CHECK(codes->front().text.view() == specimens::kFormCode);
  }
}

TEST_CASE("a kept card has the shape of a card") {
  CameraScene scene = scene_of("bank-card", hard_conditions(2));
  const auto page = imaging::scan_page(scene.frame(kStillWidth, kStillHeight, 1));
  REQUIRE(page);
  CHECK(static_cast<double>(page->width) / page->height == doctest::Approx(1.58577).epsilon(0.005));
}

TEST_CASE("a kept page is a plain JFIF file: no application data but JFIF's own, no comment") {
  CameraScene scene = scene_of("household-register", drivers::usual_conditions(1));
  const auto page = imaging::scan_page(scene.frame(kStillWidth, kStillHeight, 1));
  REQUIRE(page);
  std::size_t at = 2;
  while (page->jpeg.at(at) == 0xFF && page->jpeg.at(at + 1) != 0xDA) {
    const int marker = page->jpeg.at(at + 1);
    CHECK(marker != 0xFE);
    CHECK_FALSE((marker > 0xE0 && marker <= 0xEF));
    at += 2u + static_cast<std::size_t>(page->jpeg.at(at + 2)) * 256 + page->jpeg.at(at + 3);
  }
  CHECK(page->jpeg.at(at + 1) == 0xDA);
}

TEST_CASE("a kept page obeys its bounds") {
  CameraScene scene = scene_of("busy-page", drivers::usual_conditions(1));
  const base::PersonBytes still = scene.frame(kStillWidth, kStillHeight, 1);
  const auto small = imaging::scan_page(still, {.quality = 95, .most_bytes = 60'000});
  REQUIRE(small);
  CHECK(small->jpeg.size() <= 60'000);
  CHECK(imaging::decode_picture(small->jpeg, 5000, 5000));
  const auto low = imaging::scan_page(still, {.longest_side = 500});
  REQUIRE(low);
  CHECK(std::max(low->width, low->height) == 500);
  const auto impossible = imaging::scan_page(still, {.most_bytes = 100});
  REQUIRE_FALSE(impossible);
  CHECK(impossible.error() == imaging::ScanTrouble(imaging::DecodeTrouble::too_large));
}

TEST_CASE("no page, no picture: the still is refused for its reason") {
  CameraScene desk(drivers::usual_conditions(1));
  const auto nothing = imaging::scan_page(desk.frame(kStillWidth, kStillHeight, 1));
  REQUIRE_FALSE(nothing);
  CHECK(nothing.error() == imaging::ScanTrouble(imaging::PageTrouble::no_page));
  CameraScene scene = scene_of("household-register", drivers::usual_conditions(1));
  base::PersonBytes still = scene.frame(kStillWidth, kStillHeight, 1);
  still.resize(still.size() / 2);
  const auto half = imaging::scan_page(still);
  REQUIRE_FALSE(half);
  CHECK(half.error() == imaging::ScanTrouble(imaging::DecodeTrouble::damaged));
}
