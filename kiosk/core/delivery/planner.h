// The courier's planner: what to send next and when to try again. Pure: no clock, no network, no disk, no random source;
// all of them are handed in, so that years of bad networks can be simulated in milliseconds.
//
// Refused is not failed. What failed (no network, a busy or broken hall) is tried again for ever. What the hall refuses is
// handed to a person: the caller parks it with an alert. Nothing is ever dropped by giving up.
//
// Disputed is neither: the hall cannot open it, or does not believe its signature. A hall (or a terminal) with a wrong key says
// so of everything, and then nothing may be parked. It waits as what failed does; when it is disputed again after the hall has
// accepted another one, the hall's key is right and the submission itself is wrong: refused.
//
// Two kinds of waiting, kept apart so that one bad submission never holds up the others:
//   the line   unreachable, not_the_hall, not_admitted, busy: nobody's turn until `line` may be tried again
//   one item   failed, disputed, parts still missing: this one waits, the next one goes
// A submission that always gets an answer of the first kind (a proxy that takes no body of its size, a stored part that the
// hall cannot read) would hold up all others for ever. So after such an answer the hall is asked how it is: when it is well
// the failure was the submission's own, and that one waits; when it is not, nobody is to blame but the line.
#pragma once

#include <bitset>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/base/clock.h"
#include "kiosk/core/delivery/manifest.h"

namespace bancheng::core::delivery {

/// How one exchange with the hall ended.
enum class Outcome {
  done,           ///< a positive answer that echoes what was sent
  unreachable,    ///< no connection, cut, too slow
  not_the_hall,   ///< somebody else answered: captive portal, redirect, another certificate
  not_admitted,   ///< the hall does not accept this terminal's certificate
  busy,           ///< "later", perhaps with a time
  failed,         ///< the hall's own error, or an answer that does not fit the question
  parts_missing,  ///< these parts are not there (any more)
  disputed,       ///< the hall cannot open it or does not believe its signature
  refused,        ///< the hall will not take this submission; a person must look
};
[[nodiscard]] const char* name_of(Outcome outcome);

struct Answer {
  Outcome outcome = Outcome::unreachable;
  std::optional<base::Milliseconds> retry_after;  ///< what the hall asked for
  std::vector<std::uint32_t> missing;             ///< with parts_missing
  std::string code;                               ///< the hall's closed error code, checked for its shape; may be empty
};

/// A submission that waits, in the order in which the caller would like them sent.
struct Waiting {
  std::string number;
  std::uint32_t parts = 0;  ///< at most kMaxParts
};

struct SendPart {
  std::string number;
  std::uint32_t index = 0;
  friend bool operator==(const SendPart&, const SendPart&) = default;
};
struct Submit {
  std::string number;
  friend bool operator==(const Submit&, const Submit&) = default;
};
/// Ask the hall how it is: nothing waits, or the line failed and it is to be known whether it still does.
struct Probe {
  friend bool operator==(const Probe&, const Probe&) = default;
};
struct Wait {
  base::SteadyTime until;
  friend bool operator==(const Wait&, const Wait&) = default;
};
using Step = std::variant<SendPart, Submit, Probe, Wait>;

struct PlannerTimes {
  base::Milliseconds first{1'000};            ///< ceiling of the first delay; doubles with each failure in a row
  base::Milliseconds line_ceiling{60'000};
  base::Milliseconds item_ceiling{3'600'000};
  base::Milliseconds shortest{100};           ///< no delay is shorter: full jitter may draw zero
  base::Milliseconds longest_retry_after{3'600'000};  ///< a hall cannot silence a terminal for longer by one header
  base::Milliseconds probe_every{60'000};
};

/// Single-threaded.
class Planner {
 public:
  /// How many submissions can wait for a turn of their own. When more fail, the hall is ill and the line waits. A caller
  /// that offers one candidate more than this always offers one that may be sent.
  static constexpr std::size_t kMostItems = 64;

  explicit Planner(PlannerTimes times = {}) : times_(times) {}

  /// The next step at `now`. What is remembered of submissions that are not among `candidates` is forgotten.
  [[nodiscard]] Step next(base::SteadyTime now, std::span<const Waiting> candidates);

  /// What came of a step. `random` is uniform in [0, 1): the full jitter. True: the step's submission is refused (or disputed
  /// while the hall accepts others), and the caller parks it.
  bool report(const Step& step, const Answer& answer, base::SteadyTime now, double random);

  /// This submission could not be sent for a reason of the terminal's own (its disk): it waits as one that failed.
  void could_not_send(const std::string& number, base::SteadyTime now, double random) { item_failed(number, {}, now, random); }

  /// The network came back, or a citizen waits: try the line at once, unless the hall itself asked for time.
  void try_now(base::SteadyTime now);

  /// This submission is gone (parked, set aside, erased).
  void forget(const std::string& number);

  /// Whether the last exchange reached the hall; nothing before the first one.
  [[nodiscard]] std::optional<bool> line_up() const { return line_up_; }

 private:
  struct Item {
    unsigned failures = 0;
    unsigned suspicions = 0;  ///< failures of the line that were this one's own; none after a part went through
    unsigned missing_rounds = 0;
    std::optional<std::uint64_t> disputed_at;  ///< how many deliveries there had been then
    base::SteadyTime not_before{};
    std::bitset<kMaxParts> sent;
  };
  [[nodiscard]] base::Milliseconds delay(unsigned failures, base::Milliseconds ceiling, const Answer& answer, double random) const;
  void line_failed(const Answer& answer, base::SteadyTime now, double random);
  void item_failed(const std::string& number, const Answer& answer, base::SteadyTime now, double random);
  void report_probe(const Answer& answer, base::SteadyTime now, double random);
  void put_off(const std::string& number, unsigned Item::*count, const Answer& answer, base::SteadyTime now, double random);
  [[nodiscard]] bool disputed(const std::string& number, const Answer& answer, base::SteadyTime now, double random);
  void parts_missing(const std::string& number, const Answer& answer, base::SteadyTime now, double random);
  void line_worked(base::SteadyTime now);
  void done(const Step& step, base::SteadyTime now);
  void delivered(const std::string& number, base::SteadyTime now);
  void keep_only(std::span<const Waiting> candidates);

  PlannerTimes times_;
  std::map<std::string, Item> items_;
  std::uint64_t deliveries_ = 0;
  std::optional<std::string> suspect_;  ///< was being sent when the line failed, and no probe has failed since
  unsigned line_failures_ = 0;
  base::SteadyTime line_not_before_{};
  bool hall_asked_for_time_ = false;
  std::optional<bool> line_up_;
  base::SteadyTime next_probe_{};
};

}  // namespace bancheng::core::delivery
