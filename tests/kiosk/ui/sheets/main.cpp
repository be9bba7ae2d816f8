// bancheng-sheets: contact sheets of the screens that the session shows, drawn by the real renderer off the screen: language ×
// mode, for one orientation of one profile. Called by tools/scenario --sheets.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>

#include "../checks/layout_check.h"
#include "../checks/reached_screens.h"
#include "../support/sample_visit.h"
#include "kiosk/ui/shell.h"
#include "sheet.h"

namespace bancheng::ui::sheets {
namespace {

using core::Language;
using core::session::Element;
using core::session::FieldData;
using core::session::PreviewData;
using core::session::Role;
using core::session::Screen;
using core::session::TextSize;
namespace fs = std::filesystem;

constexpr int kLongSide = 1280;       ///< pixels of a picture before it is made small
constexpr std::size_t kMostAlike = 4;  ///< pictures of one screen, of one kind of content

struct Mode {
  const char* name;
  TextSize size;
  bool high_contrast;
};
constexpr Mode kModes[] = {{"normal", TextSize::medium, false},
                           {"large", TextSize::largest, false},
                           {"elderly", TextSize::large, false},
                           {"contrast", TextSize::medium, true}};

struct Options {
  std::string out = "out/sheets";
  std::string profile = "demo";
  std::string orientation = "landscape";
  std::string only;  ///< screens whose id begins so; empty: all
};

/// What of a screen makes another composition: which kinds of elements, which keyboard, something that is wrong.
std::string composition_of(const Screen& screen) {
  std::set<std::string> kinds;
  for (const Element& element : screen.elements) {
    if (element.place == core::session::Place::bar) continue;
    std::string kind = std::to_string(static_cast<int>(element.role)) + std::to_string(static_cast<int>(element.place));
    if (const auto* field = std::get_if<FieldData>(&element.data)) kind += "k" + std::to_string(static_cast<int>(field->keyboard));
    kinds.insert(kind);
  }
  std::string all = screen.id;
  for (const std::string& kind : kinds) all += " " + kind;
  return all;
}

/// One screen of each composition, the fullest, but not more than a few of one id (fields: one a keyboard).
std::vector<Screen> chosen(const std::vector<Screen>& screens) {
  std::map<std::string, const Screen*> fullest;
  for (const Screen& screen : screens) {
    const Screen*& best = fullest[composition_of(screen)];
    if (best == nullptr || screen.elements.size() > best->elements.size()) best = &screen;
  }
  std::map<std::string, std::size_t> of_id;
  std::vector<Screen> all;
  for (const auto& [composition, screen] : fullest) {
    if (screen->id == "field" || of_id[screen->id]++ < kMostAlike) all.push_back(*screen);
  }
  return all;
}

Phrasebooks books() {
  const fs::path lang = fs::path(BANCHENG_BINARY_DIR) / "assets/lang";
  auto zh = text::Phrasebook::load(lang, Language::zh_cn);
  auto en = text::Phrasebook::load(lang, Language::en);
  if (!zh || !en) throw std::runtime_error((zh ? en.error() : zh.error()).what);
  return {*zh, *en};
}

ShellConfig shell_config(const Panel& panel) {
  ShellConfig config;
  const int longer = std::max(panel.width, panel.height);
  config.width = panel.width * kLongSide / longer;
  config.height = panel.height * kLongSide / longer;
  config.panel_width_mm = panel.width_mm;
  config.panel_height_mm = panel.height_mm;
  config.low_reach_mm = panel.low_reach_mm;
  config.assets = fs::path(BANCHENG_SOURCE_DIR) / "assets";
  config.pinyin_program = fs::path(BANCHENG_BINARY_DIR) / "bin/bancheng-pinyin";
  return config;
}

class Photographer {
 public:
  Photographer(Shell& shell, const base::Clock& clock, const Options& options) : shell_(shell), clock_(clock), options_(options) {
    shell_.set_live(samples::camera_frame(), samples::camera_outline());
    fs::create_directories(folder());
  }
  ~Photographer() {
    std::error_code error;
    fs::remove_all(folder(), error);
  }
  Photographer(const Photographer&) = delete;
  Photographer& operator=(const Photographer&) = delete;

  /// All sheets of one language and mode; how many pictures.
  std::size_t series(const std::vector<Screen>& screens, Language language, const Mode& mode) {
    const bool portrait = shell_.height() > shell_.width();
    const std::size_t most = portrait ? 10 : 12;
    const std::string code(text::language_code(language));
    const std::string series = code + "-" + options_.orientation + "-" + mode.name;
    std::vector<Picture> pictures;
    std::size_t sheet = 0;
    for (std::size_t i = 0; i < screens.size(); ++i) {
      pictures.push_back(take(screens[i], language, mode, pictures.size()));
      if (pictures.size() < most && i + 1 < screens.size()) continue;
      const fs::path file = fs::path(options_.out) / (series + "-" + std::to_string(++sheet) + ".png");
      const auto written = write_sheet(file, options_.profile + " " + series, pictures, portrait ? 5 : 3, portrait ? 400 : 640,
                                       (portrait ? 400 : 640) * shell_.height() / shell_.width());
      if (!written) throw std::runtime_error(written.error().where + ": " + written.error().what);
      pictures.clear();
    }
    return screens.size();
  }

 private:
  [[nodiscard]] fs::path folder() const { return fs::path(options_.out) / ("." + options_.orientation); }

  Picture take(Screen screen, Language language, const Mode& mode, std::size_t index) {
    screen.settings = {language, mode.size, mode.high_contrast};
    for (const Element& element : screen.elements) {
      const auto* preview = std::get_if<PreviewData>(&element.data);
      if (preview != nullptr && preview->page) shell_.set_page(*preview->page, samples::scanned_page());
    }
    shell_.show(screen);
    (void)shell_.wait(clock_.now().steady);
    const fs::path file = folder() / (std::to_string(index) + ".png");
    if (const auto taken = shell_.screenshot(file); !taken) throw std::runtime_error(taken.error().what);
    return {file, screen.id};
  }

  Shell& shell_;
  const base::Clock& clock_;
  const Options& options_;
};

int run(const Options& options) {
  const auto terminals = checks::all_terminals();
  const std::string name = options.profile + " " + options.orientation;
  const auto terminal = std::find_if(terminals.begin(), terminals.end(), [&](const checks::Terminal& one) { return one.name == name; });
  if (terminal == terminals.end()) throw std::runtime_error("there is no profile '" + options.profile + "'");
  const checks::ScreenShapes shapes = checks::reached_screens(2);
  const auto clock = base::make_process_clock();
  auto shell = Shell::open(shell_config(terminal->mounting.panel), books(), *clock);
  if (!shell) throw std::runtime_error(shell.error().where + ": " + shell.error().what);
  Photographer photographer(**shell, *clock, options);
  std::size_t count = 0;
  for (const Language language : {Language::zh_cn, Language::en}) {
    std::vector<Screen> screens = chosen(shapes.longest(language));
    std::erase_if(screens, [&](const Screen& screen) { return !screen.id.starts_with(options.only); });
    for (const Mode& mode : kModes) count += photographer.series(screens, language, mode);
  }
  std::printf("%s %s: %zu pictures in %s\n", options.profile.c_str(), options.orientation.c_str(), count, options.out.c_str());
  for (const std::string& id : (*shell)->missing()) std::printf("missing: %s\n", id.c_str());
  return (*shell)->missing().empty() ? 0 : 1;
}

}  // namespace
}  // namespace bancheng::ui::sheets

int main(int argc, char** argv) {
  bancheng::ui::sheets::Options options;
  CLI::App app("Contact sheets of the screens.");
  app.add_option("--out", options.out, "folder");
  app.add_option("--profile", options.profile, "of config/profiles");
  app.add_option("--orientation", options.orientation, "landscape or portrait")->check(CLI::IsMember({"landscape", "portrait"}));
  app.add_option("--only", options.only, "screens whose id begins so");
  CLI11_PARSE(app, argc, argv);
  if (std::getenv("SDL_VIDEODRIVER") == nullptr) setenv("SDL_VIDEODRIVER", "offscreen", 1);
  try {
    return bancheng::ui::sheets::run(options);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "%s\n", problem.what());
    return 1;
  }
}
