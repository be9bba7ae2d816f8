#include "drivers/id_card/dialog.h"

#include <algorithm>

#include "drivers/id_card/meaning.h"
#include "drivers/transport/patience.h"

namespace bancheng::drivers::id_card {
namespace {

using base::Milliseconds;

constexpr Milliseconds kSendTime{500};
constexpr Milliseconds kProbeTime{250};
/// After its first bytes an answer flows; the rest may pause this long, and take this long in all (2,321 bytes at 9600 baud
/// are 2.4 s).
constexpr Milliseconds kPauseInside{300};
constexpr Milliseconds kWholeFrame{3000};

/// How long the reader may take until its answer begins (page, section 2). Reading is held to 2 s, so that a reader that
/// falls silent then is known to be gone within 3 s.
Milliseconds answer_time_of(Command command) {
  if (command == kReadTextAndPhoto) return Milliseconds{2000};
  if (command == kReset) return Milliseconds{1200};
  if (command == kReadNewestAddress) return Milliseconds{1500};
  if (command == kFind || command == kSelect) return Milliseconds{1000};
  return Milliseconds{300};
}

}  // namespace

Dialog::~Dialog() { base::wipe(chunk_.data(), chunk_.size()); }

TransportResult<void> Dialog::send(Command command) {
  frames_.clear();
  link_.drop_input();
  const CommandFrame frame = encode(command);
  return link_.write_all(frame, {clock_.now().steady + kSendTime, stop_fd_});
}

TransportResult<void> Dialog::receive(base::SteadyTime deadline) {
  const auto count = link_.read_some(chunk_, {deadline, stop_fd_});
  if (!count) return base::failure(count.error());
  frames_.feed(std::span(chunk_).first(*count));
  base::wipe(chunk_.data(), *count);
  return {};
}

/// Waits for the answer to `command`. `damaged` tells, with the error `deadline`, that a frame came and was no good.
TransportResult<Answer> Dialog::await(Command command, Milliseconds answer_time, bool& damaged) {
  Patience for_more(clock_, answer_time);
  Patience for_all(clock_, answer_time + kWholeFrame);
  for (;;) {
    while (auto frame = frames_.next()) {
      if (!*frame) {
        damaged = true;
        return base::failure(TransportError::deadline);
      }
      if (can_answer(command, **frame)) return std::move(**frame);
    }
    const auto got = receive(std::min(for_more.next(), for_all.next()));
    const bool no_more = for_more.spent();
    const bool over = for_all.spent() || no_more;
    if (!got && (over || got.error() != TransportError::deadline)) {
      damaged = frames_.inside_frame();
      return base::failure(got.error());
    }
    if (got && frames_.inside_frame()) for_more = Patience(clock_, kPauseInside);
  }
}

TransportResult<Answer> Dialog::ask(Command command) {
  for (int tries_left = 2;;) {
    if (auto sent = send(command); !sent) return base::failure(sent.error());
    bool damaged = false;
    auto answer = await(command, answer_time_of(command), damaged);
    const bool garbled = answer ? meaning_of(answer->sw3) == Meaning::misunderstood : damaged;
    if (!garbled || --tries_left == 0) return answer;
    if (!answer && answer.error() != TransportError::deadline) return answer;
    // A garbled answer may have brought the two sides out of step.
    if (auto in_step = resynchronise(); !in_step) return in_step;
  }
}

TransportResult<Answer> Dialog::ask_status(int tries) {
  for (;;) {
    if (auto sent = send(kStatus); !sent) return base::failure(sent.error());
    bool damaged = false;
    auto answer = await(kStatus, kProbeTime, damaged);
    if (answer || answer.error() != TransportError::deadline || --tries == 0) return answer;
  }
}

}  // namespace bancheng::drivers::id_card
