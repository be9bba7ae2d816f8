#include "drivers/transport/device_thread.h"

#include <algorithm>
#include <array>
#include <utility>

namespace bancheng::drivers {
namespace {

constexpr base::Milliseconds kOpenTime{2000};

}  // namespace

base::Milliseconds BackOff::next() noexcept {
  constexpr std::array<base::Milliseconds, 3> kPauses{base::Milliseconds{500}, base::Milliseconds{1000}, base::Milliseconds{2000}};
  const base::Milliseconds pause = kPauses[std::min<std::size_t>(failures_, kPauses.size() - 1)];
  if (failures_ < kPauses.size()) ++failures_;
  return pause;
}

DeviceThread::DeviceThread(std::unique_ptr<Transport> link, const base::Clock& clock, const DeviceSignals& signals,
                           DeviceAttendant& attendant)
    : link_(std::move(link)), clock_(clock), signals_(signals), attendant_(attendant), thread_([this] { run(); }) {}

DeviceThread::~DeviceThread() { stop(); }

void DeviceThread::stop() noexcept {
  signals_.raise_stop();
  if (thread_.joinable()) thread_.join();
}

void DeviceThread::run() {
  BackOff back_off;
  while (!signals_.stop.raised()) {
    const auto opened = link_->open({clock_.now().steady + kOpenTime, signals_.stop.fd()});
    const TransportError why = opened ? attendant_.serve(*link_, back_off) : opened.error();
    link_->close();
    if (signals_.stop.raised()) return;
    attendant_.link_lost(why);
    wait_away(back_off.next());
  }
}

void DeviceThread::wait_away(base::Milliseconds pause) {
  const base::SteadyTime until = clock_.now().steady + pause;
  while (base::sleep_until(until, clock_, signals_.wake.fd()) == base::Readiness::stopped) {
    if (signals_.stop.raised()) return;
    attendant_.answer_commands_while_away();
  }
}

}  // namespace bancheng::drivers
