// Every screen of a visit, in both orientations, languages and all text sizes: whole, apart, inside, large enough.
#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <set>

#include "kiosk/ui/icons.h"
#include "kiosk/ui/view.h"
#include "support/sample_visit.h"

namespace bancheng::ui {
namespace {

using core::session::Element;
using core::session::Role;
using core::session::Settings;
using core::session::TextSize;

const std::filesystem::path kLang = std::filesystem::path(BANCHENG_BINARY_DIR) / "assets/lang";
const std::filesystem::path kIcons = std::filesystem::path(BANCHENG_SOURCE_DIR) / "assets/icons";

struct Format {
  const char* name;
  Panel panel;
};

std::vector<Format> formats() {
  return {{"landscape", {1920, 1080, 476, 268, {}}}, {"portrait", {1080, 1920, 268, 476, {}}}, {"low", {1080, 1920, 268, 476, 300.0}}};
}

/// Everything that one page needs to be laid out, and what is checked on it.
class Bench {
 public:
  Bench(core::Language language, const Format& format) : format_(format), icons_(kIcons) {
    engine_ = std::move(*text::Engine::create());
    phrases_ = *text::Phrasebook::load(kLang, language);
  }

  void check(const samples::Sample& sample) {
    const Metrics metrics = Metrics::of(format_.panel, sample.screen.settings.text_size);
    Typing typing(nullptr);
    View view = view_of(sample, typing);
    std::set<std::string> reached;
    int pages = 1;
    for (int page = 0; page < pages; ++page) {
      view.page = page;
      const Scene scene = compose(view, metrics, *engine_);
      CHECK_MESSAGE(scene.page == page, sample.name);
      pages = scene.pages;
      for (const Target& target : scene.targets) {
        if (target.visible) reached.insert(target.id);
      }
      check_targets(sample, scene, metrics);
      check_marks(sample, scene, metrics);
    }
    for (const Element& element : sample.screen.elements) {
      CHECK_MESSAGE(reached.contains(element.id), sample.name << ": " << element.id << " is on no page");
    }
  }

  [[nodiscard]] std::vector<std::string> missing_words() const { return phrases_->missing(); }

 private:
  View view_of(const samples::Sample& sample, Typing& typing) {
    View view;
    view.screen = &sample.screen;
    for (const Element& element : sample.screen.elements) {
      view.spoken.push_back(resolve(element, *phrases_));
      if (element.role == Role::field && !typing.active()) typing.attach(element.id, std::get<core::session::FieldData>(element.data));
    }
    view.phrases = phrases_.get();
    view.typing = &typing;
    view.live = PictureSize{1280, 960};
    for (std::uint32_t page = 1; page <= 3; ++page) view.pictures[page] = {900, 1260};
    view.has_drawing = [this](std::string_view name) { return icons_.is_drawing(name); };
    return view;
  }

  void check_targets(const samples::Sample& sample, const Scene& scene, const Metrics& m) {
    std::vector<const Target*> touchable;
    for (const Target& target : scene.targets) {
      if (target.visible && target.touchable) touchable.push_back(&target);
    }
    for (const Target* target : touchable) {
      const std::string what = sample.name + ": " + target->id;
      CHECK_MESSAGE(target->rect.width >= m.target() - 0.5f, what);
      CHECK_MESSAGE(target->rect.height >= m.target() - 0.5f, what);
      CHECK_MESSAGE(inside(target->rect, m.area), what);
    }
    // Half the gap round each: where two of these overlap, the targets are too close.
    const float half = m.gap() / 2 - 1;
    for (std::size_t i = 0; i < touchable.size(); ++i) {
      for (std::size_t j = i + 1; j < touchable.size(); ++j) {
        if (overlap(touchable[i]->rect.inset(-half), touchable[j]->rect.inset(-half))) {
          FAIL_CHECK(sample.name << ": " << touchable[i]->id << " and " << touchable[j]->id << " are too close");
        }
      }
    }
  }

  void check_marks(const samples::Sample& sample, const Scene& scene, const Metrics& m) {
    bool clipped = false;
    for (const Mark& mark : scene.marks) {
      if (const auto* clip = std::get_if<ClipMark>(&mark)) clipped = !clip->rect.empty();
      if (const auto* icon = std::get_if<IconMark>(&mark)) {
        if (drawn_.insert(icon->name).second) {
          CHECK_MESSAGE(icons_.draw(icon->name, 24, 24, default_theme()).has_value(), sample.name << ": icon " << icon->name);
        }
      }
      const auto* text = std::get_if<TextMark>(&mark);
      if (text == nullptr || clipped) continue;
      const text::Extent extent = engine_->measure(text->text.view(), text->style);
      const PixelRect ink{text->x + static_cast<float>(extent.ink.x), text->y + static_cast<float>(extent.ink.y),
                          static_cast<float>(extent.ink.width), static_cast<float>(extent.ink.height)};
      CHECK_MESSAGE(inside(ink, m.window), sample.name << ": " << text->text.view());
      CHECK_MESSAGE(!extent.overflowed, sample.name);
      CHECK_MESSAGE(text->style.capital_height >= static_cast<double>(m.capital) - 0.01, sample.name << ": text smaller than chosen");
    }
  }

  static bool inside(const PixelRect& r, const PixelRect& room) {
    return r.x >= room.x - 0.5f && r.y >= room.y - 0.5f && r.right() <= room.right() + 0.5f && r.bottom() <= room.bottom() + 0.5f;
  }

  Format format_;
  Icons icons_;
  std::set<std::string> drawn_;
  std::unique_ptr<text::Engine> engine_;
  std::shared_ptr<const text::Phrasebook> phrases_;
};

}  // namespace

TEST_CASE("every screen of the visit fits, in every format, language and text size") {
  for (const core::Language language : {core::Language::zh_cn, core::Language::en}) {
    for (const Format& format : formats()) {
      Bench bench(language, format);
      for (const TextSize size : {TextSize::small, TextSize::medium, TextSize::large, TextSize::largest}) {
        CAPTURE(std::string(format.name));
        CAPTURE(static_cast<int>(size));
        CAPTURE(static_cast<int>(language));
        for (const samples::Sample& sample : samples::visit(Settings{language, size, false})) bench.check(sample);
        for (const samples::Sample& sample : samples::service(Settings{language, size, false})) bench.check(sample);
      }
      CHECK(bench.missing_words().empty());
    }
  }
}

TEST_CASE("lengths come from the panel's millimetres") {
  const Metrics m = Metrics::of(Panel{1920, 1080, 476, 268, {}}, TextSize::medium);
  CHECK(m.target() >= 12.7f * 1920 / 476);
  CHECK(m.gap() >= 2.54f * 1920 / 476);
  CHECK(m.capital == doctest::Approx(5.2 * 1920 / 476).epsilon(0.01));
  const Metrics fine = Metrics::of(Panel{3840, 2160, 476, 268, {}}, TextSize::medium);
  CHECK(fine.target() == doctest::Approx(2 * m.target()).epsilon(0.02));
}

TEST_CASE("the low layout keeps every control within reach") {
  const Format low = formats()[2];
  const Metrics m = Metrics::of(low.panel, TextSize::medium);
  CHECK(m.area.bottom() == doctest::Approx(1920));
  CHECK(m.area.height == doctest::Approx(300 * 1920 / 476.0).epsilon(0.01));
}

TEST_CASE("an element's state is told: disabled ones cannot be touched, the value of a row is there") {
  Bench bench(core::Language::zh_cn, formats()[0]);
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
