#include "kiosk/imaging/page_finder.h"

#include <algorithm>
#include <iterator>
#include <opencv2/imgproc.hpp>

#include "kiosk/imaging/guard.h"
#include "kiosk/imaging/outline.h"
#include "kiosk/imaging/picture_internal.h"

namespace bancheng::imaging {
namespace {

/// A pixel's brightness belongs to its middle, which lies at its whole number.
cv::Point2f scaled(const cv::Point2f& p, float scale) { return {(p.x + 0.5f) * scale - 0.5f, (p.y + 0.5f) * scale - 0.5f}; }

/// The largest shape that is a page, or the best reason why there is none.
base::Result<Quad, PageTrouble> largest_of(const std::vector<Quad>& shapes, const cv::Mat& rgb) {
  std::optional<Quad> page;
  double page_area = 0;
  double cut_off_area = 0;
  bool small_one = false;
  for (const Quad& shape : shapes) {
    const Verdict verdict = judge(shape, rgb);
    if (verdict == Verdict::cut_off) cut_off_area = std::max(cut_off_area, area_of(shape));
    if (verdict != Verdict::page && verdict != Verdict::too_small) continue;
    const auto fitted = fit_to_edges(shape, rgb);
    if (!fitted) continue;
    if (verdict == Verdict::too_small) {
      small_one = true;
    } else if (const double area = area_of(*fitted); area > page_area) {
      page_area = area;
      page = fitted;
    }
  }
  if (page && page_area >= cut_off_area) return *page;
  if (cut_off_area > 0) return base::failure(PageTrouble::cut_off);
  return base::failure(small_one ? PageTrouble::too_small : PageTrouble::no_page);
}

cv::Mat strongest_colour(const cv::Mat& rgb) {
  std::array<cv::Mat, 3> colours;
  cv::split(rgb, colours.data());
  cv::max(colours[0], colours[1], colours[0]);
  cv::max(colours[0], colours[2], colours[0]);
  return colours[0];
}

cv::Mat search_copy(const cv::Mat& rgb) {
  const double scale = std::min(1.0, static_cast<double>(kSearchSide) / std::max(rgb.cols, rgb.rows));
  cv::Mat small = rgb;
  if (scale < 1.0) cv::resize(rgb, small, {}, scale, scale, cv::INTER_AREA);
  cv::Mat calm;
  cv::GaussianBlur(small, calm, {5, 5}, 0);
  return calm;
}

base::Result<Quad, PageTrouble> find_quad(const cv::Mat& calm) {
  cv::Mat grey;
  cv::cvtColor(calm, grey, cv::COLOR_RGB2GRAY);
  const cv::Mat colour = strongest_colour(calm);
  std::vector<Quad> shapes = shapes_against_desk(grey);
  std::ranges::copy(shapes_against_desk(colour), std::back_inserter(shapes));
  const auto by_brightness = largest_of(shapes, calm);
  // Closed edges are a second try only: what they enclose may be a table or a picture on a page that is cut off.
  if (by_brightness || by_brightness.error() == PageTrouble::cut_off) return by_brightness;
  shapes = shapes_of_closed_edges(grey);
  std::ranges::copy(shapes_of_closed_edges(colour), std::back_inserter(shapes));
  const auto by_edges = largest_of(shapes, calm);
  return by_edges || by_edges.error() != PageTrouble::no_page ? by_edges : by_brightness;
}

cv::Rect2f bounds_of(const Quad& quad) {
  const auto [left, right] = std::ranges::minmax(quad, {}, &cv::Point2f::x);
  const auto [top, bottom] = std::ranges::minmax(quad, {}, &cv::Point2f::y);
  return {left.x, top.y, right.x - left.x, bottom.y - top.y};
}

/// The same corners in the frame's own pixels: its sides laid along the edges once more, in a finer copy of the part of the
/// frame where the page lies. Half a pixel of the search copy is a percent of a small card.
Quad refined(const Quad& rough, const cv::Mat& rgb) {
  constexpr float kMargin = 16;  // pixels of the finer copy
  constexpr float kFineSide = 1000;
  const cv::Rect2f around = bounds_of(rough);
  const float scale = std::min(1.0f, kFineSide / std::max(around.width, around.height));
  const float margin = kMargin / scale;
  const cv::Rect part = cv::Rect(cv::Rect2f(around.x - margin, around.y - margin, around.width + 2 * margin, around.height + 2 * margin)) &
                        cv::Rect({0, 0}, rgb.size());
  cv::Mat fine;
  cv::resize(rgb(part), fine, {}, scale, scale, cv::INTER_AREA);
  cv::GaussianBlur(fine, fine, {5, 5}, 0);
  const cv::Point2f corner(static_cast<float>(part.x), static_cast<float>(part.y));
  Quad quad;
  std::ranges::transform(rough, quad.begin(), [&](const cv::Point2f& p) { return scaled(p - corner, scale); });
  const auto fitted = fit_to_edges(quad, fine);
  if (!fitted) return rough;
  std::ranges::transform(*fitted, quad.begin(), [&](const cv::Point2f& p) { return scaled(p, 1 / scale) + corner; });
  return quad;
}

}  // namespace

base::Result<Quad, PageTrouble> find_page(const cv::Mat& rgb) {
  const cv::Mat calm = search_copy(rgb);
  const auto found = find_quad(calm);
  if (!found) return base::failure(found.error());
  const float scale = static_cast<float>(rgb.cols) / static_cast<float>(calm.cols);
  Quad quad;
  std::ranges::transform(*found, quad.begin(), [&](const cv::Point2f& p) { return scaled(p, scale); });
  return refined(quad, rgb);
}

Outline as_fractions(const Quad& quad, cv::Size size) {
  Outline outline;
  for (std::size_t i = 0; i < 4; ++i) {
    outline[i] = {std::clamp((quad[i].x + 0.5f) / static_cast<float>(size.width), 0.0f, 1.0f),
                  std::clamp((quad[i].y + 0.5f) / static_cast<float>(size.height), 0.0f, 1.0f)};
  }
  return outline;
}

base::Result<Preview, DecodeTrouble> look_at(std::span<const std::uint8_t> jpeg_frame, int max_width, int max_height) {
  const cv::Size box(std::max(1, max_width), std::max(1, max_height));
  return guarded(
      [&]() -> base::Result<Preview, DecodeTrouble> {
        const auto size = jpeg_size(jpeg_frame);
        if (!size) return base::failure(size.error());
        const cv::Size wanted = fit_into(*size, box);
        const cv::Size needed = fit_into(*size, {std::max(wanted.width, kSearchSide), std::max(wanted.height, kSearchSide)});
        const auto pixels = decode_jpeg(jpeg_frame, Pixels::rgb, Damage::tolerate, needed);
        if (!pixels) return base::failure(pixels.error());
        const auto page = find_page(*pixels);
        if (!page) return Preview{picture_of(*pixels, wanted), base::failure(page.error())};
        return Preview{picture_of(*pixels, wanted), as_fractions(*page, pixels->size())};
      },
      base::failure(DecodeTrouble::damaged));
}

}  // namespace bancheng::imaging
