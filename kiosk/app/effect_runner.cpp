#include "kiosk/app/effect_runner.h"

#include <utility>

#include "kiosk/app/sounds.h"
#include "kiosk/base/log.h"

namespace bancheng::app {
namespace {

using namespace core::session;
using Complaints = std::vector<base::Complaint>;

}  // namespace

base::Result<std::unique_ptr<EffectRunner>, Complaints> EffectRunner::open(const Config& config, const base::Clock& clock,
                                                                          ui::Phrasebooks phrasebooks, ui::Shell& shell, LoopTasks& tasks,
                                                                          Tell tell) {
  auto storing = Storing::open(config, clock, tasks, tell);
  if (!storing) return base::failure(Complaints{storing.error()});
  return std::unique_ptr<EffectRunner>(new EffectRunner(config, clock, std::move(phrasebooks), shell, tasks, std::move(tell), std::move(*storing)));
}

EffectRunner::EffectRunner(const Config& config, const base::Clock& clock, ui::Phrasebooks phrasebooks, ui::Shell& shell, LoopTasks& tasks,
                           Tell tell, std::unique_ptr<Storing> storing)
    : shell_(shell),
      tell_(std::move(tell)),
      receipts_(std::move(phrasebooks), tasks),
      pages_(shell, tasks, tell_),
      storing_(std::move(storing)),
      devices_(config.devices, clock, tasks, tell_, [this](hal::DocumentCameraEvent event) { pages_.take(std::move(event)); }) {}

EffectRunner::~EffectRunner() = default;

void EffectRunner::start_devices() { devices_.open(); }

void EffectRunner::prepare_receipts() {
  if (devices_.printer() != nullptr) receipts_.prepare(devices_.printer()->width_in_dots());
}

std::vector<ReceiptOwed> EffectRunner::owed_receipts() { return storing_->owed_receipts(); }

void EffectRunner::run(Effects effects) {
  for (Effect& effect : effects) {
    std::visit([this](auto& one) { carry_out(one); }, effect);
  }
}

void EffectRunner::carry_out(StartCardReading&) {
  if (devices_.reader() != nullptr) devices_.reader()->start_reading();
}
void EffectRunner::carry_out(StopCardReading&) { stop_card_reading(); }

void EffectRunner::stop_card_reading() {
  if (devices_.reader() != nullptr) devices_.reader()->stop_reading();
}

void EffectRunner::stop_preview() {
  if (devices_.camera() != nullptr) devices_.camera()->stop_preview();
}

void EffectRunner::carry_out(StartCodeReading&) {
  if (devices_.scanner() != nullptr) devices_.scanner()->start_scanning();
}
void EffectRunner::carry_out(StopCodeReading&) { stop_code_reading(); }

void EffectRunner::stop_code_reading() {
  if (devices_.scanner() != nullptr) devices_.scanner()->stop_scanning();
}

void EffectRunner::carry_out(StartPreview&) {
  if (devices_.camera() == nullptr) return;
  pages_.open();
  devices_.camera()->start_preview();
}

void EffectRunner::carry_out(StopPreview&) {
  stop_preview();
  pages_.close();
}

void EffectRunner::carry_out(Capture& capture) {
  if (devices_.camera() == nullptr) return tell_(CaptureFailed{CaptureTrouble::camera_failed, capture.job});
  pages_.expect_still(capture.job);
  devices_.camera()->capture();
}

void EffectRunner::carry_out(DropPage& drop) { pages_.drop(drop.page); }

void EffectRunner::carry_out(Store& store) { storing_->store(std::move(store.submission), store.job, pages_.all()); }

void EffectRunner::carry_out(WatchAcceptance& watch) { storing_->watch(watch.number); }

void EffectRunner::carry_out(Ask& ask) { storing_->ask(ask.job, std::move(ask.question)); }

void EffectRunner::carry_out(Print& print) {
  if (devices_.printer() == nullptr) return tell_(PrintFailed{print.job, PrintTrouble::broken});
  const auto width = devices_.printer()->width_in_dots();
  receipts_.draw(std::move(print.receipt), print.language, width, [this, job = print.job](std::optional<hal::Bitmap> dots) {
    if (!dots) return tell_(PrintFailed{job, PrintTrouble::broken});
    devices_.printer()->print(job, std::move(*dots));
  });
}

void EffectRunner::carry_out(ForgetOwedReceipt& forget) { storing_->forget_owed(forget.number); }

void EffectRunner::carry_out(Wipe&) {
  stop_card_reading();
  stop_code_reading();
  stop_preview();
  pages_.wipe();
  shell_.wipe();
  base::wipe_stack_below();
  spdlog::info("session wiped");
}

void EffectRunner::carry_out(PlaySound& sound) { play(sound.sound); }

}  // namespace bancheng::app
