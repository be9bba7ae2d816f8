// Shell: shows a core Screen on the terminal's panel and turns touches, keys and typing into Intents.
//
// Use: open once, then for ever { show(view(state)) when the state has changed; wait(next deadline); step each input }.
// wait() draws what has changed and sleeps until something happens; when nothing has changed nothing is drawn.
// Everything is called on one thread (the loop thread), except wake() and what injection.h says.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/base/clock.h"
#include "kiosk/base/person_text.h"
#include "kiosk/base/result.h"
#include "kiosk/core/session/event.h"
#include "kiosk/core/session/screen.h"
#include "kiosk/text/phrasebook.h"
#include "kiosk/ui/geometry.h"
#include "kiosk/ui/image.h"
#include "kiosk/ui/renderer.h"

namespace bancheng::ui {

/// The tactile keypad's keys. Everything on a screen works with them: the first four move the focus, ok is a tap on it.
enum class PadKey { up, down, left, right, ok, back, help, repeat };

/// SDL key names ("Up", "Return", "F1") to keypad keys.
using KeyMap = std::map<std::string, PadKey, std::less<>>;
[[nodiscard]] KeyMap default_key_map();

enum class WindowKind {
  window,      ///< with a frame, for development
  borderless,  ///< covers the desktop without asking a window manager for it (100 ms quicker)
  fullscreen,  ///< asks for it; for desktops with panels of their own
};

struct ShellConfig {
  std::string title = "Bancheng";
  int width = 0;   ///< pixels; 0: the desktop's
  int height = 0;  ///< pixels; 0: the desktop's
  WindowKind kind = WindowKind::borderless;
  Renderer renderer = Renderer::automatic;
  /// The panel's visible area as it is mounted; sizes of text and targets follow from it (standards.md).
  double panel_width_mm = 476;
  double panel_height_mm = 268;
  std::filesystem::path assets;          ///< holds icons/*.svg, pinyin/readings.tsv
  std::filesystem::path pinyin_program;  ///< bancheng-pinyin; empty: Chinese cannot be typed
  /// Low layout: all controls stay within so many mm above the panel's lower edge (reach from a wheelchair).
  std::optional<double> low_reach_mm;
  KeyMap keys = default_key_map();
};

/// One phrasebook a language; shared, immutable.
struct Phrasebooks {
  std::shared_ptr<const text::Phrasebook> zh_cn;
  std::shared_ptr<const text::Phrasebook> en;
};

/// The window was closed.
struct Quit {};
/// The service gesture was made on the attract page (service_gesture.h).
struct ServiceCall {};
using Input = std::variant<core::session::Intent, core::session::Activity, ServiceCall, Quit>;

enum class DrawnKind {
  element,   ///< of the Screen, under its own id
  key,       ///< of the on-screen keyboard: key.a … key.z, key.0 …, key.backspace, key.space, key.shift, key.mode-…
  candidate, ///< of the pinyin engine: candidate.0 …, `text` is what it stands for
  control,   ///< of the shell: scroll.up, scroll.down, candidate.more, field caret and so on
};

/// What stands on the screen now, for the scenario runner and tests.
struct Drawn {
  std::string id;
  DrawnKind kind = DrawnKind::element;
  core::session::Role role = core::session::Role::text;  ///< of elements; keys and controls are buttons
  base::PersonText text;    ///< the label (with detail and error on further lines), as resolved
  base::PersonText value;   ///< of fields and rows
  PixelRect rect;           ///< empty when not visible
  bool touchable = false;   ///< a tap in the middle of rect does something
  bool enabled = true;
  bool selected = false;
  bool focused = false;
  bool visible = true;      ///< wholly on this page; false: on another page of an overlong screen (scroll.down, scroll.up)
  bool shows_page = false;  ///< of the live preview: a page was found in the frame that it shows, and is outlined
};

/// What drawing has cost so far.
struct Figures {
  std::uint64_t frames = 0;                  ///< since open()
  std::chrono::microseconds first_frame{0};  ///< from open() to the first swap
  std::chrono::microseconds last_own{0};     ///< CPU time of layout and texts of the last frame, rasteriser aside
  std::chrono::microseconds worst_own{0};    ///< the same, worst frame but the first
  std::chrono::microseconds last_total{0};   ///< CPU time of this process for the last frame, rasteriser included
};

class Shell {
 public:
  /// Makes the window and everything that drawing needs. `clock` must outlive the shell. SIGINT and SIGTERM are left to
  /// the application.
  [[nodiscard]] static base::Result<std::unique_ptr<Shell>, base::Complaint> open(const ShellConfig& config,
                                                                                 Phrasebooks phrasebooks,
                                                                                 const base::Clock& clock);
  ~Shell();
  Shell(const Shell&) = delete;
  Shell& operator=(const Shell&) = delete;

  /// Shows `screen` from the next wait() on. Typing in progress goes on when the same screen comes with the same field.
  void show(const core::session::Screen& screen);

  /// The newest camera frame, with the outline of the page found in it; shown by a `preview` without page.
  void set_live(RgbImage frame, std::optional<Outline> outline = std::nullopt);
  /// The camera has stopped: forgets and wipes the last frame.
  void clear_live();
  /// The picture of a scanned page; shown by a `preview` of that page.
  void set_page(core::delivery::PageId page, RgbImage image);
  void drop_page(core::delivery::PageId page);

  /// Handles input, draws what has changed, and sleeps until there is input, wake() is called or `deadline` has passed
  /// on the clock; then returns what happened (possibly nothing). An overdue deadline only handles what waits already.
  [[nodiscard]] std::vector<Input> wait(base::SteadyTime deadline);

  /// Makes a running or the next wait() return at once. Any thread.
  void wake();

  /// Every element of the screen as laid out now, in list order, then keys, candidates and controls.
  [[nodiscard]] std::vector<Drawn> drawn();

  /// Draws if something has changed, and writes what is on the screen as PNG.
  [[nodiscard]] base::Result<void, base::Complaint> screenshot(const std::filesystem::path& file);

  /// Session end: typing in progress, resolved texts, text masks, textures, pictures are wiped; the pinyin process is
  /// replaced; the screen is empty until the next show().
  void wipe();

  [[nodiscard]] int width() const;   ///< pixels
  [[nodiscard]] int height() const;  ///< pixels
  [[nodiscard]] double pixels_per_mm() const;
  [[nodiscard]] Figures figures() const;
  /// Messages that no phrasebook has, and icons that assets/icons lacks: both empty in a good build.
  [[nodiscard]] std::vector<std::string> missing() const;

 private:
  struct Impl;
  explicit Shell(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
  friend class Injection;
};

}  // namespace bancheng::ui
