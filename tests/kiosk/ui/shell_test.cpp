// The shell with a real window, off the screen: fingers, keys, typing, frames.
#include <cairo.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <thread>

#include "kiosk/ui/injection.h"
#include "kiosk/ui/shell.h"
#include "support/sample_visit.h"

namespace bancheng::ui {
namespace {

using namespace core::session;

const std::filesystem::path kBuild = BANCHENG_BINARY_DIR;

Screen question(Keyboard keyboard, int most = 60) {
  Screen screen;
  screen.id = "field";
  screen.elements = {
      {.id = "heading", .role = Role::heading, .label = core::say("check.name")},
      {.id = "answer", .role = Role::field, .label = core::say("check.name"), .data = FieldData{keyboard, {}, {}, most}},
      {.id = "continue", .role = Role::button, .place = Place::actions, .emphasis = Emphasis::primary, .label = core::say("continue")},
      {.id = "bar.help", .role = Role::button, .place = Place::bar, .emphasis = Emphasis::primary, .label = core::say("bar.help"), .icon = "help"},
      {.id = "bar.back", .role = Role::button, .place = Place::bar, .label = core::say("bar.back"), .icon = "back"},
  };
  screen.focus = "answer";
  return screen;
}

/// The machine's clock, put forward.
class MovedClock final : public base::Clock {
 public:
  base::Moment now() const override {
    const base::Moment real = system_.now();
    return {real.wall + moved_, real.steady + moved_};
  }
  base::Milliseconds longest_sleep() const override { return system_.longest_sleep(); }
  void advance(base::Milliseconds by) { moved_ += by; }

 private:
  base::SystemClock system_;
  base::Milliseconds moved_{0};
};

class Bench {
 public:
  explicit Bench(bool pinyin = false, Renderer renderer = Renderer::software) {
    ShellConfig config;
    config.renderer = renderer;
    config.width = 1920;
    config.height = 1080;
    config.assets = std::filesystem::path(BANCHENG_SOURCE_DIR) / "assets";
    if (pinyin) config.pinyin_program = kBuild / "bin/bancheng-pinyin";
    const Phrasebooks books{*text::Phrasebook::load(kBuild / "assets/lang", core::Language::zh_cn),
                            *text::Phrasebook::load(kBuild / "assets/lang", core::Language::en)};
    auto opened = Shell::open(config, books, clock);
    if (!opened) FAIL(opened.error().what);
    shell = std::move(*opened);
  }

  /// What the shell says while it has something to do.
  std::vector<Input> run() {
    std::vector<Input> all;
    for (;;) {
      std::vector<Input> some = shell->wait(clock.now().steady);
      if (some.empty()) return all;
      for (Input& input : some) all.push_back(std::move(input));
    }
  }
  Drawn find(const std::string& id) {
    for (Drawn& drawn : shell->drawn()) {
      if (drawn.id == id) return drawn;
    }
    FAIL("not drawn: " << id);
    return {};
  }
  bool has(const std::string& id) {
    const auto all = shell->drawn();
    return std::any_of(all.begin(), all.end(), [&](const Drawn& d) { return d.id == id; });
  }
  void finger(const std::string& id, FingerAct act, int which = 1) {
    const Drawn drawn = find(id);
    Injection::finger(*shell, drawn.rect.middle_x(), drawn.rect.middle_y(), act, which);
  }
  std::vector<Input> tap(const std::string& id) {
    finger(id, FingerAct::down);
    finger(id, FingerAct::up);
    return run();
  }
  std::vector<Input> key(PadKey pad) {
    Injection::key(*shell, pad);
    return run();
  }
  std::string focused() {
    for (const Drawn& drawn : shell->drawn()) {
      if (drawn.focused) return drawn.id;
    }
    return {};
  }

  MovedClock clock;
  std::unique_ptr<Shell> shell;
};

std::vector<std::string> intents(const std::vector<Input>& inputs) {
  std::vector<std::string> said;
  for (const Input& input : inputs) {
    const auto* intent = std::get_if<Intent>(&input);
    if (intent == nullptr) continue;
    const auto* text = std::get_if<base::PersonText>(&intent->value);
    said.push_back(text == nullptr ? intent->element : intent->element + "=" + std::string(text->view()));
  }
  return said;
}

using Said = std::vector<std::string>;

}  // namespace

TEST_CASE("a tap begins and ends on its target") {
  Bench bench;
  bench.shell->show(question(Keyboard::digits));
  (void)bench.run();
  CHECK(intents(bench.tap("continue")) == Said{"continue"});

  bench.finger("continue", FingerAct::down);
  bench.finger("bar.help", FingerAct::up);
  CHECK(intents(bench.run()).empty());

  bench.finger("bar.help", FingerAct::down);
  bench.finger("continue", FingerAct::move);
  bench.finger("bar.help", FingerAct::move);
  bench.finger("bar.help", FingerAct::up);
  CHECK(intents(bench.run()) == Said{"bar.help"});
}

TEST_CASE("a finger that came down before the screen changed taps nothing on the new one") {
  Bench bench;
  bench.shell->show(question(Keyboard::digits));
  (void)bench.run();
  bench.finger("continue", FingerAct::down);
  (void)bench.run();
  Screen other = question(Keyboard::digits);
  other.id = "other";
  bench.shell->show(other);
  (void)bench.run();
  bench.finger("continue", FingerAct::up);
  CHECK(intents(bench.run()).empty());
  CHECK(intents(bench.tap("continue")) == Said{"continue"});
}

TEST_CASE("a finger that is never lifted does not make the screen deaf to others") {
  Bench bench;
  bench.shell->show(question(Keyboard::digits));
  (void)bench.run();
  bench.finger("bar.back", FingerAct::down, 1);
  (void)bench.run();
  bench.finger("continue", FingerAct::down, 2);
  bench.finger("continue", FingerAct::up, 2);
  CHECK(intents(bench.run()).empty());  // one finger at a time
  bench.clock.advance(std::chrono::seconds(4));
  bench.finger("continue", FingerAct::down, 3);
  bench.finger("continue", FingerAct::up, 3);
  CHECK(intents(bench.run()) == Said{"continue"});
  bench.finger("bar.back", FingerAct::up, 1);
  CHECK(intents(bench.run()).empty());

  bench.finger("bar.back", FingerAct::down, 1);
  (void)bench.run();
  bench.shell->wipe();
  bench.shell->show(question(Keyboard::digits));
  (void)bench.run();
  CHECK(intents(bench.tap("continue")) == Said{"continue"});
}

TEST_CASE("a press is drawn before the release is looked at") {
  Bench bench;
  bench.shell->show(question(Keyboard::digits));
  (void)bench.run();
  const auto before = bench.shell->figures().frames;
  bench.finger("bar.back", FingerAct::down);
  bench.finger("bar.back", FingerAct::up);
  (void)bench.shell->wait(bench.clock.now().steady);
  CHECK(bench.shell->figures().frames == before + 1);
}

TEST_CASE("nothing happens, nothing is drawn") {
  Bench bench;
  bench.shell->show(question(Keyboard::digits));
  (void)bench.run();
  const auto before = bench.shell->figures().frames;
  CHECK(before > 0);
  CHECK(bench.shell->wait(bench.clock.now().steady + base::Milliseconds(300)).empty());
  bench.shell->show(question(Keyboard::digits));
  (void)bench.run();
  CHECK(bench.shell->figures().frames == before);
}

TEST_CASE("wake ends a wait, from any thread") {
  Bench bench;
  bench.shell->show(question(Keyboard::digits));
  (void)bench.run();
  std::thread other([&] { bench.shell->wake(); });
  CHECK(bench.shell->wait(bench.clock.now().steady + std::chrono::hours(1)).empty());
  other.join();
}

TEST_CASE("keys of the on-screen keyboard give the whole value each time") {
  Bench bench;
  bench.shell->show(question(Keyboard::phone, 11));
  (void)bench.run();
  Said said;
  for (const char* key : {"key.1", "key.3", "key.8", "key.backspace"}) {
    for (const std::string& one : intents(bench.tap(key))) said.push_back(one);
  }
  CHECK(said == Said{"answer=1", "answer=13", "answer=138", "answer=13"});
  CHECK(bench.find("answer").value.view() == "13");
}

TEST_CASE("the keyboard can be put away, and a touch on the field brings it back") {
  Bench bench;
  bench.shell->show(question(Keyboard::latin));
  (void)bench.run();
  CHECK(bench.has("key.q"));
  (void)bench.tap("key.hide");
  CHECK_FALSE(bench.has("key.q"));
  (void)bench.tap("answer");
  CHECK(bench.has("key.q"));
}

TEST_CASE("pinyin: letters, candidates, the chosen characters") {
  Bench bench(true);
  bench.shell->show(question(Keyboard::pinyin));
  (void)bench.run();
  // The program may still be loading at the first letters; a further letter asks again.
  std::vector<Input> said;
  for (int tries = 0; tries < 200 && !bench.has("candidate.0"); ++tries) {
    for (const char* key : {"key.b", "key.e", "key.i", "key.j", "key.i", "key.n", "key.g"}) (void)bench.tap(key);
    if (!bench.has("candidate.0")) (void)bench.tap("key.clear");
  }
  REQUIRE(bench.has("candidate.0"));
  const std::string best(bench.find("candidate.0").text.view());
  CHECK(best == "北京");
  CHECK(intents(bench.tap("candidate.0")) == Said{"answer=" + best});
  CHECK_FALSE(bench.has("candidate.0"));
}

TEST_CASE("with the screen in English letters stand for themselves, until pinyin is asked for") {
  Bench bench(true);
  Screen screen = question(Keyboard::name);
  screen.settings.language = core::Language::en;
  bench.shell->show(screen);
  (void)bench.run();
  CHECK(bench.has("key.mode-pinyin"));
  CHECK(intents(bench.tap("key.z")) == Said{"answer=z"});
}

TEST_CASE("what is still being composed is not lost by going on") {
  Bench bench(true);
  bench.shell->show(question(Keyboard::pinyin));
  (void)bench.run();
  (void)bench.tap("key.x");
  const Said said = intents(bench.tap("continue"));
  REQUIRE(said.size() == 2);
  CHECK(said[0].starts_with("answer="));
  CHECK(said[0].size() > std::string("answer=").size());
  CHECK(said[1] == "continue");
}

TEST_CASE("text can be put straight into the field") {
  Bench bench;
  bench.shell->show(question(Keyboard::name, 20));
  (void)bench.run();
  Injection::text(*bench.shell, base::PersonText("样本"));
  CHECK(intents(bench.run()) == Said{"answer=样本"});
}

TEST_CASE("the keypad walks the controls in order, ok is a tap") {
  Bench bench;
  bench.shell->show(question(Keyboard::digits));
  (void)bench.run();
  CHECK(bench.focused() == "answer");
  (void)bench.key(PadKey::down);
  CHECK(bench.focused() == "continue");
  CHECK(intents(bench.key(PadKey::ok)) == Said{"continue"});
  (void)bench.key(PadKey::up);
  CHECK(bench.focused() == "answer");
  CHECK(intents(bench.key(PadKey::help)) == Said{"bar.help"});
  CHECK(intents(bench.key(PadKey::back)) == Said{"bar.back"});
}

TEST_CASE("the keypad types on the on-screen keyboard") {
  Bench bench;
  bench.shell->show(question(Keyboard::digits));
  (void)bench.run();
  (void)bench.key(PadKey::ok);
  CHECK(bench.focused() == "key.1");
  (void)bench.key(PadKey::right);
  CHECK(bench.focused() == "key.2");
  (void)bench.key(PadKey::down);
  CHECK(bench.focused() == "key.5");
  CHECK(intents(bench.key(PadKey::ok)) == Said{"answer=5"});
  CHECK(bench.focused() == "key.5");
  (void)bench.key(PadKey::back);
  CHECK(bench.focused() == "answer");
}

TEST_CASE("a signature is told after each stroke") {
  Bench bench;
  Screen screen;
  screen.id = "sign";
  screen.elements = {{.id = "heading", .role = Role::heading, .label = core::say("sign.title")},
                     {.id = "signature", .role = Role::signature, .label = core::say("sign.area"), .data = SignatureData{}}};
  bench.shell->show(screen);
  (void)bench.run();
  const PixelRect area = bench.find("signature").rect;
  const auto at = [&](float x, float y, FingerAct act) { Injection::finger(*bench.shell, area.x + x * area.width, area.y + y * area.height, act); };
  for (int stroke = 0; stroke < 2; ++stroke) {
    at(0.2f, 0.5f, FingerAct::down);
    at(0.5f, 0.25f, FingerAct::move);
    at(1.5f, 0.5f, FingerAct::up);
  }
  std::vector<Input> inputs = bench.run();
  std::erase_if(inputs, [](const Input& input) { return !std::holds_alternative<Intent>(input); });
  REQUIRE(inputs.size() == 2);
  const auto& signature = std::get<core::delivery::Signature>(std::get<Intent>(inputs.back()).value);
  REQUIRE(signature.size() == 2);
  REQUIRE(signature[0].size() == 3);
  CHECK(signature[0][1].x == doctest::Approx(0.5).epsilon(0.01));
  CHECK(signature[0][1].y == doctest::Approx(0.25).epsilon(0.01));
  CHECK(signature[0][2].x == doctest::Approx(1.0));
}

TEST_CASE("an overlong screen is paged through, by finger and by focus") {
  Bench bench;
  Screen screen;
  screen.id = "long";
  screen.settings.text_size = TextSize::largest;
  screen.elements = {{.id = "heading", .role = Role::heading, .label = core::say("help.title")}};
  for (int i = 0; i < 16; ++i) screen.elements.push_back({.id = "choice." + std::to_string(i), .role = Role::choice, .label = core::say("continue")});
  bench.shell->show(screen);
  (void)bench.run();
  CHECK(bench.find("choice.0").visible);
  CHECK_FALSE(bench.find("choice.15").visible);
  while (!bench.find("choice.15").visible) {
    REQUIRE(bench.find("scroll.down").enabled);
    CHECK(intents(bench.tap("scroll.down")).empty());
  }
  CHECK(intents(bench.tap("choice.15")) == Said{"choice.15"});
  (void)bench.key(PadKey::down);
  CHECK(bench.focused() == "choice.0");
  CHECK(bench.find("choice.0").visible);
}

TEST_CASE("settings change without losing what is being typed") {
  Bench bench(true);
  Screen screen = question(Keyboard::pinyin);
  bench.shell->show(screen);
  (void)bench.run();
  (void)bench.tap("key.x");
  screen.settings.text_size = TextSize::large;
  screen.settings.language = core::Language::en;
  bench.shell->show(screen);
  const Said said = intents(bench.tap("continue"));
  CHECK(said.size() == 2);
}

TEST_CASE("after wipe nothing of the visit is drawn") {
  Bench bench;
  bench.shell->show(question(Keyboard::latin));
  (void)bench.run();
  (void)bench.tap("key.q");
  bench.shell->wipe();
  CHECK(bench.shell->drawn().empty());
  bench.shell->show(question(Keyboard::latin));
  (void)bench.run();
  CHECK(bench.find("answer").value.empty());
}

std::string picture_of(Bench& bench) {
  const auto file = std::filesystem::temp_directory_path() / ("bancheng-ui-part-" + std::to_string(getpid()) + ".png");
  REQUIRE(bench.shell->screenshot(file).has_value());
  std::ifstream stream(file, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  std::filesystem::remove(file);
  return bytes;
}

/// Pages of a visit that stand still.
std::vector<Screen> still_screens(const core::session::Settings& settings) {
  std::vector<Screen> screens{question(Keyboard::digits), question(Keyboard::latin)};
  for (const samples::Sample& sample : samples::visit(settings)) screens.push_back(sample.screen);
  for (Screen& screen : screens) {
    screen.settings = settings;
    std::erase_if(screen.elements, [](const Element& e) { return e.role == Role::busy; });
  }
  return screens;
}

void give_pictures(Bench& bench) {
  bench.shell->set_live(samples::camera_frame(640, 480), samples::camera_outline());
  for (std::uint32_t page = 1; page <= 3; ++page) bench.shell->set_page({page}, samples::scanned_page());
}

TEST_CASE("a frame that draws only what has changed looks as one that draws everything") {
  for (const Renderer renderer : {Renderer::software, Renderer::opengl}) {
    CAPTURE(static_cast<int>(renderer));
    const std::vector<Screen> screens = still_screens({});
    std::vector<std::string> in_part;
    {
      Bench bench(false, renderer);
      give_pictures(bench);
      for (const Screen& screen : screens) {
        bench.shell->show(screen);
        (void)bench.run();
        in_part.push_back(picture_of(bench));
      }
    }
    for (std::size_t i = 0; i < screens.size(); ++i) {
      CAPTURE(screens[i].id);
      Bench bench(false, renderer);
      give_pictures(bench);
      bench.shell->show(screens[i]);
      (void)bench.run();
      CHECK(picture_of(bench) == in_part[i]);
    }
  }
}

struct Pixels {
  int width = 0;
  int height = 0;
  std::vector<std::uint32_t> words;  ///< 0x..RRGGBB
};

Pixels pixels_of(const std::string& png) {
  struct Rest {
    std::string_view bytes;
  } rest{png};
  const auto read = [](void* from, unsigned char* to, unsigned int length) {
    auto& left = static_cast<Rest*>(from)->bytes;
    if (left.size() < length) return CAIRO_STATUS_READ_ERROR;
    std::copy_n(left.data(), length, to);
    left.remove_prefix(length);
    return CAIRO_STATUS_SUCCESS;
  };
  cairo_surface_t* surface = cairo_image_surface_create_from_png_stream(read, &rest);
  REQUIRE(cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS);
  const auto* words = reinterpret_cast<const std::uint32_t*>(cairo_image_surface_get_data(surface));
  Pixels pixels{cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface), {}};
  pixels.words.assign(words, words + pixels.width * pixels.height);
  cairo_surface_destroy(surface);
  return pixels;
}

/// Of a pixel: is each of its channels, give or take a little, between the least and the most that `other` has there and
/// beside it? Edges may lie half a pixel apart.
bool between(std::uint32_t pixel, const Pixels& other, int x, int y) {
  constexpr int kLittle = 24;
  for (const unsigned shift : {0u, 8u, 16u}) {
    const int channel = static_cast<int>(pixel >> shift & 0xFF);
    int least = 255, most = 0;
    for (int at = 0; at < 9; ++at) {
      const int near = static_cast<int>(other.words[static_cast<std::size_t>((y + at / 3 - 1) * other.width + x + at % 3 - 1)] >> shift & 0xFF);
      least = std::min(least, near);
      most = std::max(most, near);
    }
    if (channel < least - kLittle || channel > most + kLittle) return false;
  }
  return true;
}

/// Share of the pixels of `a` that `b` does not have.
double difference(const Pixels& a, const Pixels& b) {
  REQUIRE(a.width == b.width);
  REQUIRE(a.height == b.height);
  int missing = 0;
  for (int y = 1; y + 1 < a.height; ++y) {
    for (int x = 1; x + 1 < a.width; ++x) {
      const auto at = static_cast<std::size_t>(y * a.width + x);
      if (a.words[at] != b.words[at] && !between(a.words[at], b, x, y)) ++missing;
    }
  }
  return static_cast<double>(missing) / a.width / a.height;
}

TEST_CASE("both renderers draw the same picture") {
  constexpr double kAlike = 0.004;  // pictures are made smaller by other filters; OpenGL lets a hairline of the ground through beside a border
  for (const bool high_contrast : {false, true}) {
    core::session::Settings settings;
    settings.high_contrast = high_contrast;
    std::vector<std::string> pictures;
    const std::vector<Screen> screens = still_screens(settings);
    for (const Renderer renderer : {Renderer::software, Renderer::opengl}) {
      Bench bench(false, renderer);
      give_pictures(bench);
      for (const Screen& screen : screens) {
        bench.shell->show(screen);
        (void)bench.run();
        (void)bench.key(PadKey::down);  // the focus is shown
        pictures.push_back(picture_of(bench));
      }
    }
    for (std::size_t i = 0; i < screens.size(); ++i) {
      CAPTURE(screens[i].id);
      const Pixels software = pixels_of(pictures[i]);
      const Pixels opengl = pixels_of(pictures[i + screens.size()]);
      CHECK(difference(software, opengl) < kAlike);
      CHECK(difference(opengl, software) < kAlike);
    }
    CHECK(difference(pixels_of(pictures[0]), pixels_of(pictures[1])) > 4 * kAlike);  // two different pages
  }
}

TEST_CASE("a secret is shown as dots, and told whole") {
  Bench bench;
  Screen screen = question(Keyboard::digits);
  std::get<FieldData>(screen.elements[1].data).secret = true;
  bench.shell->show(screen);
  (void)bench.run();
  CHECK(intents(bench.tap("key.7")) == Said{"answer=7"});
  CHECK(intents(bench.tap("key.3")) == Said{"answer=73"});
  CHECK(bench.find("answer").value.view() == "●●");
  std::get<FieldData>(screen.elements[1].data).value = base::PersonText("73");
  bench.shell->show(screen);
  (void)bench.run();
  CHECK(bench.find("answer").value.view() == "●●");
}

TEST_CASE("the service gesture is heard on the attract page alone, and touches nothing there") {
  for (const char* id : {"attract", "field"}) {
    Bench bench;
    Screen screen = question(Keyboard::digits);
    screen.id = id;
    if (screen.id == "attract") screen.elements.erase(screen.elements.begin() + 1);
    screen.focus = "continue";
    bench.shell->show(screen);
    (void)bench.run();
    std::vector<Input> all;
    for (const auto& [x, y] : {std::pair{4.0f, 4.0f}, {1916.0f, 4.0f}, {1916.0f, 1076.0f}, {4.0f, 1076.0f}}) {
      Injection::finger(*bench.shell, x, y, FingerAct::down);
      (void)bench.run();
      bench.clock.advance(std::chrono::seconds(1));
      Injection::finger(*bench.shell, x, y, FingerAct::up);
      for (Input& input : bench.run()) all.push_back(std::move(input));
    }
    CHECK(intents(all).empty());
    CHECK(std::any_of(all.begin(), all.end(), [](const Input& input) { return std::holds_alternative<ServiceCall>(input); }) == (screen.id == "attract"));
  }
}

TEST_CASE("live picture, pages and a screenshot") {
  Bench bench;
  const auto all = samples::visit({});
  const auto material = std::find_if(all.begin(), all.end(), [](const samples::Sample& s) { return s.name == "material"; });
  REQUIRE(material != all.end());
  bench.shell->show(material->screen);
  (void)bench.run();
  CHECK_FALSE(bench.find("preview").shows_page);
  const auto before = bench.shell->figures().frames;
  bench.shell->set_live(samples::camera_frame(320, 240));
  CHECK_FALSE(bench.find("preview").shows_page);
  bench.shell->set_live(samples::camera_frame(320, 240), samples::camera_outline());
  CHECK(bench.find("preview").shows_page);
  CHECK_FALSE(bench.find("capture").shows_page);
  (void)bench.shell->wait(bench.clock.now().steady);
  CHECK(bench.shell->figures().frames == before + 1);
  const auto file = std::filesystem::temp_directory_path() / ("bancheng-ui-" + std::to_string(getpid()) + ".png");
  REQUIRE(bench.shell->screenshot(file).has_value());
  CHECK(std::filesystem::file_size(file) > 10'000);
  std::filesystem::remove(file);
  CHECK_FALSE(bench.shell->screenshot("/nonexistent/folder/x.png").has_value());
  bench.shell->clear_live();
  CHECK_FALSE(bench.find("preview").shows_page);
  CHECK(bench.shell->missing().empty());
}

}  // namespace bancheng::ui
