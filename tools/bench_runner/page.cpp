// page.pipeline, page.preview: camera frames through the shipped imaging.
#include "kiosk/imaging/page.h"

#include "drivers/virtual/camera_scene.h"
#include "tools/bench_runner/figures.h"
#include "tools/bench_runner/stopwatch.h"

namespace bancheng::bench {
namespace {

constexpr int kStillWidth = 3264, kStillHeight = 2448;   // 8 MP
constexpr int kPreviewWidth = 1280, kPreviewHeight = 720;
constexpr std::size_t kFrames = 4;  ///< different ones, in turn

base::Result<std::vector<base::PersonBytes>, base::Complaint> frames_of(const std::filesystem::path& sheet, int width, int height) {
  std::vector<base::PersonBytes> frames;
  for (std::uint32_t seed = 1; seed <= kFrames; ++seed) {
    auto scene = drivers::CameraScene::with_sheet(sheet, drivers::usual_conditions(seed));
    if (!scene) return base::failure(base::Complaint{sheet.string(), "not a picture"});
    frames.push_back(scene->frame(width, height, seed));
  }
  return frames;
}

}  // namespace

Taken take_page_pipeline(const Options& options) {
  const auto frames = frames_of(options.sheets / "household-register.png", kStillWidth, kStillHeight);
  if (!frames) return base::failure(frames.error());
  Figure figure{"page.pipeline", "ms", {}};
  for (int run = 0; run <= options.runs; ++run) {
    const Stopwatch watch(CLOCK_THREAD_CPUTIME_ID);
    const auto page = imaging::scan_page((*frames)[static_cast<std::size_t>(run) % kFrames]);
    if (!page) return base::failure(base::Complaint{"page.pipeline", "no page was found"});
    if (run > 0) figure.values.push_back(watch.milliseconds());
  }
  return std::vector<Figure>{figure};
}

Taken take_page_preview(const Options& options) {
  const auto frames = frames_of(options.sheets / "household-register.png", kPreviewWidth, kPreviewHeight);
  if (!frames) return base::failure(frames.error());
  Figure figure{"page.preview", "ms", {}};
  for (int run = 0; run <= options.runs; ++run) {
    const Stopwatch watch(CLOCK_THREAD_CPUTIME_ID);
    const auto seen = imaging::look_at((*frames)[static_cast<std::size_t>(run) % kFrames], kPreviewWidth, kPreviewHeight);
    if (!seen || !seen->page) return base::failure(base::Complaint{"page.preview", "no page was found"});
    if (run > 0) figure.values.push_back(watch.milliseconds());
  }
  return std::vector<Figure>{figure};
}

}  // namespace bancheng::bench
