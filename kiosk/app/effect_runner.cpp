#include "kiosk/app/effect_runner.h"

#include <utility>

#include "kiosk/app/sounds.h"
#include "kiosk/base/log.h"
#include "kiosk/text/receipt_image.h"

namespace bancheng::app {
namespace {

using namespace core::session;
using Complaints = std::vector<base::Complaint>;

/// 203 dpi heads, the only ones that the profiles of printers know so far.
constexpr double kDotsPerMm = 203.0 / 25.4;

hal::Bitmap to_bitmap(text::ReceiptImage image) { return {image.width, image.height, std::move(image.rows)}; }

}  // namespace

base::Result<std::unique_ptr<EffectRunner>, Complaints> EffectRunner::open(const Config& config, const base::Clock& clock,
                                                                          ui::Phrasebooks phrasebooks, ui::Shell& shell, LoopTasks& tasks,
                                                                          Tell tell) {
  auto engine = text::Engine::create();
  if (!engine) return base::failure(Complaints{{"fonts", "the fonts of the receipt are not installed (fonts-noto-cjk)"}});
  auto storing = Storing::open(config, clock, tasks, tell);
  if (!storing) return base::failure(Complaints{storing.error()});
  return std::unique_ptr<EffectRunner>(new EffectRunner(config, clock, std::move(phrasebooks), shell, tasks, std::move(tell), std::move(*engine),
                                                        std::move(*storing)));
}

EffectRunner::EffectRunner(const Config& config, const base::Clock& clock, ui::Phrasebooks phrasebooks, ui::Shell& shell, LoopTasks& tasks,
                           Tell tell, std::unique_ptr<text::Engine> engine, std::unique_ptr<Storing> storing)
    : config_(config),
      phrasebooks_(std::move(phrasebooks)),
      shell_(shell),
      tasks_(tasks),
      tell_(std::move(tell)),
      engine_(std::move(engine)),
      pages_(shell, tasks, tell_),
      storing_(std::move(storing)),
      devices_(config.devices, clock, tasks, tell_, [this](hal::DocumentCameraEvent event) { pages_.take(std::move(event)); }) {}

EffectRunner::~EffectRunner() = default;

void EffectRunner::start_devices() { devices_.open(); }

std::vector<ReceiptOwed> EffectRunner::owed_receipts() { return storing_->owed_receipts(); }

void EffectRunner::run(Effects effects) {
  for (Effect& effect : effects) {
    std::visit([this](auto& one) { carry_out(one); }, effect);
  }
}

void EffectRunner::tell_later(Happening what) {
  tasks_.push([this, shared = std::make_shared<Happening>(std::move(what))] { tell_(std::move(*shared)); });
}

void EffectRunner::carry_out(StartCardReading&) { devices_.reader().start_reading(); }
void EffectRunner::carry_out(StopCardReading&) { devices_.reader().stop_reading(); }

void EffectRunner::carry_out(StartPreview&) {
  pages_.open();
  devices_.camera().start_preview();
}

void EffectRunner::carry_out(StopPreview&) {
  devices_.camera().stop_preview();
  pages_.close();
}

void EffectRunner::carry_out(Capture& capture) {
  pages_.expect_still(capture.job);
  devices_.camera().capture();
}

void EffectRunner::carry_out(DropPage& drop) { pages_.drop(drop.page); }

void EffectRunner::carry_out(Store& store) { storing_->store(std::move(store.submission), store.job, pages_.all()); }

void EffectRunner::carry_out(WatchAcceptance& watch) { storing_->watch(watch.number); }

void EffectRunner::carry_out(Print& print) {
  const auto& phrases = print.language == core::Language::en ? *phrasebooks_.en : *phrasebooks_.zh_cn;
  const text::Paper paper{devices_.printer().width_in_dots(), kDotsPerMm};
  auto image = text::draw_receipt(*engine_, print.receipt, phrases, paper);
  if (!image) {
    spdlog::error("receipt cannot be drawn for paper {} dots wide", paper.width_in_dots);
    tell_later(PrintFailed{print.job, PrintTrouble::broken});
    return;
  }
  devices_.printer().print(print.job, to_bitmap(std::move(*image)));
}

void EffectRunner::carry_out(ForgetOwedReceipt& forget) { storing_->forget_owed(forget.number); }

void EffectRunner::carry_out(Wipe&) {
  devices_.reader().stop_reading();
  devices_.camera().stop_preview();
  pages_.wipe();
  engine_->clear();
  shell_.wipe();
  base::wipe_stack_below();
  spdlog::info("session wiped");
}

void EffectRunner::carry_out(PlaySound& sound) { play(sound.sound); }

}  // namespace bancheng::app
