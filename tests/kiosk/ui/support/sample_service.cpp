#include <functional>

#include "kiosk/diagnostics/diagnostics.h"
#include "sample_visit.h"

namespace bancheng::ui::samples {
namespace {

using namespace diagnostics;

/// A technician's visit that is led to the pages where most stands.
class Technician {
 public:
  explicit Technician(const core::session::Settings& settings) {
    setup_.terminal_number = "10001";
    setup_.terminal_name = "样本市政务服务大厅 24小时自助区 1号机";
    setup_.defaults = settings;
    setup_.addresses = {"serial:/dev/serial/by-id/usb-SAM-0", "serial:/dev/serial/by-id/usb-scanner-0", "/dev/v4l/by-id/usb-camera-0",
                        "tcp:192.168.100.100:9100"};
  }

  void happen(Happening what) { state_ = step(setup_, std::move(state_), Event{now_, std::move(what)}).state; }
  void touch(const char* id, const char* text = nullptr) {
    Intent intent{id, {}};
    if (text != nullptr) intent.value = base::PersonText(text);
    happen(std::move(intent));
  }
  void keep(const char* name) { samples_.push_back({std::string("service-") + name, view(setup_, state_)}); }
  [[nodiscard]] std::uint64_t job() const { return state_.visit->job; }
  std::vector<Sample> take() { return std::move(samples_); }
  [[nodiscard]] base::WallTime wall() const { return now_.wall; }

 private:
  diagnostics::Setup setup_;
  diagnostics::State state_ = initial_state();
  base::Moment now_{std::chrono::sys_days(std::chrono::year(2026) / 1 / 15), {}};
  std::vector<Sample> samples_;
};

/// Everything is in trouble, so that all there is to say is said.
void bring_trouble(Technician& t) {
  t.happen(DeviceHeard{Part::reader, {hal::Health::gone, {"", "05.01-20110511-0123456789-0000000000", ""}, {}, false}});
  t.happen(DeviceHeard{Part::scanner, {hal::Health::unavailable, {"NLS-FM490-50", "", ""}, {}, false}});
  t.happen(DeviceHeard{Part::camera, {hal::Health::faulty, {"HD document camera", "", ""}, {}, false}});
  t.happen(DeviceHeard{Part::printer, {hal::Health::unavailable, {"TM-T88VII", "X7YE012345", "40.21 ESC/POS"},
                                       {hal::PrinterFault::paper_out, hal::PrinterFault::cover_open, hal::PrinterFault::cutter_jam}, true}});
  t.happen(CourierHeard{true});
  t.happen(HallHeard{true});
  t.happen(HallHeard{false});
  t.happen(QueueHeard{128, 3, t.wall() - std::chrono::days(4)});
  TerminalFacts facts;
  facts.certificates = {{Certificate::Of::hall_sealing, "Sample City Government Service Hall, sealing", t.wall() + std::chrono::days(12)},
                        {Certificate::Of::terminal, "Terminal 10001", t.wall() - std::chrono::days(1)}};
  facts.program = "1.12.3";
  facts.catalogue = 2026011501;
  facts.items = 14;
  facts.assets = "0123456789ab";
  facts.disk_free = 90'000'000;
  facts.disk_size = 64'000'000'000;
  facts.damaged = 2;
  t.happen(facts);
}

void visit_devices(Technician& t) {
  t.touch("open.reader");
  t.happen(CardSeen{core::identity::CardKind::hmt_residence, base::PersonText("8300**********0012"), base::PersonText("样*"),
                    core::identity::CardObjection::number_contradicts});
  t.keep("reader");
  t.touch("bar.back");
  t.touch("open.scanner");
  t.happen(CodeSeen{29, 29, "Q1", true});
  t.keep("scanner");
  t.touch("bar.back");
  t.touch("open.camera");
  t.keep("camera");
  t.happen(DeviceHeard{Part::camera, {hal::Health::ok, {"HD document camera", "", ""}, {}, false}});
  t.touch("capture");
  t.happen(PageSeen{t.job(), {1}, 2480, 3508, 812'000});
  t.keep("camera-taken");
  t.touch("bar.back");
  t.touch("open.printer");
  t.touch("test");
  t.happen(PaperFailed{t.job(), hal::PrinterFault::cutter_jam});
  t.keep("printer");
  t.touch("bar.back");
}

}  // namespace

std::vector<Sample> service(const core::session::Settings& settings) {
  Technician t(settings);
  bring_trouble(t);
  t.happen(Called{false, {}});
  t.keep("no-pin");
  t.touch("bar.end");
  t.happen(Called{true, {}});
  t.touch("pin", "482913");
  t.touch("continue");
  t.keep("pin-checking");
  t.happen(PinChecked{t.job(), PinVerdict::wrong, {}});
  t.touch("pin", "482914");
  t.keep("pin-wrong");
  t.touch("continue");
  t.happen(PinChecked{t.job(), PinVerdict::wrong, std::chrono::seconds(30)});
  t.keep("locked");
  t.touch("bar.end");
  t.happen(Called{true, {}});
  t.touch("pin", "482913");
  t.touch("continue");
  t.happen(PinChecked{t.job(), PinVerdict::right, {}});
  t.keep("overview");
  visit_devices(t);
  for (const char* page : {"hall", "terminal", "mishaps", "report"}) {
    t.touch((std::string("open.") + page).c_str());
    t.keep(page);
    t.touch("bar.back");
  }
  return t.take();
}

}  // namespace bancheng::ui::samples
