#include "kiosk/imaging/page_finder.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "kiosk/imaging/guard.h"
#include "kiosk/imaging/outline.h"
#include "kiosk/imaging/picture_internal.h"

namespace bancheng::imaging {
namespace {

Outline as_fractions(const Quad& quad, cv::Size size) {
  Outline outline;
  for (std::size_t i = 0; i < 4; ++i) {
    // A pixel's brightness belongs to its middle.
    outline[i] = {std::clamp((quad[i].x + 0.5f) / static_cast<float>(size.width), 0.0f, 1.0f),
                  std::clamp((quad[i].y + 0.5f) / static_cast<float>(size.height), 0.0f, 1.0f)};
  }
  return outline;
}

/// The largest shape that is a page, or the best reason why there is none.
base::Result<Outline, PageTrouble> best_of(const std::vector<Quad>& shapes, const cv::Mat& grey) {
  PageTrouble trouble = PageTrouble::no_page;
  for (const Quad& shape : shapes) {
    const Verdict verdict = judge(shape, grey);
    if (verdict == Verdict::cut_off) trouble = PageTrouble::cut_off;
    if (verdict != Verdict::page && verdict != Verdict::too_small) continue;
    const auto fitted = fit_to_edges(shape, grey);
    if (!fitted) continue;
    if (verdict == Verdict::page) return as_fractions(*fitted, grey.size());
    if (trouble == PageTrouble::no_page) trouble = PageTrouble::too_small;
  }
  return base::failure(trouble);
}

}  // namespace

base::Result<Outline, PageTrouble> find_outline(const cv::Mat& grey) {
  cv::Mat calm;
  cv::GaussianBlur(grey, calm, {5, 5}, 0);
  const auto by_brightness = best_of(shapes_against_desk(calm), calm);
  // Closed edges are a second try only: what they enclose may be a table or a picture on a page that is cut off.
  if (by_brightness || by_brightness.error() == PageTrouble::cut_off) return by_brightness;
  const auto by_edges = best_of(shapes_of_closed_edges(calm), calm);
  return by_edges || by_edges.error() != PageTrouble::no_page ? by_edges : by_brightness;
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
        return Preview{picture_of(*pixels, wanted), find_outline(search_copy(*pixels, cv::COLOR_RGB2GRAY))};
      },
      base::failure(DecodeTrouble::damaged));
}

}  // namespace bancheng::imaging
