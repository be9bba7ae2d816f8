#include "kiosk/ui/changes.h"

#include <algorithm>

namespace bancheng::ui {
namespace {

void add(PixelRect& area, const PixelRect& more) {
  if (more.empty()) return;
  if (area.empty()) {
    area = more;
    return;
  }
  const float right = std::max(area.right(), more.right());
  const float bottom = std::max(area.bottom(), more.bottom());
  area.x = std::min(area.x, more.x);
  area.y = std::min(area.y, more.y);
  area.width = right - area.x;
  area.height = bottom - area.y;
}

void add_all(PixelRect& area, std::span<const Piece> pieces) {
  for (const Piece& piece : pieces) add(area, piece.bounds);
}

}  // namespace

PixelRect changed_area(std::span<const Piece> before, std::span<const Piece> now) {
  PixelRect area;
  if (before.size() == now.size()) {
    for (std::size_t i = 0; i < now.size(); ++i) {
      if (before[i] == now[i]) continue;
      add(area, before[i].bounds);
      add(area, now[i].bounds);
    }
    return area;
  }
  // Some came or went: whatever stands between the beginning and the end that both have in common.
  const std::size_t most = std::min(before.size(), now.size());
  std::size_t first = 0;
  while (first < most && before[first] == now[first]) ++first;
  std::size_t last = 0;
  while (last < most - first && before[before.size() - 1 - last] == now[now.size() - 1 - last]) ++last;
  add_all(area, before.subspan(first, before.size() - first - last));
  add_all(area, now.subspan(first, now.size() - first - last));
  return area;
}

}  // namespace bancheng::ui
