#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "kiosk/imaging/outline.h"

namespace bancheng::imaging {
namespace {

constexpr float kEdgeMargin = 3.0f;       // pixels: a corner nearer to the frame's edge may go on beyond it
constexpr double kSmallestPage = 0.012;   // of the frame's area: a card under a camera whose field is A3
constexpr double kSharpestAngle = 55.0;   // degrees, at any corner
constexpr double kMostTaper = 1.7;        // ratio of opposite sides: more is no sheet lying on the desk
constexpr double kLongestShape = 4.0;     // ratio of neighbouring sides
constexpr int kSamples = 48;              // along one side
constexpr int kLongestReach = 7;          // pixels looked at on each side of the outline; less for small pages,
constexpr int kShortestReach = 3;         // whose print is as near to their edge
constexpr double kReachOfSide = 0.06;
constexpr float kLeastStep = 12.0f;       // levels across an edge, the three colours together
constexpr float kClearShare = 0.3f;       // of the strongest change that counts as a clear one
constexpr float kStray = 1.5f;            // pixels from the line: a sample that found something else
constexpr double kSupportOfSide = 0.6;    // share of samples that must lie on an edge
constexpr float kFarthestMove = 14.0f;    // pixels that a corner may move when the sides are fitted

double length(const cv::Point2f& v) { return std::hypot(v.x, v.y); }

double angle_at(const cv::Point2f& corner, const cv::Point2f& a, const cv::Point2f& b) {
  const cv::Point2f u = a - corner;
  const cv::Point2f v = b - corner;
  const double cosine = u.dot(v) / std::max(1e-6, length(u) * length(v));
  return std::acos(std::clamp(cosine, -1.0, 1.0)) * 180.0 / CV_PI;
}

bool near_edge(const cv::Point2f& p, cv::Size size) {
  return p.x < kEdgeMargin || p.y < kEdgeMargin || p.x > static_cast<float>(size.width - 1) - kEdgeMargin ||
         p.y > static_cast<float>(size.height - 1) - kEdgeMargin;
}

bool has_paper_shape(const Quad& quad) {
  std::array<double, 4> sides{};
  for (std::size_t i = 0; i < 4; ++i) {
    sides[i] = length(quad[(i + 1) % 4] - quad[i]);
    const double angle = angle_at(quad[i], quad[(i + 1) % 4], quad[(i + 3) % 4]);
    if (angle < kSharpestAngle || angle > 180.0 - kSharpestAngle) return false;
  }
  const auto [shortest, longest] = std::minmax_element(sides.begin(), sides.end());
  const double taper = std::max({sides[0] / sides[2], sides[2] / sides[0], sides[1] / sides[3], sides[3] / sides[1]});
  return *shortest > 8 && *longest / *shortest <= kLongestShape && taper <= kMostTaper;
}

cv::Vec3f colour_at(const cv::Mat& rgb, const cv::Point2f& p) {
  const int x = std::clamp(cvRound(p.x), 0, rgb.cols - 1);
  const int y = std::clamp(cvRound(p.y), 0, rgb.rows - 1);
  return cv::Vec3f(rgb.at<cv::Vec3b>(y, x));
}

/// How far from the outline, along the normal, the page begins: the first clear change of colour on the way in, so that
/// print near the page's edge is not taken for it. Nothing when the colour hardly changes. `normal` points inwards.
std::optional<float> edge_beside(const cv::Mat& rgb, const cv::Point2f& on_side, const cv::Point2f& normal, int reach) {
  std::array<cv::Vec3f, 2 * kLongestReach + 5> colours;
  const auto count = static_cast<std::size_t>(2 * reach + 5);  // two more at each end, to measure the step there
  for (std::size_t i = 0; i < count; ++i) {
    colours[i] = colour_at(rgb, on_side + normal * static_cast<float>(static_cast<int>(i) - reach - 2));
  }
  const auto step_at = [&](std::size_t i) {
    const cv::Vec3f change = colours[i + 1] + colours[i + 2] - colours[i - 1] - colours[i - 2];
    return (std::abs(change[0]) + std::abs(change[1]) + std::abs(change[2])) * 0.5f;
  };
  std::size_t best = 2;
  for (std::size_t i = 3; i + 2 < count; ++i) {
    if (step_at(i) > step_at(best)) best = i;
  }
  if (step_at(best) < kLeastStep) return std::nullopt;
  const float clear = std::max(kLeastStep, kClearShare * step_at(best));
  std::size_t first = 2;
  while (step_at(first) < clear) ++first;
  for (best = first; best + 3 < count && step_at(best + 1) > step_at(best);) ++best;
  // The middle of the slope, finer than a pixel: the steps around the best one, weighed by their height.
  float weight = 0;
  float sum = 0;
  for (std::size_t i = std::max<std::size_t>(2, best - 1); i <= std::min(count - 3, best + 1); ++i) {
    weight += step_at(i);
    sum += step_at(i) * static_cast<float>(i);
  }
  return sum / weight - static_cast<float>(reach + 2);
}

int reach_for(const Quad& quad) {
  double shortest = length(quad[3] - quad[0]);
  for (std::size_t i = 0; i < 3; ++i) shortest = std::min(shortest, length(quad[i + 1] - quad[i]));
  return std::clamp(static_cast<int>(shortest * kReachOfSide), kShortestReach, kLongestReach);
}

struct Side {
  std::vector<cv::Point2f> on_edge;
  double support = 0;  // share of samples that lie on an edge
};

Side sample_side(const cv::Mat& rgb, const cv::Point2f& from, const cv::Point2f& to, int reach) {
  const cv::Point2f along = to - from;
  const auto size = static_cast<float>(std::max(1e-3, length(along)));
  const cv::Point2f normal(-along.y / size, along.x / size);
  Side side;
  for (int i = 0; i < kSamples; ++i) {
    // The ends are left out: rounded corners of cards.
    const float share = 0.06f + 0.88f * static_cast<float>(i) / (kSamples - 1);
    const cv::Point2f on_side = from + along * share;
    if (const auto offset = edge_beside(rgb, on_side, normal, reach)) side.on_edge.push_back(on_side + normal * *offset);
  }
  side.support = static_cast<double>(side.on_edge.size()) / kSamples;
  return side;
}

/// The line along the samples, without those that strayed to print or shadow.
cv::Vec4f line_along(std::vector<cv::Point2f> samples) {
  cv::Vec4f line;
  cv::fitLine(samples, line, cv::DIST_HUBER, 0, 0.01, 0.01);
  const auto strays = [&](const cv::Point2f& p) { return std::abs((p.x - line[2]) * line[1] - (p.y - line[3]) * line[0]) > kStray; };
  const std::size_t before = samples.size();
  std::erase_if(samples, strays);
  if (samples.size() >= before / 2 && samples.size() < before && samples.size() > 2) cv::fitLine(samples, line, cv::DIST_HUBER, 0, 0.01, 0.01);
  return line;
}

/// Sides that lie along the frame's edge cannot show an edge of the page.
bool open_sides_follow_edges(const Quad& quad, const cv::Mat& rgb) {
  int open = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const cv::Point2f& from = quad[i];
    const cv::Point2f& to = quad[(i + 1) % 4];
    if (near_edge(from, rgb.size()) && near_edge(to, rgb.size()) && near_edge((from + to) * 0.5f, rgb.size())) continue;
    ++open;
    if (sample_side(rgb, from, to, reach_for(quad)).support < kSupportOfSide) return false;
  }
  return open > 0;
}

std::optional<cv::Point2f> crossing(const cv::Vec4f& a, const cv::Vec4f& b) {
  const float determinant = a[0] * b[1] - a[1] * b[0];
  if (std::abs(determinant) < 0.2f) return std::nullopt;  // sine of the angle between them: nearly parallel
  const float t = ((b[2] - a[2]) * b[1] - (b[3] - a[3]) * b[0]) / determinant;
  return cv::Point2f(a[2] + t * a[0], a[3] + t * a[1]);
}

}  // namespace

double area_of(const Quad& quad) { return cv::contourArea(std::vector<cv::Point2f>(quad.begin(), quad.end())); }

Verdict judge(const Quad& quad, const cv::Mat& rgb) {
  if (std::any_of(quad.begin(), quad.end(), [&](const auto& p) { return near_edge(p, rgb.size()); })) {
    return open_sides_follow_edges(quad, rgb) ? Verdict::cut_off : Verdict::not_a_page;
  }
  if (!has_paper_shape(quad)) return Verdict::not_a_page;
  return area_of(quad) < kSmallestPage * static_cast<double>(rgb.total()) ? Verdict::too_small : Verdict::page;
}

std::optional<Quad> fit_to_edges(const Quad& quad, const cv::Mat& rgb) {
  const int reach = reach_for(quad);
  std::array<cv::Vec4f, 4> lines;
  for (std::size_t i = 0; i < 4; ++i) {
    Side side = sample_side(rgb, quad[i], quad[(i + 1) % 4], reach);
    if (side.support < kSupportOfSide) return std::nullopt;
    lines[i] = line_along(std::move(side.on_edge));
  }
  Quad fitted;
  for (std::size_t i = 0; i < 4; ++i) {
    const auto corner = crossing(lines[(i + 3) % 4], lines[i]);
    if (!corner || length(*corner - quad[i]) > kFarthestMove) return std::nullopt;
    fitted[i] = *corner;
  }
  return has_paper_shape(fitted) ? std::optional(fitted) : std::nullopt;
}

}  // namespace bancheng::imaging
