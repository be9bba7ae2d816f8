// Lengths, and what a laid-out element tells. That every screen fits is shown by the checker (checker/).
#include <doctest/doctest.h>

#include <filesystem>
#include <utility>

#include "kiosk/ui/view.h"

namespace bancheng::ui {
namespace {

using core::session::Element;
using core::session::Role;
using core::session::TextSize;

const std::filesystem::path kLang = std::filesystem::path(BANCHENG_BINARY_DIR) / "assets/lang";

}  // namespace

TEST_CASE("lengths come from the panel's millimetres") {
  const Metrics m = Metrics::of(Panel{1920, 1080, 476, 268, {}}, TextSize::medium);
  CHECK(m.target() >= 12.7f * 1920 / 476);
  CHECK(m.gap() >= 2.54f * 1920 / 476);
  CHECK(m.capital == doctest::Approx(5.2 * 1920 / 476).epsilon(0.01));
  const Metrics fine = Metrics::of(Panel{3840, 2160, 476, 268, {}}, TextSize::medium);
  CHECK(fine.target() == doctest::Approx(2 * m.target()).epsilon(0.02));
}

TEST_CASE("capitals are as high as their size says, whatever the resolution") {
  const std::pair<TextSize, std::pair<double, double>> kRanges[] = {
      {TextSize::small, {3.5, 4.2}}, {TextSize::medium, {4.8, 5.6}}, {TextSize::large, {6.4, 7.1}}, {TextSize::largest, {8.5, 9.0}}};
  const auto engine = std::move(*text::Engine::create());
  for (const Panel& panel : {Panel{1920, 1080, 476, 268, {}}, Panel{3840, 2160, 382, 215, {}}, Panel{1080, 1920, 392.8, 698.4, {}}}) {
    for (const auto& [size, range] : kRanges) {
      text::Style style;
      style.capital_height = static_cast<double>(Metrics::of(panel, size).capital);
      const double mm = engine->measure("H", style).ink.height / panel.pixels_per_mm();
      CAPTURE(static_cast<int>(size));
      CHECK(mm >= range.first - 0.5 / panel.pixels_per_mm());
      CHECK(mm <= range.second + 0.5 / panel.pixels_per_mm());
    }
  }
}

TEST_CASE("the low layout keeps every control within reach") {
  const Metrics m = Metrics::of(Panel{1080, 1920, 268, 476, 300.0}, TextSize::medium);
  CHECK(m.area.bottom() == doctest::Approx(1920));
  CHECK(m.area.height == doctest::Approx(300 * 1920 / 476.0).epsilon(0.01));
}

TEST_CASE("an element's state is told: disabled ones cannot be touched, the value of a row is there") {
  core::session::Screen screen;
  screen.id = "sample";
  Element button{.id = "go", .role = Role::button, .place = core::session::Place::actions, .label = core::say("continue")};
  button.enabled = false;
  screen.elements = {button, {.id = "row", .role = Role::row, .label = core::say("check.name"),
                              .data = core::session::RowData{core::Words(base::PersonText("样本"))}}};
  auto engine = std::move(*text::Engine::create());
  const auto phrases = *text::Phrasebook::load(kLang, core::Language::zh_cn);
  View view;
  view.screen = &screen;
  for (const Element& element : screen.elements) view.spoken.push_back(resolve(element, *phrases));
  view.phrases = phrases.get();
  const Scene scene = compose(view, Metrics::of(Panel{}, TextSize::medium), *engine);
  REQUIRE(scene.find("go") != nullptr);
  CHECK_FALSE(scene.find("go")->touchable);
  CHECK(scene.at(scene.find("go")->rect.middle_x(), scene.find("go")->rect.middle_y()) == nullptr);
  REQUIRE(scene.find("row") != nullptr);
  CHECK(scene.find("row")->value.view() == "样本");
}

}  // namespace bancheng::ui
