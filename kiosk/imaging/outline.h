// How the page's outline is found. Private to the room.
//
// A small grey copy of the frame is cut into page and desk in several plain ways (brightness against the desk's, by Otsu's
// threshold, by closed edges). Every large piece is reduced to four corners; only a shape whose sides are really edges in
// the picture is believed, and its sides are then laid along those edges.
#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <vector>

#include "kiosk/imaging/page_finder.h"

namespace bancheng::imaging {

/// The longer side of the grey copy in which a page is looked for, in pixels. All pixel measures below refer to it.
constexpr int kSearchSide = 640;

/// Corners in pixels, clockwise from the top left one.
using Quad = std::array<cv::Point2f, 4>;

/// Shapes with four corners that may be the page, not yet checked; the largest first.
[[nodiscard]] std::vector<Quad> shapes_against_desk(const cv::Mat& grey);
[[nodiscard]] std::vector<Quad> shapes_of_closed_edges(const cv::Mat& grey);

enum class Verdict { page, cut_off, too_small, not_a_page };

/// Whether the shape can be a sheet or card, and lies whole in the frame.
[[nodiscard]] Verdict judge(const Quad& quad, const cv::Mat& grey);

/// Each side laid along the strongest edge beside it; nothing when the sides do not follow edges.
[[nodiscard]] std::optional<Quad> fit_to_edges(const Quad& quad, const cv::Mat& grey);

/// The whole search; `grey` is at most kSearchSide long.
[[nodiscard]] base::Result<Outline, PageTrouble> find_outline(const cv::Mat& grey);

/// A grey copy of the right size for find_outline.
[[nodiscard]] cv::Mat search_copy(const cv::Mat& colour, int grey_conversion);

}  // namespace bancheng::imaging
