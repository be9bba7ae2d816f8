#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "kiosk/imaging/outline.h"

namespace bancheng::imaging {
namespace {

constexpr std::size_t kMostShapes = 4;         // of one mask
constexpr double kSmallestShape = 0.004;       // of the frame's area; smaller pieces are not worth a look
constexpr int kLeastContrast = 20;             // grey levels between page and desk
constexpr int kBorder = 6;                     // pixels along the frame's edge in which the desk's brightness is measured

/// Corners in a fixed order: clockwise, beginning with the one nearest to the frame's top left.
Quad in_order(Quad quad) {
  const cv::Point2f middle = (quad[0] + quad[1] + quad[2] + quad[3]) * 0.25f;
  const auto angle = [&](const cv::Point2f& p) { return std::atan2(p.y - middle.y, p.x - middle.x); };
  std::sort(quad.begin(), quad.end(), [&](const auto& a, const auto& b) { return angle(a) < angle(b); });
  const auto first = std::min_element(quad.begin(), quad.end(), [](const auto& a, const auto& b) { return a.x + a.y < b.x + b.y; });
  std::rotate(quad.begin(), first, quad.end());
  return quad;
}

/// The four corners that remain when the outline is drawn ever more coarsely; nothing when it never has four.
std::optional<Quad> four_corners(const std::vector<cv::Point>& contour) {
  std::vector<cv::Point> hull;
  cv::convexHull(contour, hull);
  const double length = cv::arcLength(hull, true);
  std::vector<cv::Point> corners;
  for (const double coarseness : {0.01, 0.02, 0.03, 0.045, 0.06, 0.08}) {
    cv::approxPolyDP(hull, corners, coarseness * length, true);
    if (corners.size() < 4) return std::nullopt;
    if (corners.size() == 4) return in_order({corners[0], corners[1], corners[2], corners[3]});
  }
  return std::nullopt;
}

void add_shapes(const cv::Mat& mask, std::vector<Quad>& shapes) {
  std::vector<std::vector<cv::Point>> contours;
  cv::findContours(mask, contours, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_SIMPLE);
  std::sort(contours.begin(), contours.end(), [](const auto& a, const auto& b) { return cv::contourArea(a) > cv::contourArea(b); });
  for (std::size_t i = 0; i < std::min(contours.size(), kMostShapes); ++i) {
    if (cv::contourArea(contours[i]) < kSmallestShape * static_cast<double>(mask.total())) return;
    if (const auto quad = four_corners(contours[i])) shapes.push_back(*quad);
  }
}

/// Value below which `share` of the pixels lie.
int percentile(const cv::Mat& grey, double share) {
  std::array<std::size_t, 256> counts{};
  for (int y = 0; y < grey.rows; ++y) {
    for (const std::uint8_t* p = grey.ptr(y); p != grey.ptr(y) + grey.cols; ++p) ++counts[*p];
  }
  const auto wanted = static_cast<std::size_t>(share * static_cast<double>(grey.total()));
  std::size_t below = 0;
  for (int value = 0; value < 256; ++value) {
    below += counts[static_cast<std::size_t>(value)];
    if (below > wanted) return value;
  }
  return 255;
}

int desk_brightness(const cv::Mat& grey) {
  const int band = std::min({kBorder, grey.rows, grey.cols});
  cv::Mat across;
  cv::vconcat(grey.rowRange(0, band), grey.rowRange(grey.rows - band, grey.rows), across);
  return percentile(across, 0.5);
}

/// Pieces torn by print are closed, specks and threads are dropped.
void tidy(cv::Mat& mask) {
  static const cv::Mat kClose = cv::getStructuringElement(cv::MORPH_RECT, {7, 7});
  static const cv::Mat kOpen = cv::getStructuringElement(cv::MORPH_RECT, {5, 5});
  cv::morphologyEx(mask, mask, cv::MORPH_CLOSE, kClose);
  cv::morphologyEx(mask, mask, cv::MORPH_OPEN, kOpen);
}

}  // namespace

std::vector<Quad> shapes_against_desk(const cv::Mat& grey) {
  std::vector<Quad> shapes;
  cv::Mat mask;
  const auto use = [&] {
    tidy(mask);
    add_shapes(mask, shapes);
  };
  cv::Mat difference;
  cv::absdiff(grey, cv::Scalar::all(desk_brightness(grey)), difference);
  const int contrast = percentile(difference, 0.97);
  if (contrast >= kLeastContrast) {
    for (const double share : {0.3, 0.5}) {
      cv::threshold(difference, mask, std::max<double>(kLeastContrast * 0.6, contrast * share), 255, cv::THRESH_BINARY);
      use();
    }
  }
  cv::threshold(grey, mask, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
  use();
  return shapes;
}

std::vector<Quad> shapes_of_closed_edges(const cv::Mat& grey) {
  static const cv::Mat kThicken = cv::getStructuringElement(cv::MORPH_RECT, {3, 3});
  std::vector<Quad> shapes;
  cv::Mat edges;
  cv::Canny(grey, edges, 25, 70);
  cv::dilate(edges, edges, kThicken, {-1, -1}, 2);
  add_shapes(edges, shapes);
  return shapes;
}

}  // namespace bancheng::imaging
