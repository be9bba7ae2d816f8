#include "kiosk/imaging/picture.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

#include "kiosk/imaging/code_reader.h"
#include "tests/kiosk/imaging/frames.h"

using namespace bancheng;
using imaging::Damage;
using imaging::DecodeTrouble;

namespace {

base::PersonBytes file_bytes(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

base::PersonBytes live_frame() {
  auto scene = drivers::CameraScene::with_sheet(tests::sheet("application-form"), drivers::usual_conditions(1));
  REQUIRE(scene);
  return scene->frame(1280, 720, 1);
}

std::size_t position_of(const base::PersonBytes& jpeg, std::uint8_t marker) {
  for (std::size_t at = 2; at + 3 < jpeg.size(); at += 2u + jpeg[at + 2] * 256u + jpeg[at + 3]) {
    if (jpeg[at + 1] == marker) return at;
  }
  FAIL("the marker is not there");
  return 0;
}

void put_16(base::PersonBytes& bytes, std::size_t at, unsigned value) {
  bytes.at(at) = static_cast<std::uint8_t>(value >> 8);
  bytes.at(at + 1) = static_cast<std::uint8_t>(value & 0xFF);
}

}  // namespace

TEST_CASE("JPEG and PNG become pictures that fit") {
  const auto jpeg = imaging::decode_picture(live_frame(), 640, 640);
  REQUIRE(jpeg);
  CHECK(jpeg->width == 640);
  CHECK(jpeg->height == 360);
  const auto png = imaging::decode_picture(file_bytes(tests::sheet("bank-card")), 10'000, 10'000);
  REQUIRE(png);
  CHECK(png->width == 674);
  CHECK(png->height == 425);
  CHECK(png->rgb.front() == 255);  // the transparent corner became white
}

TEST_CASE("what is no picture is refused") {
  CHECK(imaging::decode_picture({}, 100, 100).error() == DecodeTrouble::not_a_picture);
  const std::string text = "GIF89a, said the file";
  CHECK(imaging::decode_picture({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, 100, 100).error() == DecodeTrouble::not_a_picture);
}

TEST_CASE("a header beyond the limits is refused before anything is decoded") {
  base::PersonBytes frame = live_frame();
  const std::size_t size_at = position_of(frame, 0xC0) + 5;
  put_16(frame, size_at, 10'001);
  CHECK(imaging::decode_picture(frame, 100, 100).error() == DecodeTrouble::too_large);
  put_16(frame, size_at, 9'000);
  put_16(frame, size_at + 2, 9'000);  // 81 million pixels
  CHECK(imaging::decode_picture(frame, 100, 100).error() == DecodeTrouble::too_large);
  CHECK(imaging::look_at(frame, 100, 100).error() == DecodeTrouble::too_large);

  base::PersonBytes png = file_bytes(tests::sheet("bank-card"));
  put_16(png, 16, 1);  // width 65536 + 674; the check sum of the header is wrong now too
  const auto wide = imaging::decode_picture(png, 100, 100);
  REQUIRE_FALSE(wide);
  CHECK((wide.error() == DecodeTrouble::too_large || wide.error() == DecodeTrouble::not_a_picture));
  CHECK(imaging::decode_picture(base::PersonBytes(imaging::kMostCodedBytes + 1), 100, 100).error() == DecodeTrouble::too_large);
}

TEST_CASE("a frame that ends early is refused, or tolerated when it is a live one") {
  base::PersonBytes frame = live_frame();
  frame.resize(frame.size() * 2 / 3);
  CHECK(imaging::decode_picture(frame, 1280, 720).error() == DecodeTrouble::damaged);
  CHECK(imaging::decode_picture(frame, 1280, 720, Damage::tolerate));
  CHECK(imaging::look_at(frame, 1280, 720));
}

TEST_CASE("flipped bytes anywhere end in a picture or a reason, never otherwise") {
  const base::PersonBytes frame = live_frame();
  std::uint32_t random = 7;
  for (int round = 0; round < 60; ++round) {
    base::PersonBytes damaged = frame;
    for (int flip = 0; flip < 8; ++flip) {
      random = random * 1664525u + 1013904223u;
      // Half of the flips in the header, where they matter most.
      const std::size_t range = flip % 2 == 0 ? 700 : damaged.size();
      damaged[(random >> 8) % range] ^= static_cast<std::uint8_t>(1u << (random % 8));
    }
    const auto picture = imaging::decode_picture(damaged, 320, 320, Damage::tolerate);
    if (picture) CHECK(picture->rgb.size() == static_cast<std::size_t>(picture->width) * static_cast<std::size_t>(picture->height) * 3);
  }
}

TEST_CASE("a camera's frame without Huffman tables is decoded") {
  // Motion JPEG may leave out the standard tables (UVC 1.5 payload specification, MJPEG).
  base::PersonBytes frame = live_frame();
  for (int table = 0; table < 4; ++table) {
    const std::size_t at = position_of(frame, 0xC4);
    frame.erase(frame.begin() + static_cast<std::ptrdiff_t>(at), frame.begin() + static_cast<std::ptrdiff_t>(at + 2u + frame[at + 2] * 256u + frame[at + 3]));
  }
  CHECK(imaging::decode_picture(frame, 1280, 720));
}

TEST_CASE("codes are read from a PNG, and none from a blank page") {
  const auto codes = imaging::read_codes(file_bytes(tests::sheet("application-form")));
  REQUIRE(codes);
  REQUIRE(codes->size() == 1);
  CHECK(codes->front().kind == imaging::CodeKind::qr);
  CHECK(codes->front().bytes.size() == codes->front().text.size());
  const auto none = imaging::read_codes(file_bytes(tests::sheet("blank-page")));
  REQUIRE(none);
  CHECK(none->empty());
}

TEST_CASE("a grey view whose measures do not agree holds no code") {
  const base::PersonBytes pixels(100);
  CHECK(imaging::read_codes(imaging::GreyView{pixels, 10, 11}).empty());
  CHECK(imaging::read_codes(imaging::GreyView{pixels, -10, -10}).empty());
  CHECK(imaging::read_codes(imaging::GreyView{pixels, 10, 10}).empty());
}
