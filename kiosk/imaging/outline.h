// How the page's outline is found. Private to the room.
//
// A small copy of the frame is cut into page and desk in several plain ways: by its grey and by the strongest of its three
// colours (a coloured card on a desk of its own brightness), each against the desk's and by Otsu's threshold; at last by
// closed edges. Every large piece is reduced to four corners; only a shape whose sides are really edges in the picture is
// believed, its sides are laid along those edges, and the largest one is the page.
#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <vector>

#include "kiosk/imaging/page_finder.h"

namespace bancheng::imaging {

/// The longer side of the copy in which a page is looked for, in pixels. All pixel measures below refer to it.
constexpr int kSearchSide = 640;

/// Corners in pixels, clockwise from the top left one.
using Quad = std::array<cv::Point2f, 4>;

/// Shapes with four corners that may be the page, not yet checked.
[[nodiscard]] std::vector<Quad> shapes_against_desk(const cv::Mat& brightness);
[[nodiscard]] std::vector<Quad> shapes_of_closed_edges(const cv::Mat& brightness);

enum class Verdict { page, cut_off, too_small, not_a_page };

[[nodiscard]] double area_of(const Quad& quad);

/// Whether the shape can be a sheet or card, and lies whole in the frame.
[[nodiscard]] Verdict judge(const Quad& quad, const cv::Mat& rgb);

/// Each side laid along the strongest edge beside it; nothing when the sides do not follow edges.
[[nodiscard]] std::optional<Quad> fit_to_edges(const Quad& quad, const cv::Mat& rgb);

/// The whole search; corners in the frame's own pixels.
[[nodiscard]] base::Result<Quad, PageTrouble> find_page(const cv::Mat& rgb);

[[nodiscard]] Outline as_fractions(const Quad& quad, cv::Size size);

}  // namespace bancheng::imaging
