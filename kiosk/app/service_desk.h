// ServiceDesk: the technician's diagnostic mode as the kiosk runs it: the pure machine of kiosk/diagnostics, what it hears
// from devices, courier and disk, and what it asks for. It listens always; the screen is its own only while it is open.
//
// While it is open the session believes that the receipt printer is away, so that no receipt that is owed to a citizen comes
// out into the technician's hands; afterwards the session is told how the printer really is, and prints what it owes.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "kiosk/app/config.h"
#include "kiosk/app/device_watch.h"
#include "kiosk/app/effect_runner.h"
#include "kiosk/app/loop_tasks.h"
#include "kiosk/app/pin_store.h"
#include "kiosk/app/worker.h"
#include "kiosk/base/clock.h"
#include "kiosk/core/catalogue/item.h"
#include "kiosk/diagnostics/diagnostics.h"

namespace bancheng::app {

/// Loop thread, but for what is said to be its worker's.
class ServiceDesk final : public DeviceWatch {
 public:
  struct Calls {
    std::function<void(core::session::Happening)> tell_session;
    /// Nobody is there and nothing is printed: the mode may open.
    std::function<bool()> is_idle;
    /// What is shown may have changed; `wiped`: the shell was emptied.
    std::function<void(bool wiped)> show;
  };

  /// `effects` must outlive this, which listens to its devices and its courier from now on. `catalogue` is the one in use.
  ServiceDesk(const Config& config, const base::Clock& clock, LoopTasks& tasks, EffectRunner& effects,
              std::shared_ptr<const core::catalogue::Catalogue> catalogue, Calls calls);
  ~ServiceDesk() override;

  [[nodiscard]] bool is_open() const { return state_.visit.has_value(); }
  [[nodiscard]] core::session::Screen view() const { return diagnostics::view(setup_, state_); }
  [[nodiscard]] std::optional<base::SteadyTime> next_deadline() const { return diagnostics::next_deadline(state_); }

  /// From now on this catalogue is the one in use.
  void use(std::shared_ptr<const core::catalogue::Catalogue> catalogue) { catalogue_ = std::move(catalogue); }

  /// The service gesture: opens the mode if nobody is there once the PIN's files are read.
  void call();
  /// Touches and time, while it is open.
  void take(diagnostics::Happening what) { step(std::move(what)); }
  /// What was meant for the session; true: it was the answer to something asked for here, or is kept back.
  [[nodiscard]] bool takes(const core::session::Happening& what);

  bool hear(const hal::IdCardEvent& event) override;
  bool hear(const hal::CodeScannerEvent& event) override;
  bool hear(const hal::ReceiptPrinterEvent& event) override;
  void hear(const hal::CameraChanged& changed) override;
  void hear(const link::LinkEvent& event);

 private:
  void stop_scanning();
  void step(diagnostics::Happening what);
  void tell_device(diagnostics::Part part, diagnostics::DeviceFacts facts);
  void look_at_page(std::uint64_t job, core::delivery::PageId page);
  void hold_printer_back(bool back);

  void carry_out(diagnostics::CheckPin& check);
  void carry_out(diagnostics::ReadFacts&);
  void carry_out(diagnostics::StartScanning&);
  void carry_out(diagnostics::StopScanning&);
  void carry_out(diagnostics::Print& print);
  void carry_out(diagnostics::Note& note);
  void carry_out(diagnostics::Leave&);
  template <typename SessionsOwn>
  void carry_out(SessionsOwn& effect);

  /// Runs `job` on the worker, then hands what it gives to step().
  template <typename Job>
  void work(Job job);

  const Config config_;
  LoopTasks& tasks_;
  const base::Clock& clock_;
  EffectRunner& effects_;
  std::shared_ptr<const core::catalogue::Catalogue> catalogue_;
  Calls calls_;
  diagnostics::Setup setup_;
  diagnostics::State state_;
  PinStore pins_;   ///< the worker's
  Worker worker_;   // last: its thread ends before what it works with
};

}  // namespace bancheng::app
