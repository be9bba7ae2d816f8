#include "kiosk/imaging/page.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "kiosk/imaging/guard.h"
#include "kiosk/imaging/outline.h"
#include "kiosk/imaging/picture_internal.h"

namespace bancheng::imaging {
namespace {

constexpr int kWorstQuality = 40;  // print of 2.5 mm stays readable
constexpr int kQualityStep = 10;
// ISO 216 sheets, ISO/IEC 7810 ID-1 cards, ID-3 booklet pages (125 x 88 mm): longer side by shorter side.
constexpr std::array<double, 3> kKnownShapes{1.41421, 1.58577, 1.42045};
constexpr double kShapeTolerance = 0.04;  // what tilt and perspective distort

double snapped(double ratio) {
  const auto nearest = std::min_element(kKnownShapes.begin(), kKnownShapes.end(),
                                        [&](double a, double b) { return std::abs(a - ratio) < std::abs(b - ratio); });
  return std::abs(*nearest - ratio) <= kShapeTolerance * ratio ? *nearest : ratio;
}

/// The page's size in pixels: as fine as it was seen at its nearest side, in the shape of a known paper where it is close
/// to one.
cv::Size flat_size(const Quad& quad, int longest_side) {
  const auto distance = [&](std::size_t a, std::size_t b) { return std::hypot(quad[a].x - quad[b].x, quad[a].y - quad[b].y); };
  const double width = (distance(0, 1) + distance(3, 2)) / 2;
  const double height = (distance(0, 3) + distance(1, 2)) / 2;
  const double longer = std::min<double>(std::max(width, height), longest_side);
  const double shorter = longer / snapped(std::max(width, height) / std::min(width, height));
  const cv::Size upright(std::max(1, cvRound(shorter)), std::max(1, cvRound(longer)));
  return width > height ? cv::Size(upright.height, upright.width) : upright;
}

cv::Mat flattened(const cv::Mat& frame, const Quad& quad, cv::Size size) {
  const auto right = static_cast<float>(size.width) - 0.5f;
  const auto bottom = static_cast<float>(size.height) - 0.5f;
  const Quad target{{{-0.5f, -0.5f}, {right, -0.5f}, {right, bottom}, {-0.5f, bottom}}};
  const cv::Mat transform = cv::getPerspectiveTransform(quad.data(), target.data());
  cv::Mat flat;
  cv::warpPerspective(frame, flat, transform, size, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  return flat;
}

/// Coarser, then smaller, until it fits.
base::Result<Page, ScanTrouble> compressed(cv::Mat flat, const Outline& outline, const PageOptions& options) {
  const std::size_t most_bytes = std::min(options.most_bytes, kMostCodedBytes);
  for (int quality = std::clamp(options.quality, kWorstQuality, 100);;) {
    base::PersonBytes jpeg = encode_jpeg(flat, quality);
    if (jpeg.empty()) return base::failure(ScanTrouble(DecodeTrouble::damaged));
    if (jpeg.size() <= most_bytes) return Page{std::move(jpeg), flat.cols, flat.rows, outline};
    if (quality > kWorstQuality) {
      quality = std::max(kWorstQuality, quality - kQualityStep);
    } else if (std::min(flat.cols, flat.rows) >= 64) {
      cv::resize(cv::Mat(flat), flat, {}, 0.75, 0.75, cv::INTER_AREA);
    } else {
      return base::failure(ScanTrouble(DecodeTrouble::too_large));
    }
  }
}

}  // namespace

base::Result<Page, ScanTrouble> scan_page(std::span<const std::uint8_t> jpeg_frame, const PageOptions& options) {
  return guarded(
      [&]() -> base::Result<Page, ScanTrouble> {
        const auto frame = decode_jpeg(jpeg_frame, Pixels::rgb, Damage::refuse);
        if (!frame) return base::failure(ScanTrouble(frame.error()));
        const auto quad = find_page(*frame);
        if (!quad) return base::failure(ScanTrouble(quad.error()));
        const cv::Size size = flat_size(*quad, std::clamp(options.longest_side, 64, kLargestSide));
        return compressed(flattened(*frame, *quad, size), as_fractions(*quad, frame->size()), options);
      },
      base::failure(ScanTrouble(DecodeTrouble::damaged)));
}

}  // namespace bancheng::imaging
