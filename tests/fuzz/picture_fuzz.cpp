// Any bytes as a picture, a live frame and a still: a reason, or pixels of the size that is said.
#include "drivers/virtual/camera_scene.h"
#include "kiosk/imaging/page.h"
#include "tests/fuzz/fuzz.h"

namespace {

using bancheng::fuzz::Bytes;
using bancheng::fuzz::require;

void check(const bancheng::imaging::Picture& picture) {
  require(picture.width > 0 && picture.width <= 200 && picture.height > 0 && picture.height <= 200, "a picture fits");
  require(picture.rgb.size() == static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height) * 3, "a picture has all its pixels");
}

void check(const bancheng::imaging::Outline& outline) {
  for (const auto& corner : outline) require(corner.x >= 0 && corner.x <= 1 && corner.y >= 0 && corner.y <= 1, "a corner lies in the frame");
}

}  // namespace

std::vector<Bytes> bancheng::fuzz::seeds() {
  std::vector<Bytes> all;
  for (const int width : {64, 96}) {
    const auto frame = drivers::CameraScene(drivers::usual_conditions(1)).frame(width, width * 3 / 4, 1);
    all.emplace_back(frame.begin(), frame.end());
  }
  // One grey pixel as PNG.
  all.push_back({0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00, 0x01,
                 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3A, 0x7E, 0x9B, 0x55, 0x00, 0x00, 0x00, 0x0A, 0x49, 0x44, 0x41,
                 0x54, 0x78, 0x9C, 0x63, 0x60, 0x00, 0x00, 0x00, 0x02, 0x00, 0x01, 0x48, 0xAF, 0xA4, 0x71, 0x00, 0x00, 0x00, 0x00, 0x49,
                 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82});
  return all;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bancheng::imaging;
  const std::span<const std::uint8_t> bytes(data, size);
  if (const auto picture = decode_picture(bytes, 200, 200, Damage::tolerate)) check(*picture);
  if (const auto seen = look_at(bytes, 200, 200)) {
    check(seen->picture);
    if (seen->page) check(*seen->page);
  }
  if (const auto page = scan_page(bytes)) check(page->outline);
  return 0;
}
