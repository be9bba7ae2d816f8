#include <doctest/doctest.h>

#include <vector>

#include "kiosk/ui/service_gesture.h"

using namespace bancheng;
using namespace bancheng::ui;
using namespace std::chrono_literals;
using Heard = ServiceGesture::Heard;

namespace {

constexpr float kWidth = 1000, kHeight = 600, kCorner = 100;

/// Corners clockwise from the top left; -1: the middle.
struct Spot {
  float x, y;
};
Spot spot(int corner) {
  switch (corner) {
    case 0: return {5, 5};
    case 1: return {995, 5};
    case 2: return {995, 595};
    case 3: return {5, 595};
    default: return {500, 300};
  }
}

class Finger {
 public:
  Heard hold(int corner, base::Milliseconds time = 900ms, int lifted_at = -2) {
    const Spot down = spot(corner), up = spot(lifted_at == -2 ? corner : lifted_at);
    gesture.finger_down(down.x, down.y, kWidth, kHeight, kCorner, now);
    now = now + time;
    return gesture.finger_up(up.x, up.y, kWidth, kHeight, kCorner, now);
  }
  std::vector<Heard> hold_all(const std::vector<int>& corners) {
    std::vector<Heard> heard;
    for (const int corner : corners) heard.push_back(hold(corner));
    return heard;
  }
  bool keys(const std::vector<PadKey>& keys, base::Milliseconds between = 100ms) {
    bool whole = false;
    for (const PadKey key : keys) {
      now = now + between;
      whole = gesture.key(key, now);
    }
    return whole;
  }

  ServiceGesture gesture;
  base::SteadyTime now{1h};
};

using Part = std::vector<Heard>;
const std::vector kKeys{PadKey::back, PadKey::repeat, PadKey::repeat, PadKey::back, PadKey::back, PadKey::repeat};

}  // namespace

TEST_CASE("service gesture: four corners held clockwise, and again") {
  Finger f;
  CHECK(f.hold_all({0, 1, 2, 3}) == Part{Heard::part, Heard::part, Heard::part, Heard::whole});
  CHECK(f.hold_all({0, 1, 2, 3}) == Part{Heard::part, Heard::part, Heard::part, Heard::whole});
}

TEST_CASE("service gesture: another order, another place, a tap or a slip begin anew") {
  CHECK(Finger().hold_all({0, 3, 2, 1}) == Part{Heard::part, Heard::nothing, Heard::nothing, Heard::nothing});
  CHECK(Finger().hold_all({1, 2, 3, 0}) == Part{Heard::nothing, Heard::nothing, Heard::nothing, Heard::part});
  CHECK(Finger().hold_all({0, 1, -1, 2, 3}) == Part{Heard::part, Heard::part, Heard::nothing, Heard::nothing, Heard::nothing});
  Finger tapping;
  (void)tapping.hold_all({0, 1});
  CHECK(tapping.hold(2, 100ms) == Heard::nothing);
  CHECK(tapping.hold(3) == Heard::nothing);
  Finger slipping;
  (void)slipping.hold_all({0, 1});
  CHECK(slipping.hold(2, 900ms, -1) == Heard::nothing);
}

TEST_CASE("service gesture: a bottom corner held for itself means what it means") {
  CHECK(Finger().hold(3) == Heard::nothing);
  CHECK(Finger().hold(2, 5s) == Heard::nothing);
}

TEST_CASE("service gesture: within ten seconds from the first corner to the last") {
  Finger slow;
  CHECK(slow.hold(0, 2500ms) == Heard::part);
  CHECK(slow.hold(1, 2500ms) == Heard::part);
  CHECK(slow.hold(2, 2500ms) == Heard::part);
  CHECK(slow.hold(3, 2501ms) == Heard::nothing);
  Finger late;
  (void)late.hold_all({0, 1, 2});
  late.now = late.now + 8s;
  CHECK(late.hold(3) == Heard::nothing);
  Finger again;
  (void)again.hold(0);
  again.now = again.now + 11s;
  CHECK(again.hold_all({0, 1, 2, 3}).back() == Heard::whole);
}

TEST_CASE("service gesture: forgotten when another page is shown") {
  Finger f;
  (void)f.hold_all({0, 1, 2});
  f.gesture.forget();
  CHECK(f.hold(3) == Heard::nothing);
}

TEST_CASE("service gesture: the keys, their order and their time") {
  CHECK(Finger().keys(kKeys));
  Finger stumbling;
  CHECK_FALSE(stumbling.keys({PadKey::back, PadKey::repeat, PadKey::down, PadKey::repeat, PadKey::back, PadKey::back, PadKey::repeat}));
  CHECK(stumbling.keys(kKeys));
  CHECK_FALSE(Finger().keys(kKeys, 2100ms));
  CHECK_FALSE(Finger().keys({PadKey::back, PadKey::repeat, PadKey::repeat, PadKey::back, PadKey::back}));
  Finger one_too_many;
  CHECK(one_too_many.keys({PadKey::back, PadKey::back, PadKey::repeat, PadKey::repeat, PadKey::back, PadKey::back, PadKey::repeat}));
}
