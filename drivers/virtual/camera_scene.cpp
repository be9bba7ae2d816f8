#include "drivers/virtual/camera_scene.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "drivers/virtual/camera_files.h"

namespace bancheng::drivers {
namespace {

constexpr double kA4Height = 2339;      // pixels at 200 dpi
constexpr double kShareOfHeight = 0.84;  // of the frame, that A4 fills
constexpr double kShareOfWidth = 0.88;
constexpr int kNoiseTile = 512;
constexpr int kNoiseMoves = 128;  // pixels that the tile may be moved from frame to frame
const cv::Scalar kDesk{66, 61, 57};  // dark brown grey

using Quad = std::array<cv::Point2f, 4>;

/// Where the sheet's corners come to lie, in pixels of the frame.
Quad place(cv::Size sheet, cv::Size frame, const SceneConditions& conditions) {
  const double scale = std::min({kShareOfHeight * frame.height / kA4Height, kShareOfHeight * frame.height / sheet.height,
                                 kShareOfWidth * frame.width / sheet.width});
  const double half_width = sheet.width * scale / 2;
  const double half_height = sheet.height * scale / 2;
  const double far = 1.0 - conditions.slant;
  const double near = 1.0 + conditions.slant;
  const std::array<cv::Point2d, 4> flat{{{-half_width * far, -half_height},
                                         {half_width * far, -half_height},
                                         {half_width * near, half_height},
                                         {-half_width * near, half_height}}};
  const double turn = conditions.tilt_degrees * CV_PI / 180.0;
  const cv::Point2d middle(frame.width * (0.5 + conditions.shift_x), frame.height * (0.5 + conditions.shift_y));
  Quad placed;
  for (std::size_t i = 0; i < 4; ++i) {
    placed[i] = cv::Point2d(middle.x + flat[i].x * std::cos(turn) - flat[i].y * std::sin(turn),
                            middle.y + flat[i].x * std::sin(turn) + flat[i].y * std::cos(turn));
  }
  return placed;
}

cv::Mat draw_desk(cv::Size size, std::uint32_t seed) {
  // Coarse grain: a few random cells, drawn out smoothly.
  cv::RNG random(seed + 77);
  cv::Mat cells(24, 32, CV_16SC1);
  random.fill(cells, cv::RNG::NORMAL, cv::Scalar::all(0), cv::Scalar::all(4));
  cv::Mat grain;
  cv::resize(cells, grain, size, 0, 0, cv::INTER_CUBIC);
  cv::merge(std::array<cv::Mat, 3>{grain, grain, grain}, grain);
  cv::Mat desk(size, CV_8UC3, kDesk);
  cv::add(desk, grain, desk, cv::noArray(), CV_8U);
  return desk;
}

/// `part` of `from` over `onto`, by an 8-bit share for each pixel.
void blend(const cv::Mat& from, const cv::Mat& share, cv::Mat& onto) {
  for (int y = 0; y < onto.rows; ++y) {
    const std::uint8_t* part = share.ptr(y);
    const std::uint8_t* source = from.ptr(y);
    std::uint8_t* target = onto.ptr(y);
    for (int i = 0; i < onto.cols * 3; ++i) {
      const int weight = part[i / 3];
      target[i] = static_cast<std::uint8_t>((source[i] * weight + target[i] * (255 - weight) + 127) / 255);
    }
  }
}

void lay_sheet(const cv::Mat& sheet, const Quad& corners, cv::Mat& scene) {
  // Averaged down to about its size in the frame first, so that print does not turn into moiré.
  const double width = std::hypot(corners[2].x - corners[3].x, corners[2].y - corners[3].y);
  const double scale = std::min(1.0, width / sheet.cols);
  cv::Mat small;
  cv::resize(sheet, small, {}, scale, scale, cv::INTER_AREA);
  const auto right = static_cast<float>(small.cols) - 0.5f;
  const auto bottom = static_cast<float>(small.rows) - 0.5f;
  const Quad source{{{-0.5f, -0.5f}, {right, -0.5f}, {right, bottom}, {-0.5f, bottom}}};
  Quad target = corners;
  for (auto& p : target) p -= cv::Point2f(0.5f, 0.5f);
  const cv::Mat transform = cv::getPerspectiveTransform(source.data(), target.data());

  cv::Mat opaque;
  cv::extractChannel(small, opaque, 3);
  cv::Mat share;
  cv::warpPerspective(opaque, share, transform, scene.size(), cv::INTER_LINEAR);
  cv::Mat shadow;
  const double reach = scene.rows / 180.0;
  cv::GaussianBlur(share, shadow, {}, reach);
  const cv::Mat move = (cv::Mat_<double>(2, 3) << 1, 0, reach, 0, 1, reach);
  cv::Mat moved;
  cv::warpAffine(shadow, moved, move, shadow.size());
  moved.convertTo(moved, CV_8U, 0.45);
  blend(cv::Mat(scene.size(), CV_8UC3, cv::Scalar::all(12)), moved, scene);

  cv::Mat colours;
  cv::cvtColor(small, colours, cv::COLOR_RGBA2RGB);
  cv::Mat seen;
  cv::warpPerspective(colours, seen, transform, scene.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  seen.convertTo(seen, -1, 0.93);  // paper under a lamp is not pure white
  blend(seen, share, scene);
}

/// Light that comes from one side: full there, weaker towards the opposite corner.
void shade(cv::Mat& scene, const SceneConditions& conditions) {
  const double direction = (conditions.seed % 360) * CV_PI / 180.0;
  const double dx = std::cos(direction) / scene.cols;
  const double dy = std::sin(direction) / scene.rows;
  for (int y = 0; y < scene.rows; ++y) {
    std::uint8_t* row = scene.ptr(y);
    for (int x = 0; x < scene.cols; ++x) {
      const double along = 0.5 + ((x - scene.cols * 0.5) * dx + (y - scene.rows * 0.5) * dy) / std::sqrt(2.0);
      const auto light = static_cast<int>(256 * (1.0 - conditions.shade * along));
      for (int c = 0; c < 3; ++c) row[3 * x + c] = static_cast<std::uint8_t>(row[3 * x + c] * light >> 8);
    }
  }
}

}  // namespace

struct CameraScene::Impl {
  SceneConditions conditions;
  cv::Mat sheet;        // RGBA; empty: nothing on the desk
  cv::Mat still_scene;  // without noise, in the size that was asked for last
  cv::Mat noise;

  const cv::Mat& scene(cv::Size size) {
    if (still_scene.size() == size) return still_scene;
    still_scene = draw_desk(size, conditions.seed);
    if (!sheet.empty()) lay_sheet(sheet, place(sheet.size(), size, conditions), still_scene);
    shade(still_scene, conditions);
    return still_scene;
  }

  /// The noise tile, laid over the frame from another corner each time.
  void add_noise(cv::Mat& picture, std::uint32_t number) {
    if (noise.empty()) {
      noise.create(kNoiseTile + kNoiseMoves, kNoiseTile + kNoiseMoves, CV_16SC3);
      cv::RNG(conditions.seed).fill(noise, cv::RNG::NORMAL, cv::Scalar::all(0), cv::Scalar::all(conditions.noise));
    }
    cv::RNG random(number + 1);
    const cv::Point corner(random.uniform(0, kNoiseMoves), random.uniform(0, kNoiseMoves));
    for (int y = 0; y < picture.rows; y += kNoiseTile) {
      for (int x = 0; x < picture.cols; x += kNoiseTile) {
        const cv::Size part(std::min(kNoiseTile, picture.cols - x), std::min(kNoiseTile, picture.rows - y));
        cv::Mat target = picture(cv::Rect({x, y}, part));
        cv::add(target, noise(cv::Rect(corner, part)), target, cv::noArray(), CV_8U);
      }
    }
  }
};

SceneConditions usual_conditions(std::uint32_t seed) {
  cv::RNG random(seed * 2654435761u + 1);
  SceneConditions conditions;
  conditions.seed = seed;
  conditions.tilt_degrees = random.uniform(-4.0, 4.0);
  conditions.slant = random.uniform(-0.02, 0.02);
  conditions.shift_x = random.uniform(-0.03, 0.03);
  conditions.shift_y = random.uniform(-0.015, 0.015);
  conditions.shade = random.uniform(0.05, 0.3);
  conditions.noise = random.uniform(2.0, 4.0);
  return conditions;
}

CameraScene::CameraScene(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
CameraScene::CameraScene(const SceneConditions& conditions) : impl_(std::make_unique<Impl>()) { impl_->conditions = conditions; }
CameraScene::CameraScene(CameraScene&&) noexcept = default;
CameraScene& CameraScene::operator=(CameraScene&&) noexcept = default;
CameraScene::~CameraScene() = default;

std::optional<CameraScene> CameraScene::with_sheet(const std::filesystem::path& sheet, const SceneConditions& conditions) {
  auto impl = std::make_unique<Impl>();
  impl->conditions = conditions;
  impl->sheet = read_picture(sheet);
  if (impl->sheet.empty()) return std::nullopt;
  return CameraScene(std::move(impl));
}

base::PersonBytes CameraScene::frame(int width, int height, std::uint32_t number) {
  cv::Mat picture = impl_->scene({width, height}).clone();
  impl_->add_noise(picture, number);
  return camera_jpeg(picture);
}

std::array<SceneCorner, 4> CameraScene::corners(int width, int height) const {
  std::array<SceneCorner, 4> corners{};
  if (impl_->sheet.empty()) return corners;
  const Quad placed = place(impl_->sheet.size(), {width, height}, impl_->conditions);
  for (std::size_t i = 0; i < 4; ++i) corners[i] = {placed[i].x / static_cast<float>(width), placed[i].y / static_cast<float>(height)};
  return corners;
}

}  // namespace bancheng::drivers
