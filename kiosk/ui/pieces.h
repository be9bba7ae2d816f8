// Pieces: what each mark of a scene looks like and which pixels it may touch, without drawing it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "kiosk/ui/changes.h"
#include "kiosk/ui/scene.h"

namespace bancheng::ui {

/// Of each picture a number that is never used again: it changes whenever the picture does.
using PictureVersions = std::map<std::int64_t, std::uint64_t>;

/// One piece a mark, in their order. Texts are shaped on the way.
[[nodiscard]] std::vector<Piece> pieces_of(const Scene& scene, const Theme& theme, text::Engine& engine,
                                           const PictureVersions& pictures, const std::optional<Outline>& outline);

}  // namespace bancheng::ui
