// bancheng-screens: draws the screens of a visit off the screen and leaves them as PNG, for looking at them.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "../support/sample_visit.h"
#include "kiosk/ui/injection.h"
#include "kiosk/ui/shell.h"

namespace {

using namespace bancheng;
using core::session::Settings;
using core::session::TextSize;

struct Options {
  std::string out = "out/screens";
  std::string only;
  std::string language = "zh";
  int size = 1;
  int width = 1920;
  int height = 1080;
  double low = 0;
  bool contrast = false;
  std::string keys;  ///< letters touched before the picture is taken
  bool bench = false;
  bool opengl = false;
};

ui::Phrasebooks books() {
  const std::filesystem::path lang = std::string(BANCHENG_BINARY_DIR) + "/assets/lang";
  auto zh = text::Phrasebook::load(lang, core::Language::zh_cn);
  auto en = text::Phrasebook::load(lang, core::Language::en);
  if (!zh || !en) {
    std::fprintf(stderr, "%s\n", (zh ? en.error() : zh.error()).what.c_str());
    std::exit(1);
  }
  return {*zh, *en};
}

base::SteadyTime soon(const base::Clock& clock) { return clock.now().steady; }

void touch_keys(ui::Shell& shell, const base::Clock& clock, const std::string& keys) {
  for (const char key : keys) {
    for (const ui::Drawn& drawn : shell.drawn()) {
      if (drawn.id != std::string("key.") + key) continue;
      ui::Injection::finger(shell, drawn.rect.middle_x(), drawn.rect.middle_y(), ui::FingerAct::down);
      ui::Injection::finger(shell, drawn.rect.middle_x(), drawn.rect.middle_y(), ui::FingerAct::up);
    }
    (void)shell.wait(soon(clock));
  }
}

double cpu_ms() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

/// Figures of drawing: a press and its release on each kind of page, then five seconds in which nothing happens.
void bench(ui::Shell& shell, const base::Clock& clock, const Settings& settings) {
  for (const ui::samples::Sample& sample : ui::samples::visit(settings)) {
    shell.show(sample.screen);
    (void)shell.wait(soon(clock));
    double own = 0;
    double total = 0;
    constexpr int kPresses = 20;
    for (int i = 0; i < kPresses * 2; ++i) {
      const ui::FingerAct act = i % 2 == 0 ? ui::FingerAct::down : ui::FingerAct::up;
      for (const ui::Drawn& drawn : shell.drawn()) {
        if (drawn.id == "bar.size") ui::Injection::finger(shell, drawn.rect.middle_x(), drawn.rect.middle_y(), act);
      }
      (void)shell.wait(soon(clock));
      (void)shell.wait(soon(clock));
      own += static_cast<double>(shell.figures().last_own.count());
      total += static_cast<double>(shell.figures().last_total.count());
    }
    std::printf("%-22s own %6.0f us, all %7.0f us a frame\n", sample.name.c_str(), own / (kPresses * 2), total / (kPresses * 2));
  }
  // The rasteriser's threads finish the last frame first.
  (void)shell.wait(clock.now().steady + base::Milliseconds(500));
  const auto frames = shell.figures().frames;
  const double before = cpu_ms();
  (void)shell.wait(clock.now().steady + base::Milliseconds(5000));
  std::printf("idle for 5 s: %llu frames, %.1f ms CPU\n", static_cast<unsigned long long>(shell.figures().frames - frames), cpu_ms() - before);
}

int draw_all(const Options& options) {
  const auto clock = base::make_process_clock();
  ui::ShellConfig config;
  config.width = options.width;
  config.height = options.height;
  if (options.opengl) config.renderer = ui::Renderer::opengl;
  if (options.height > options.width) std::swap(config.panel_width_mm, config.panel_height_mm);
  if (options.low > 0) config.low_reach_mm = options.low;
  config.assets = std::string(BANCHENG_SOURCE_DIR) + "/assets";
  config.pinyin_program = std::string(BANCHENG_BINARY_DIR) + "/bin/bancheng-pinyin";
  auto shell = ui::Shell::open(config, books(), *clock);
  if (!shell) {
    std::fprintf(stderr, "%s: %s\n", shell.error().where.c_str(), shell.error().what.c_str());
    return 1;
  }
  ui::Shell& screen = **shell;
  Settings settings;
  settings.language = options.language == "en" ? core::Language::en : core::Language::zh_cn;
  settings.text_size = static_cast<TextSize>(options.size);
  settings.high_contrast = options.contrast;
  screen.set_live(ui::samples::camera_frame(), ui::samples::camera_outline());
  for (std::uint32_t page = 1; page <= 3; ++page) screen.set_page({page}, ui::samples::scanned_page());
  if (options.bench) {
    bench(screen, *clock, settings);
    std::printf("first frame %lld us after open\n", static_cast<long long>(screen.figures().first_frame.count()));
    return 0;
  }
  std::filesystem::create_directories(options.out);
  std::vector<ui::samples::Sample> samples = ui::samples::visit(settings);
  for (ui::samples::Sample& sample : ui::samples::service(settings)) samples.push_back(std::move(sample));
  for (const ui::samples::Sample& sample : samples) {
    if (!options.only.empty() && sample.name.find(options.only) == std::string::npos) continue;
    screen.show(sample.screen);
    (void)screen.wait(soon(*clock));
    touch_keys(screen, *clock, options.keys);
    const auto written = screen.screenshot(options.out + "/" + sample.name + ".png");
    if (!written) std::fprintf(stderr, "%s\n", written.error().what.c_str());
    std::printf("%-22s own %5lld us, all %6lld us\n", sample.name.c_str(), static_cast<long long>(screen.figures().last_own.count()),
                static_cast<long long>(screen.figures().last_total.count()));
  }
  std::printf("first frame %lld us, worst own %lld us\n", static_cast<long long>(screen.figures().first_frame.count()),
              static_cast<long long>(screen.figures().worst_own.count()));
  for (const std::string& id : screen.missing()) std::printf("missing: %s\n", id.c_str());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Draws the screens of a visit as PNG.");
  app.add_option("--out", options.out, "folder");
  app.add_option("--only", options.only, "names that contain this");
  app.add_option("--language", options.language, "zh or en");
  app.add_option("--size", options.size, "text size, 0 to 3")->check(CLI::Range(0, 3));
  app.add_option("--width", options.width, "pixels");
  app.add_option("--height", options.height, "pixels");
  app.add_option("--low", options.low, "low layout: mm above the panel's lower edge");
  app.add_flag("--contrast", options.contrast, "high contrast");
  app.add_flag("--bench", options.bench, "figures of drawing, no pictures");
  app.add_flag("--opengl", options.opengl, "drawn by OpenGL, whatever suits the machine");
  app.add_option("--keys", options.keys, "keys to touch first");
  CLI11_PARSE(app, argc, argv);
  if (std::getenv("SDL_VIDEODRIVER") == nullptr) setenv("SDL_VIDEODRIVER", "offscreen", 1);
  return draw_all(options);
}
