// The pure parts: frame check, recovery ladder, settling.
#include <doctest/doctest.h>

#include <vector>

#include "drivers/document_camera/frame_check.h"
#include "drivers/document_camera/recovery.h"
#include "drivers/document_camera/settling.h"
#include "tests/drivers/document_camera/fake_kernel.h"

using namespace bancheng;
using namespace bancheng::drivers;
using tests::make_frame;
using Bytes = std::vector<std::uint8_t>;

namespace {

/// 64 x 32 in 4:2:0 are 4 x 2 units; restarts every 2 units make 3 markers.
Bytes frame_with_restarts(const Bytes& markers, std::uint8_t interval = 2) {
  Bytes frame = make_frame({64, 32}, 0);
  const Bytes dri{0xFF, 0xDD, 0x00, 0x04, 0x00, interval};
  frame.insert(frame.begin() + 2, dri.begin(), dri.end());
  Bytes data{0x11, 0xFF, 0x00, 0x22};
  for (const std::uint8_t marker : markers) data.insert(data.end(), {0xFF, marker, 0x33, 0x44});
  frame.insert(frame.end() - 2, data.begin(), data.end());
  return frame;
}

}  // namespace

TEST_CASE("a whole frame is told with its size, and padding is not counted") {
  Bytes frame = make_frame({1280, 720}, 500);
  const std::size_t length = frame.size();
  frame.resize(length + 100);
  const auto shape = check_frame(frame);
  REQUIRE(shape);
  CHECK(shape->length == length);
  CHECK(shape->width == 1280);
  CHECK(shape->height == 720);
}

TEST_CASE("every cut of a frame is refused") {
  const Bytes frame = make_frame({1280, 720}, 50);
  CHECK(check_frame({}).error() == FrameFault::empty);
  for (std::size_t length = 1; length < frame.size(); ++length) {
    CAPTURE(length);
    CHECK_FALSE(check_frame(std::span(frame).first(length)));
  }
  CHECK(check_frame(std::span(frame).first(frame.size() - 1)).error() == FrameFault::no_end);
  CHECK(check_frame(std::span(frame).subspan(1)).error() == FrameFault::no_start);
}

TEST_CASE("a frame beyond the limits is refused") {
  CHECK(check_frame(make_frame({10'001, 10}, 50)).error() == FrameFault::too_large);
  CHECK(check_frame(make_frame({10'000, 10'000}, 50)));
  CHECK(check_frame(Bytes(kMostFrameBytes + 1)).error() == FrameFault::too_large);
  CHECK(check_frame(make_frame({0, 10}, 50)).error() == FrameFault::bad_header);
}

TEST_CASE("a segment that is longer than the frame is refused") {
  Bytes frame = make_frame({64, 32}, 10);
  frame[4] = 0xFF;  // length of SOF0
  CHECK(check_frame(frame).error() == FrameFault::bad_header);
  frame[4] = 0x00;
  frame[5] = 0x01;  // shorter than the length field itself
  CHECK(check_frame(frame).error() == FrameFault::bad_header);
}

TEST_CASE("restart markers must be there, in order and complete") {
  CHECK(check_frame(frame_with_restarts({0xD0, 0xD1, 0xD2})));
  CHECK(check_frame(frame_with_restarts({0xD0, 0xD2, 0xD3})).error() == FrameFault::lost_packets);
  CHECK(check_frame(frame_with_restarts({0xD0, 0xD1})).error() == FrameFault::lost_packets);
  CHECK(check_frame(frame_with_restarts({0xD0, 0xD1, 0xD2, 0xD3})).error() == FrameFault::lost_packets);
  CHECK(check_frame(frame_with_restarts({0xD0, 0xC4, 0xD2})).error() == FrameFault::lost_packets);
  CHECK(check_frame(frame_with_restarts({}, 0)));
  CHECK(check_frame(frame_with_restarts({0xD0}, 0)).error() == FrameFault::lost_packets);
  // Nine intervals: the count goes round.
  CHECK(check_frame(frame_with_restarts({0xD0, 0xD1, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6}, 1)));
}

TEST_CASE("the ladder: silence") {
  Recovery recovery;
  CHECK(recovery.after_silence() == RecoveryStep::go_on);
  CHECK(recovery.after_silence() == RecoveryStep::restart_stream);
  CHECK(recovery.after_silence() == RecoveryStep::reopen);
  CHECK(recovery.after_silence() == RecoveryStep::give_up);
  CHECK(recovery.after_silence() == RecoveryStep::go_on);
  recovery.good_frame();
  CHECK(recovery.after_silence() == RecoveryStep::go_on);
}

TEST_CASE("the ladder: errors and pauses") {
  Recovery recovery;
  CHECK(recovery.after_error() == RecoveryStep::reopen);
  CHECK(recovery.after_error() == RecoveryStep::give_up);
  std::vector<long> pauses;
  for (int i = 0; i < 9; ++i) pauses.push_back(recovery.next_pause().count());
  CHECK(pauses == std::vector<long>{500, 1000, 2000, 4000, 8000, 16'000, 30'000, 30'000, 30'000});
  recovery.good_frame();
  CHECK(recovery.next_pause().count() == 500);
  CHECK(recovery.after_error() == RecoveryStep::reopen);
}

TEST_CASE("at rest after three frames of about the same length") {
  Settling settling;
  CHECK_FALSE(settling.at_rest_with(1000));
  CHECK_FALSE(settling.at_rest_with(1010));
  CHECK(settling.at_rest_with(990));
  CHECK(settling.at_rest_with(1000));
  CHECK_FALSE(settling.at_rest_with(1200));
  CHECK_FALSE(settling.at_rest_with(1210));
  settling.begin_again();
  CHECK_FALSE(settling.at_rest_with(1210));
  CHECK_FALSE(settling.at_rest_with(1210));
  CHECK(settling.at_rest_with(1210));
}
