// The check of the check: a scene that is good is found good, and each thing that is spoiled is found.
#include <doctest/doctest.h>

#include <functional>

#include "checks/layout_check.h"
#include "kiosk/core/session/session.h"

namespace bancheng::ui::checks {
namespace {

using core::session::TextSize;

constexpr float kPx = 4;  ///< pixels a mm

Mounting mounting() { return {{1600, 1000, 400, 250, {}}, 800}; }

/// A page, a button of 20 × 15 mm with its label, another beside it.
class Sample {
 public:
  Sample() : engine_(std::move(*text::Engine::create())), metrics_(Metrics::of(mounting().panel, TextSize::small)) {
    fill({0, 0, 1600, 1000}, {Ground::page, Tone::fill});
    button("a", {100, 700, 40 * kPx, 15 * kPx});
    button("b", {100 + 43 * kPx, 700, 40 * kPx, 15 * kPx});
  }

  void fill(const PixelRect& rect, Paint paint, float stroke = 0) { scene.marks.push_back(FillMark{rect, paint, 0, stroke, Corners::all}); }
  void text(float x, float y, const std::string& words, Paint paint, int max_width = 0, int max_lines = 0) {
    text::Style style;
    style.capital_height = static_cast<double>(metrics_.capital);
    style.max_width = max_width;
    style.max_lines = max_lines;
    scene.marks.push_back(TextMark{x, y, base::PersonText(words), style, paint});
  }
  void button(const std::string& id, const PixelRect& rect) {
    fill(rect, {Ground::surface, Tone::fill});
    fill(rect, {Ground::surface, Tone::border}, 2);
    text(rect.x + 8, rect.y + 8, id, {Ground::surface, Tone::ink});
    Target target;
    target.id = id;
    target.rect = rect;
    target.touchable = true;
    scene.targets.push_back(target);
  }
  template <typename T>
  T& mark(std::size_t index) { return std::get<T>(scene.marks[index]); }

  [[nodiscard]] std::vector<Finding> check(TextSize size = TextSize::small) {
    lines_ = {};
    return check_scene(scene, metrics_, mounting(), size, *engine_, lines_);
  }
  [[nodiscard]] std::vector<Finding> unseen() const { return check_lines(lines_); }
  [[nodiscard]] text::Extent measure(std::size_t index) { return engine_->measure(mark<TextMark>(index).text.view(), mark<TextMark>(index).style); }

  Scene scene;

 private:
  std::unique_ptr<text::Engine> engine_;
  Metrics metrics_;
  Lines lines_;
};

bool has(const std::vector<Finding>& findings, const std::string& rule, const std::string& element) {
  for (const Finding& finding : findings) {
    if (finding.rule == rule && finding.element == element) return true;
  }
  return false;
}

/// That `spoil` is found, at that element.
void check_found(const char* rule, const char* element, const std::function<void(Sample&)>& spoil) {
  Sample sample;
  REQUIRE(sample.check().empty());
  spoil(sample);
  const auto findings = sample.check();
  const std::string what = std::string(rule) + " at " + element;
  CHECK_MESSAGE(has(findings, rule, element), what);
}

}  // namespace

TEST_CASE("what is spoiled in a good scene is found") {
  check_found("target-size", "a", [](Sample& s) { s.scene.targets[0].rect.height = 12 * kPx; });
  check_found("gap", "a", [](Sample& s) { s.scene.targets[0].rect.width = 42 * kPx; });
  check_found("gap", "a", [](Sample& s) { s.scene.targets[0].rect.width = 50 * kPx; });
  check_found("reach", "a", [](Sample& s) { s.scene.targets[0].rect.y = -300; });
  check_found("outside", "b", [](Sample& s) { s.scene.targets[1].rect.x = 1500; });
  check_found("face", "a", [](Sample& s) { s.mark<FillMark>(2).paint.tone = Tone::hairline; });
  check_found("face", "a", [](Sample& s) { s.mark<FillMark>(1).rect.width = 30; });
  check_found("contrast", "a", [](Sample& s) { s.mark<TextMark>(3).paint.tone = Tone::border; });
  check_found("contrast", "icon help", [](Sample& s) { s.scene.marks.push_back(IconMark{{500, 100, 40, 40}, "help", {Ground::page, Tone::hairline}}); });
  check_found("ground", "a", [](Sample& s) { s.mark<TextMark>(3).y = 745; });
  check_found("overlap", "b", [](Sample& s) { s.scene.marks.push_back(IconMark{s.mark<FillMark>(4).rect, "help", {Ground::surface, Tone::mark}}); });
  check_found("overlap", "a", [](Sample& s) { s.fill({100, 700, 100, 100}, {Ground::page, Tone::fill}); });
  check_found("outside", "words", [](Sample& s) { s.text(1580, 20, "words", {Ground::page, Tone::ink}); });
  check_found("truncated", "too many words", [](Sample& s) { s.text(500, 20, "too many words", {Ground::page, Tone::ink}, 80, 1); });
  check_found("word-broken", "an extraordinary day", [](Sample& s) { s.text(500, 20, "an extraordinary day", {Ground::page, Tone::ink}, 100); });
  check_found("text-size", "a", [](Sample& s) { s.mark<TextMark>(3).style.capital_height = 3.4 * kPx; });
}

TEST_CASE("a text that is smaller than the chosen size is found") {
  Sample sample;
  CHECK(has(sample.check(TextSize::medium), "text-size", "a"));
}

TEST_CASE("a text may go on to a next page between lines, not within one, and all of it must be seen") {
  Sample sample;
  sample.scene.marks.push_back(ClipMark{});
  sample.text(500, 100, "one\ntwo", {Ground::page, Tone::ink});
  const std::size_t text = sample.scene.marks.size() - 1;
  const auto extent = sample.measure(text);
  const float line = static_cast<float>(extent.height) / 2;
  auto& clip = sample.mark<ClipMark>(text - 1);
  clip.rect = {500, 100, 400, line};
  CHECK(sample.check().empty());
  CHECK(has(sample.unseen(), "line-cut", "one\ntwo"));
  clip.rect.height = 2 * line;
  CHECK(sample.check().empty());
  CHECK(sample.unseen().empty());
  clip.rect.height = line * 1.5f;
  CHECK(has(sample.check(), "line-cut", "one\ntwo"));
  clip.rect = {500, 100, 20, 2 * line};
  CHECK(has(sample.check(), "truncated", "one\ntwo"));
}

TEST_CASE("what the composer cannot place is found") {
  // A panel that holds no bar.
  core::session::Screen screen;
  screen.id = "sample";
  screen.elements = {{.id = "wide", .role = core::session::Role::button, .label = core::Words(base::PersonText("Wide"))}};
  for (const char* id : {"bar.help", "bar.language", "bar.size"}) {
    screen.elements.push_back({.id = id, .role = core::session::Role::button, .place = core::session::Place::bar, .label = core::say(id)});
  }
  LayoutCheck check(core::Language::en);
  const Terminal narrow{"narrow", {{320, 240, 80, 60, {}}, 800}};
  CHECK_FALSE(check.check(screen, TextSize::largest, narrow).empty());
}

}  // namespace bancheng::ui::checks
