// DeviceThread: the one thread of a driver and the life of its link.
//
//            open ok                     serve() returns
//   [away] ------------> [serving] ---------------------------+
//     ^  ^                                                    |
//     |  +--- back-off 0.5, 1, 2, 2 … s, commands answered ---+--> link_lost(why)
//     +------ open failed: link_lost(why)
//
// From any state the destructor leads out: it raises the stop signal, every wait ends, the thread is joined.
#pragma once

#include <memory>
#include <thread>

#include "drivers/transport/command_queue.h"
#include "drivers/transport/transport.h"
#include "kiosk/base/clock.h"

namespace bancheng::drivers {

/// How long to wait before the next try: 0.5 s, 1 s, then 2 s each time, so that a device that returns is in use again
/// within 3 s (drivers/hal/id_card_reader.h).
class BackOff {
 public:
  [[nodiscard]] base::Milliseconds next() noexcept;
  /// The device has answered: the next trouble starts from 0.5 s again.
  void reset() noexcept { failures_ = 0; }

 private:
  unsigned failures_ = 0;
};

/// What a driver does on its thread. All functions are called on that thread alone and may not throw.
class DeviceAttendant {
 public:
  virtual ~DeviceAttendant() = default;
  /// The link is open. Talks to the device until the link fails, the device falls silent, or the stop signal is raised;
  /// returns why. Calls `back_off.reset()` once the device has answered. The caller closes the link.
  [[nodiscard]] virtual TransportError serve(Transport& link, BackOff& back_off) = 0;
  /// The link could not be opened, or serve() has returned. Called at each failure, also many times in a row; not at the stop.
  virtual void link_lost(TransportError why) = 0;
  /// The wake signal is raised while the device is away: take the commands (CommandQueue::take until empty, which clears
  /// the signal) and answer those that must not wait.
  virtual void answer_commands_while_away() = 0;
};

class DeviceThread {
 public:
  /// Starts the thread. All but `link` must outlive this object: make it the last member of the driver, or stop() it in
  /// the destructor of the class that is the attendant.
  DeviceThread(std::unique_ptr<Transport> link, const base::Clock& clock, const DeviceSignals& signals,
               DeviceAttendant& attendant);
  ~DeviceThread();
  DeviceThread(const DeviceThread&) = delete;
  DeviceThread& operator=(const DeviceThread&) = delete;

  /// Raises the stop signal and joins; calling it again does nothing.
  void stop() noexcept;

 private:
  void run();
  void wait_away(base::Milliseconds pause);

  std::unique_ptr<Transport> link_;
  const base::Clock& clock_;
  const DeviceSignals& signals_;
  DeviceAttendant& attendant_;
  std::thread thread_;
};

}  // namespace bancheng::drivers
