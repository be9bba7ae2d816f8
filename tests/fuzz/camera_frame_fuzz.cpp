// Any bytes as a camera's frame: a refusal, or a frame that begins and ends as a JPEG does, within the limits.
#include "drivers/document_camera/frame_check.h"
#include "tests/fuzz/fuzz.h"

namespace {

using bancheng::fuzz::Bytes;
using bancheng::fuzz::require;

/// 64 x 32 in 4:2:0: four by two units.
Bytes frame(std::uint8_t restart_interval, const Bytes& data) {
  Bytes bytes{0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x04, 0x41, 0x56, 0xFF, 0xDD, 0x00, 0x04, 0x00, restart_interval,
              0xFF, 0xC0, 0x00, 0x11, 0x08, 0x00, 0x20, 0x00, 0x40, 0x03, 0x01, 0x22, 0x00, 0x02, 0x11, 0x01, 0x03, 0x11, 0x01,
              0xFF, 0xDA, 0x00, 0x0C, 0x03, 0x01, 0x00, 0x02, 0x11, 0x03, 0x11, 0x00, 0x3F, 0x00};
  bytes.reserve(bytes.size() + data.size() + 4);
  for (const std::uint8_t byte : data) bytes.push_back(byte);
  const Bytes end{0xFF, 0xD9, 0x00, 0x00};
  for (const std::uint8_t byte : end) bytes.push_back(byte);
  return bytes;
}

}  // namespace

std::vector<Bytes> bancheng::fuzz::seeds() {
  return {frame(0, {0x12, 0xFF, 0x00, 0x34}), frame(4, {0x12, 0xFF, 0xD0, 0x34}), frame(2, {0x12, 0xFF, 0xD0, 0x34, 0xFF, 0xD1, 0x56, 0xFF, 0xD2, 0x78}),
          frame(0, Bytes(300, 0x55)), Bytes{0xFF, 0xD8, 0xFF, 0xD9}};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bancheng::drivers;
  const auto shape = check_frame({data, size});
  if (!shape) return 0;
  require(shape->length >= 4 && shape->length <= size && shape->length <= kMostFrameBytes, "a frame is no longer than its bytes");
  require(data[0] == 0xFF && data[1] == 0xD8, "a frame begins with SOI");
  require(data[shape->length - 2] == 0xFF && data[shape->length - 1] == 0xD9, "a frame ends with EOI");
  require(shape->width > 0 && shape->width <= kLongestFrameSide && shape->height > 0 && shape->height <= kLongestFrameSide, "a frame has a size within the limits");
  for (std::size_t i = shape->length; i < size; ++i) require(data[i] == 0, "only zeros follow a frame");
  return 0;
}
