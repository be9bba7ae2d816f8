#include "kiosk/app/service_desk.h"

#include <type_traits>
#include <utility>

#include "kiosk/app/device_events.h"
#include "kiosk/app/terminal_facts.h"
#include "kiosk/base/encoding.h"
#include "kiosk/base/log.h"
#include "kiosk/diagnostics/papers.h"
#include "kiosk/diagnostics/test_pattern.h"
#include "kiosk/imaging/picture.h"

namespace bancheng::app {
namespace {

using namespace diagnostics;
namespace session = core::session;

constexpr std::size_t kMostJobs = 8;
constexpr int kLongestSide = 10'000;  ///< of a page that is measured: as large as it comes

diagnostics::Setup setup_of(const Config& config) {
  diagnostics::Setup setup;
  setup.terminal_number = config.terminal.number;
  setup.terminal_name = config.terminal.name;
  setup.defaults = config.settings;
  // A technician stands close and wants all on one page; the bar makes it larger.
  setup.defaults.text_size = session::TextSize::small;
  setup.addresses = {config.devices.id_card_reader, config.devices.code_scanner, config.devices.document_camera, config.devices.receipt_printer};
  return setup;
}

/// Masked at once: the diagnostic mode never sees what a card says.
CardSeen masked(const hal::ChipText& chip, base::WallTime now) {
  const core::identity::IdCard card = to_id_card(chip);
  const auto today = std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(now + std::chrono::hours(8)));  // Asia/Shanghai
  const base::PersonText& name = card.name.empty() ? card.latin_name : card.name;
  return {card.kind, core::identity::masked_number(card.number.view()), core::identity::masked_name(name.view()), core::identity::object_to(card, today)};
}

}  // namespace

ServiceDesk::ServiceDesk(const Config& config, const base::Clock& clock, LoopTasks& tasks, EffectRunner& effects,
                         std::shared_ptr<const core::catalogue::Catalogue> catalogue, Calls calls)
    : config_(config),
      tasks_(tasks),
      clock_(clock),
      effects_(effects),
      catalogue_(std::move(catalogue)),
      calls_(std::move(calls)),
      setup_(setup_of(config)),
      state_(initial_state()),
      pins_(config.paths.service, clock),
      worker_(kMostJobs) {
  effects_.equipment().devices.set_watch(this);
  effects_.equipment().storing.set_link_watch([this](const link::LinkEvent& event) { hear(event); });
}

ServiceDesk::~ServiceDesk() { effects_.equipment().devices.set_watch(nullptr); }

void ServiceDesk::step(diagnostics::Happening what) {
  const bool was_open = is_open();
  diagnostics::Step next = diagnostics::step(setup_, std::move(state_), diagnostics::Event{clock_.now(), std::move(what)});
  state_ = std::move(next.state);
  if (!was_open && is_open()) hold_printer_back(true);
  for (diagnostics::Effect& effect : next.effects) {
    std::visit([this](auto& one) { carry_out(one); }, effect);
  }
  if (was_open && !is_open()) {
    calls_.show(true);
    return hold_printer_back(false);
  }
  if (is_open()) calls_.show(false);
}

template <typename Job>
void ServiceDesk::work(Job job) {
  using Answer = std::decay_t<decltype(job())>;
  const bool given = worker_.give([this, job = std::move(job)] {
    auto answer = std::make_shared<Answer>(job());
    tasks_.push([this, answer] { step(std::move(*answer)); });
  });
  // What waits for the answer gives up by its own time limit, and says so.
  if (!given) spdlog::error("service: too much to do at a time");
}

// --- the way in -------------------------------------------------------------------------------------------------------

void ServiceDesk::call() {
  if (config_.paths.service.empty()) return spdlog::warn("service: the configuration names no folder for it");
  const bool given = worker_.give([this] {
    const Called called{pins_.is_set(), pins_.locked_for()};
    tasks_.push([this, called] {
      // A citizen may have come meanwhile.
      if (!is_open() && calls_.is_idle()) step(called);
    });
  });
  if (!given) spdlog::error("service: too much to do at a time");
}

void ServiceDesk::hold_printer_back(bool back) {
  const bool usable = hal::usable(state_.devices[static_cast<std::size_t>(Part::printer)].health);
  calls_.tell_session(session::DeviceState{session::Device::receipt_printer, !back && usable});
}

// --- what it hears ----------------------------------------------------------------------------------------------------

bool ServiceDesk::takes(const session::Happening& what) {
  if (const auto* captured = std::get_if<session::PageCaptured>(&what); captured != nullptr && captured->job > kFirstJob) {
    look_at_page(captured->job, captured->page);
    return true;
  }
  if (const auto* failed = std::get_if<session::CaptureFailed>(&what); failed != nullptr && failed->job > kFirstJob) {
    step(PageFailed{failed->job, failed->trouble});
    return true;
  }
  if (const auto* failed = std::get_if<session::PrintFailed>(&what); failed != nullptr && failed->job > kFirstJob) {
    step(PaperFailed{failed->job, hal::PrinterFault::broken});
    return true;
  }
  if (const auto* failed = std::get_if<session::StoreFailed>(&what)) step(StoringFailed{failed->trouble});
  return false;
}

void ServiceDesk::tell_device(Part part, DeviceFacts facts) { step(DeviceHeard{part, std::move(facts)}); }

bool ServiceDesk::hear(const hal::IdCardEvent& event) {
  if (const auto* changed = std::get_if<hal::ReaderChanged>(&event)) {
    tell_device(Part::reader, {changed->health, changed->identity, {}, false});
    return false;
  }
  if (const auto* failed = std::get_if<hal::CardNotRead>(&event)) step(CardFailed{failed->fault});
  const auto* arrived = std::get_if<hal::CardArrived>(&event);
  if (arrived != nullptr && is_open()) step(masked(arrived->text, clock_.now().wall));
  return is_open();
}

bool ServiceDesk::hear(const hal::CodeScannerEvent& event) {
  if (const auto* changed = std::get_if<hal::ScannerChanged>(&event)) {
    tell_device(Part::scanner, {changed->health, changed->identity, {}, false});
    return false;
  }
  if (std::holds_alternative<hal::CodeRefused>(event)) step(CodeFailed{});
  const auto* arrived = std::get_if<hal::CodeArrived>(&event);
  if (arrived != nullptr && is_open()) {
    step(CodeSeen{static_cast<std::uint32_t>(base::length_in_characters(arrived->text.view())), static_cast<std::uint32_t>(arrived->bytes.size()),
                  arrived->symbology, arrived->text.view() == kTestCode});
  }
  return is_open();
}

bool ServiceDesk::hear(const hal::ReceiptPrinterEvent& event) {
  if (const auto* changed = std::get_if<hal::PrinterChanged>(&event)) {
    tell_device(Part::printer, {changed->health, changed->identity, changed->faults, changed->paper_near_end});
    return is_open();  // the session hears of the printer when the mode is left
  }
  if (const auto* printed = std::get_if<hal::JobPrinted>(&event)) {
    if (printed->job <= kFirstJob) return false;
    step(PaperOut{printed->job, printed->proof});
    return true;
  }
  const auto& failed = std::get<hal::JobFailed>(event);
  if (failed.job <= kFirstJob) return false;
  step(PaperFailed{failed.job, failed.fault});
  return true;
}

void ServiceDesk::hear(const hal::CameraChanged& changed) { tell_device(Part::camera, {changed.health, changed.identity, {}, false}); }

void ServiceDesk::hear(const link::LinkEvent& event) {
  if (std::holds_alternative<link::CourierGone>(event)) return step(CourierHeard{false});
  if (state_.hall.courier != true) step(CourierHeard{true});
  if (const auto* network = std::get_if<link::NetworkState>(&event)) step(HallHeard{network->up});
  if (std::holds_alternative<link::Accepted>(event)) step(HallHeard{true});
  if (const auto* queue = std::get_if<link::QueueState>(&event)) step(QueueHeard{queue->count, queue->parked, queue->oldest});
}

// --- what it asks for -------------------------------------------------------------------------------------------------

template <typename SessionsOwn>
void ServiceDesk::carry_out(SessionsOwn& effect) {
  session::Effects one;
  one.emplace_back(std::move(effect));
  effects_.run(std::move(one));
}

void ServiceDesk::carry_out(CheckPin& check) {
  const auto pin = std::make_shared<const base::PersonText>(std::move(check.pin));
  work([this, pin, job = check.job] {
    const PinStore::Checked checked = pins_.check(*pin);
    return PinChecked{job, checked.verdict, checked.locked_for};
  });
}

void ServiceDesk::carry_out(ReadFacts&) {
  effects_.equipment().storing.backlog([this](const outbox::Backlog& backlog) {
    step(QueueHeard{backlog.waiting, backlog.parked, backlog.oldest});
    work([this, damaged = backlog.damaged, catalogue = catalogue_] {
      TerminalFacts facts = read_terminal_facts(config_, *catalogue);
      facts.damaged = damaged;
      return facts;
    });
  });
}

void ServiceDesk::carry_out(StartScanning&) {
  if (hal::CodeScanner* scanner = effects_.equipment().devices.scanner()) scanner->start_scanning();
}
void ServiceDesk::carry_out(StopScanning&) { stop_scanning(); }

void ServiceDesk::stop_scanning() {
  if (hal::CodeScanner* scanner = effects_.equipment().devices.scanner()) scanner->stop_scanning();
}

void ServiceDesk::carry_out(diagnostics::Print& print) {
  hal::ReceiptPrinter* printer = effects_.equipment().devices.printer();
  if (printer == nullptr) return step(PaperFailed{print.job, hal::PrinterFault::broken});
  const auto width = printer->width_in_dots();
  effects_.equipment().receipts.draw(std::move(print.receipt), print.language, width,
                                     [this, printer, width, job = print.job, pattern = print.with_pattern](std::optional<hal::Bitmap> dots) {
    if (!dots) return step(PaperFailed{job, hal::PrinterFault::broken});
    printer->print(job, pattern ? joined(std::move(*dots), test_pattern(width)) : std::move(*dots));
  });
}

void ServiceDesk::carry_out(Note& note) { spdlog::info("service: {}", diagnostics::name_of(note.act)); }

void ServiceDesk::carry_out(Leave&) {
  stop_scanning();
  session::Effects wipe;
  wipe.emplace_back(session::Wipe{});
  effects_.run(std::move(wipe));
}

void ServiceDesk::look_at_page(std::uint64_t job, core::delivery::PageId page) {
  const PagePictures& all = effects_.equipment().pages.all();
  const auto found = all.find(page);
  if (found == all.end()) return step(PageFailed{job, session::CaptureTrouble::camera_failed});
  work([job, page, jpeg = found->second] {
    const auto picture = imaging::decode_picture(*jpeg, kLongestSide, kLongestSide);
    const auto pixels = [](int side) { return static_cast<std::uint32_t>(side); };
    PageSeen seen{job, page, 0, 0, static_cast<std::uint32_t>(jpeg->size())};
    if (picture) {
      seen.width = pixels(picture->width);
      seen.height = pixels(picture->height);
    }
    return seen;
  });
}

}  // namespace bancheng::app
