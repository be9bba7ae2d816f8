// code.read: the QR code of a form in live camera frames, decoding of the frame included.
#include <string>

#include "drivers/virtual/camera_scene.h"
#include "kiosk/imaging/code_reader.h"
#include "tools/bench_runner/figures.h"
#include "tools/bench_runner/stopwatch.h"
#include "tools/specimens/sheets.h"

namespace bancheng::bench {
namespace {

constexpr int kWidth = 1280, kHeight = 720;

}  // namespace

Taken take_code_read(const Options& options) {
  Figure figure{"code.read", "ms", {}};
  const auto sheet = options.sheets / "application-form.png";
  int missed = 0;
  for (int run = 0; run <= options.runs; ++run) {
    auto scene = drivers::CameraScene::with_sheet(sheet, drivers::usual_conditions(static_cast<std::uint32_t>(run)));
    if (!scene) return base::failure(base::Complaint{sheet.string(), "not a picture"});
    const base::PersonBytes frame = scene->frame(kWidth, kHeight, 1);
    const Stopwatch watch(CLOCK_THREAD_CPUTIME_ID);
    const auto codes = imaging::read_codes(frame, imaging::Effort::live);
    const double spent = watch.milliseconds();
    if (!codes) return base::failure(base::Complaint{"code.read", "a frame could not be decoded"});
    for (const imaging::Code& code : *codes) {
      if (code.text.view() != specimens::kFormCode) return base::failure(base::Complaint{"code.read", "a code was misread"});
    }
    if (codes->empty()) ++missed;
    if (run > 0) figure.values.push_back(spent);
  }
  // A frame without a code found is followed by others; but most must be read, or other work is measured.
  if (missed * 4 > options.runs + 1) return base::failure(base::Complaint{"code.read", std::to_string(missed) + " frames were not read"});
  return std::vector<Figure>{figure};
}

}  // namespace bancheng::bench
