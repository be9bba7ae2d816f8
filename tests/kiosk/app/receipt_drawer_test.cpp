#include "kiosk/app/receipt_drawer.h"

#include <doctest/doctest.h>

#include <semaphore>

#include "kiosk/core/receipt/build.h"

using namespace bancheng;
using core::Language;

namespace {

constexpr std::uint32_t kWide = 576;
constexpr std::chrono::seconds kPatience{60};

/// The loop's end of the drawer: answers as they came, each the picture's height, 0 where there was none.
class Bench {
 public:
  void draw(const char* number, std::uint32_t width = kWide, Language language = Language::zh_cn) {
    core::receipt::HelpCaseFacts facts;
    facts.common.number = number;
    facts.common.code_payload = "BANCHENG:1:1:1";
    facts.office = core::say("help.office");
    drawer.draw(core::receipt::help_case_receipt(facts), language, width, [this](std::optional<hal::Bitmap> dots) {
      answers.push_back(dots ? std::move(*dots) : hal::Bitmap{});
    });
  }
  void wait_for(std::size_t count) {
    while (answers.size() < count) {
      REQUIRE(woken.try_acquire_for(kPatience));
      for (const auto& task : tasks.take_all()) task();
    }
  }

  std::vector<hal::Bitmap> answers;
  std::counting_semaphore<> woken{0};
  app::LoopTasks tasks{16, [this] { woken.release(); }};
  app::ReceiptDrawer drawer{phrasebooks(), tasks};

 private:
  static ui::Phrasebooks phrasebooks() {
    const std::filesystem::path lang = BANCHENG_BINARY_DIR "/assets/lang";
    return {text::Phrasebook::load(lang, Language::zh_cn).value(), text::Phrasebook::load(lang, Language::en).value()};
  }
};

}  // namespace

TEST_CASE("receipts are drawn in the order in which they were asked for, each in its language") {
  Bench bench;
  bench.draw("1");
  bench.draw("2");
  bench.draw("1", kWide, Language::en);
  bench.draw("1");
  bench.wait_for(4);
  for (const hal::Bitmap& dots : bench.answers) {
    CHECK(dots.width == kWide);
    CHECK(dots.rows.size() == dots.height * kWide / 8);
  }
  CHECK(bench.answers[0].rows == bench.answers[3].rows);
  CHECK(bench.answers[0].rows != bench.answers[1].rows);
  CHECK(bench.answers[0].rows != bench.answers[2].rows);
}

TEST_CASE("preparing answers nothing and changes no receipt") {
  Bench prepared, plain;
  prepared.drawer.prepare(kWide);
  prepared.draw("1");
  plain.draw("1");
  prepared.wait_for(1);
  plain.wait_for(1);
  CHECK(prepared.answers.size() == 1);
  CHECK(prepared.answers[0].rows == plain.answers[0].rows);
}

TEST_CASE("paper that nothing can be drawn for is answered with nothing") {
  Bench bench;
  bench.draw("1", 8);
  bench.draw("1");
  bench.wait_for(2);
  CHECK(bench.answers[0].height == 0);
  CHECK(bench.answers[1].height > 0);
}
