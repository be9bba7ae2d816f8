// Dialog: one command and its answer at a time over a Transport, with deadlines, and back in step after anything that
// went wrong. One thread.
#pragma once

#include <cstdint>

#include "drivers/id_card/frame.h"
#include "drivers/transport/transport.h"

namespace bancheng::drivers::id_card {

class Dialog {
 public:
  /// `link` is open. `stop_fd` ends every wait with `interrupted`. All outlive the dialog.
  Dialog(Transport& link, const base::Clock& clock, int stop_fd) : link_(link), clock_(clock), stop_fd_(stop_fd) {}
  ~Dialog();
  Dialog(const Dialog&) = delete;
  Dialog& operator=(const Dialog&) = delete;

  /// Sends `command` and returns the answer that belongs to it. A frame that either side found damaged is sent once more.
  /// After `deadline` the reader has been silent to this command: call resynchronise() before the next one.
  /// An answer that still says "misunderstood" is returned as it is.
  [[nodiscard]] TransportResult<Answer> ask(Command command);

  /// Gets back in step: asks for the status until it is answered, dropping all else. The reader answers in order, so the
  /// status answer proves that no late answer can follow. `deadline`: the reader does not talk.
  [[nodiscard]] TransportResult<Answer> resynchronise() { return ask_status(kProbes); }

  /// The same with more patience, for a reader that has just got its power (page, section 1: about 1.5 s).
  [[nodiscard]] TransportResult<Answer> first_contact() { return ask_status(kFirstProbes); }

 private:
  struct Try;
  static constexpr int kProbes = 3;
  static constexpr int kFirstProbes = 6;

  [[nodiscard]] TransportResult<Answer> ask_status(int tries);
  [[nodiscard]] TransportResult<void> send(Command command);
  [[nodiscard]] TransportResult<Answer> await(Command command, base::Milliseconds answer_time, bool& damaged);
  [[nodiscard]] TransportResult<void> receive(base::SteadyTime deadline);

  Transport& link_;
  const base::Clock& clock_;
  const int stop_fd_;
  FrameReader frames_;
  std::array<std::uint8_t, 512> chunk_{};
};

}  // namespace bancheng::drivers::id_card
