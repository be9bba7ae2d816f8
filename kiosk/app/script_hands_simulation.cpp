#include <nlohmann/json.hpp>

#include <charconv>
#include <functional>
#include <map>
#include <optional>
#include <sstream>
#include <utility>
#include <vector>

#include "drivers/virtual/panel.h"
#include "kiosk/app/frame_log.h"
#include "kiosk/app/script_hands.h"
#include "kiosk/base/log.h"
#include "kiosk/base/queue.h"
#include "kiosk/ui/injection.h"

namespace bancheng::app {
namespace {

using core::session::Screen;
using drivers::PanelRequest;
using nlohmann::json;

constexpr std::size_t kMostRequests = 16;

const char* name_of(core::session::Role role) {
  using core::session::Role;
  switch (role) {
    case Role::heading: return "heading";
    case Role::section: return "section";
    case Role::text: return "text";
    case Role::notice: return "notice";
    case Role::error_summary: return "error-summary";
    case Role::button: return "button";
    case Role::choice: return "choice";
    case Role::field: return "field";
    case Role::row: return "row";
    case Role::picture: return "picture";
    case Role::preview: return "preview";
    case Role::signature: return "signature";
    case Role::progress: return "progress";
    case Role::code: return "code";
    case Role::busy: return "busy";
  }
  return "text";
}

json to_json(const ui::Drawn& drawn) {
  return {{"id", drawn.id},           {"role", name_of(drawn.role)},    {"text", drawn.text.view()},
          {"value", drawn.value.view()}, {"x", drawn.rect.x},           {"y", drawn.rect.y},
          {"w", drawn.rect.width},    {"h", drawn.rect.height},         {"touchable", drawn.touchable},
          {"enabled", drawn.enabled}, {"selected", drawn.selected},     {"focused", drawn.focused},
          {"visible", drawn.visible}, {"shows_page", drawn.shows_page}};
}

const char* name_of(core::session::TextSize size) {
  using core::session::TextSize;
  switch (size) {
    case TextSize::small: return "small";
    case TextSize::medium: return "medium";
    case TextSize::large: return "large";
    case TextSize::largest: return "largest";
  }
  return "medium";
}

/// In the words of a scenario's "set" and of the configuration.
json to_json(const core::session::Settings& settings) {
  return {{"language", settings.language == core::Language::en ? "en" : "zh-CN"},
          {"text_size", name_of(settings.text_size)},
          {"contrast", settings.high_contrast ? "high" : "normal"}};
}

std::string said(const json& answer) { return answer.dump(-1, ' ', false, json::error_handler_t::replace); }
std::string refused(const std::string& why) { return said({{"error", why}}); }
std::string done() { return said({{"ok", true}}); }

class PanelHands final : public ScriptHands {
 public:
  PanelHands(const std::filesystem::path& socket, ui::Shell& shell)
      : shell_(shell), requests_(kMostRequests, [this] { shell_.wake(); }), panel_(drivers::make_panel(socket, [this](PanelRequest request) {
          if (request.line.starts_with("touch down")) frames_.pressed();
          requests_.push(std::move(request));
        })) {
    ui::Injection::watch_frames(shell_, [this](const std::string& id) { frames_.drawn(id, shell_.figures()); });
  }

  [[nodiscard]] bool opened() const { return panel_ != nullptr; }

  void serve(const Screen& screen) override {
    // What was injected in the round before has been handled, stepped and drawn by now.
    for (const PanelRequest& request : std::exchange(carried_out_, {})) request.answer(done());
    for (PanelRequest& request : requests_.take_all()) handle(std::move(request), screen);
  }

 private:
  void handle(PanelRequest request, const Screen& screen) {
    std::istringstream words(request.line);
    std::string verb;
    words >> verb;
    if (verb == "screen") {
      request.answer(describe(screen));
    } else if (verb == "frames") {
      request.answer(said(frames_.take()));
    } else if (verb == "screenshot") {
      request.answer(screenshot(words));
    } else if (inject(verb, words)) {
      // The wake-up stands behind the injected event in the queue: the round ends only after that was handled.
      shell_.wake();
      carried_out_.push_back(std::move(request));
    } else {
      request.answer(refused("not a request of the panel"));
    }
  }

  [[nodiscard]] std::string describe(const Screen& screen) {
    json elements = json::array();
    for (const ui::Drawn& drawn : shell_.drawn()) elements.push_back(to_json(drawn));
    return said({{"screen", screen.id}, {"settings", to_json(screen.settings)}, {"frames", shell_.figures().frames},
                 {"missing", shell_.missing()}, {"elements", std::move(elements)}});
  }

  [[nodiscard]] std::string screenshot(std::istringstream& words) {
    std::string file;
    std::getline(words >> std::ws, file);
    const auto written = shell_.screenshot(file);
    return written ? done() : refused(written.error().what);
  }

  [[nodiscard]] bool inject(const std::string& verb, std::istringstream& words) {
    if (verb == "touch") return touch(words);
    if (verb == "key") return press(words);
    if (verb != "insert") return false;
    std::string text;
    std::getline(words >> std::ws, text);
    ui::Injection::text(shell_, base::PersonText(text));
    base::wipe(text.data(), text.size());
    return true;
  }

  [[nodiscard]] bool touch(std::istringstream& words) {
    static const std::map<std::string, ui::FingerAct> kActs{
        {"down", ui::FingerAct::down}, {"move", ui::FingerAct::move}, {"up", ui::FingerAct::up}};
    std::string act;
    float x = 0, y = 0;
    if (!(words >> act >> x >> y) || !kActs.contains(act)) return false;
    ui::Injection::finger(shell_, x, y, kActs.at(act));
    return true;
  }

  [[nodiscard]] bool press(std::istringstream& words) {
    using ui::PadKey;
    static const std::map<std::string, PadKey> kKeys{{"up", PadKey::up},     {"down", PadKey::down}, {"left", PadKey::left},
                                                     {"right", PadKey::right}, {"ok", PadKey::ok},     {"back", PadKey::back},
                                                     {"help", PadKey::help}, {"repeat", PadKey::repeat}};
    std::string name;
    if (!(words >> name) || !kKeys.contains(name)) return false;
    ui::Injection::key(shell_, kKeys.at(name));
    return true;
  }

  ui::Shell& shell_;
  FrameLog frames_;
  base::BoundedQueue<PanelRequest> requests_;
  std::vector<PanelRequest> carried_out_;
  std::unique_ptr<drivers::Panel> panel_;  // last: its thread ends before what it pushes into
};

}  // namespace

std::unique_ptr<ScriptHands> make_script_hands(const std::filesystem::path& socket, ui::Shell& shell) {
  if (socket.empty()) return nullptr;
  auto hands = std::make_unique<PanelHands>(socket, shell);
  if (hands->opened()) return hands;
  spdlog::warn("the virtual panel's socket could not be made");
  return nullptr;
}

}  // namespace bancheng::app
