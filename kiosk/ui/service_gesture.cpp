#include "kiosk/ui/service_gesture.h"

#include <array>

namespace bancheng::ui {
namespace {

constexpr int kCorners = 4;
constexpr std::array kKeys{PadKey::back, PadKey::repeat, PadKey::repeat, PadKey::back, PadKey::back, PadKey::repeat};

/// Clockwise from the top left; nothing: not in a corner.
std::optional<int> corner_at(float x, float y, float width, float height, float corner) {
  const bool left = x < corner, right = x >= width - corner, top = y < corner, bottom = y >= height - corner;
  if (top && left) return 0;
  if (top && right) return 1;
  if (bottom && right) return 2;
  if (bottom && left) return 3;
  return std::nullopt;
}

}  // namespace

void ServiceGesture::finger_down(float x, float y, float width, float height, float corner, base::SteadyTime now) {
  down_on_ = corner_at(x, y, width, height, corner);
  down_at_ = now;
  if (corners_ > 0 && now - first_corner_ > kWithin) corners_ = 0;
  if (corners_ == 0) first_corner_ = now;
}

ServiceGesture::Heard ServiceGesture::finger_up(float x, float y, float width, float height, float corner, base::SteadyTime now) {
  const std::optional<int> held = std::exchange(down_on_, std::nullopt);
  const bool good = held == corners_ && corner_at(x, y, width, height, corner) == held && now - down_at_ >= kHold && now - first_corner_ <= kWithin;
  corners_ = good ? corners_ + 1 : 0;
  if (!good) return Heard::nothing;
  if (corners_ < kCorners) return Heard::part;
  forget();
  return Heard::whole;
}

bool ServiceGesture::key(PadKey key, base::SteadyTime now) {
  if (keys_ > 0 && now - first_key_ > kWithin) keys_ = 0;
  if (key != kKeys[static_cast<std::size_t>(keys_)]) keys_ = 0;
  if (key != kKeys[static_cast<std::size_t>(keys_)]) return false;
  if (keys_ == 0) first_key_ = now;
  if (++keys_ < static_cast<int>(kKeys.size())) return false;
  forget();
  return true;
}

void ServiceGesture::forget() { *this = ServiceGesture(); }

}  // namespace bancheng::ui
