#include "layout_check.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "kiosk/app/config.h"

namespace bancheng::ui::checks {
namespace {

using core::session::Element;
using core::session::FieldData;
using core::session::PreviewData;
using core::session::Role;
using core::session::Screen;
using core::session::TextSize;
namespace fs = std::filesystem;

Key hide_key() {
  Key key;
  key.act = KeyAct::hide;
  return key;
}

}  // namespace

std::vector<Terminal> all_terminals() {
  std::vector<Terminal> terminals;
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(BANCHENG_SOURCE_DIR) / "config/profiles")) {
    if (entry.path().extension() == ".toml") files.insert(entry.path());
  }
  for (const fs::path& file : files) {
    app::Config config;
    const auto complaints = app::load_profile(file, config);
    if (!complaints.empty()) throw std::runtime_error(complaints.front().where + ": " + complaints.front().what);
    for (const bool portrait : {false, true}) {
      config.display.orientation = portrait ? app::Orientation::portrait : app::Orientation::landscape;
      const auto& d = config.display;
      terminals.push_back({file.stem().string() + (portrait ? " portrait" : " landscape"),
                           {{d.width(), d.height(), d.width_mm(), d.height_mm(), config.low_reach_mm()}, d.mounting_height_mm()}});
    }
  }
  return terminals;
}

LayoutCheck::LayoutCheck(core::Language language) : icons_(fs::path(BANCHENG_SOURCE_DIR) / "assets/icons") {
  auto engine = text::Engine::create(64u << 20);
  auto phrases = text::Phrasebook::load(fs::path(BANCHENG_BINARY_DIR) / "assets/lang", language);
  if (!engine || !phrases) throw std::runtime_error("no fonts, or no assets/lang");
  engine_ = std::move(*engine);
  phrases_ = *phrases;
}

View LayoutCheck::view_of(const Screen& screen, Typing& typing) {
  View view;
  view.screen = &screen;
  for (const Element& element : screen.elements) {
    view.spoken.push_back(resolve(element, *phrases_));
    if (element.role == Role::field && !typing.active()) typing.attach(element.id, std::get<FieldData>(element.data), screen.settings.language);
    if (const auto* preview = std::get_if<PreviewData>(&element.data); preview != nullptr && preview->page) view.pictures[preview->page->value] = {900, 1260};
  }
  view.phrases = phrases_.get();
  view.typing = &typing;
  view.live = PictureSize{1280, 960};
  view.has_drawing = [this](std::string_view name) { return icons_.is_drawing(name); };
  return view;
}

void LayoutCheck::check_pages(const Screen& screen, TextSize size, const Terminal& terminal, Typing& typing, std::vector<Finding>& findings) {
  const Metrics metrics = Metrics::of(terminal.mounting.panel, size);
  View view = view_of(screen, typing);
  std::set<std::string> reached;
  Lines lines;
  int pages = 1;
  for (view.page = 0; view.page < pages; ++view.page) {
    const Scene scene = compose(view, metrics, *engine_);
    ++pages_;
    pages = scene.pages;
    if (scene.page != view.page) findings.push_back({"pages", screen.id, "another page is shown than the one that was asked for"});
    for (const Target& target : scene.targets) {
      if (target.visible) reached.insert(target.id);
    }
    const auto more = check_scene(scene, metrics, terminal.mounting, size, *engine_, lines);
    findings.insert(findings.end(), more.begin(), more.end());
  }
  const auto cut = check_lines(lines);
  findings.insert(findings.end(), cut.begin(), cut.end());
  for (const Element& element : screen.elements) {
    // A drawing only decorates: it gives way where a list has no room for it.
    const bool may_give_way = element.role == Role::picture;
    if (!may_give_way && !reached.contains(element.id)) findings.push_back({"pages", element.id, "is on no page"});
  }
}

std::vector<Finding> LayoutCheck::check(const Screen& screen, TextSize size, const Terminal& terminal) {
  Screen set = screen;
  set.settings.text_size = size;
  std::vector<Finding> findings;
  Typing typing(nullptr);
  check_pages(set, size, terminal, typing, findings);
  if (typing.active()) {
    (void)typing.press(hide_key());
    check_pages(set, size, terminal, typing, findings);
  }
  std::sort(findings.begin(), findings.end());
  findings.erase(std::unique(findings.begin(), findings.end()), findings.end());
  return findings;
}

}  // namespace bancheng::ui::checks
