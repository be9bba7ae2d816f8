// Readiness: what of a terminal is fit for service and what is not, in one list, the same on the screen and on paper.
#pragma once

#include <vector>

#include "kiosk/diagnostics/words.h"

namespace bancheng::diagnostics {

enum class Fitness {
  fit,
  care,   ///< citizens are served, but somebody should see to it soon
  unfit,  ///< something that citizens are offered does not work
};

struct Finding {
  const char* id;  ///< of its row: [a-z.-]
  Words what;
  Fitness fitness = Fitness::fit;
  Words state;     ///< how it is, in words
  Words todo;      ///< empty when fit
};

inline constexpr std::int64_t kSoonDays = 30;                        ///< a certificate that expires so soon needs care
inline constexpr std::uint64_t kLittleDisk = 1'000'000'000;          ///< bytes free: care
inline constexpr std::uint64_t kTooLittleDisk = 100'000'000;         ///< bytes free: applications can soon not be stored
inline constexpr std::chrono::hours kLongInQueue{24};                ///< the oldest item waits so long: care

/// Devices, hall, queue, certificates, disk, in this order.
[[nodiscard]] std::vector<Finding> findings(const State& state);
[[nodiscard]] Fitness worst_of(const std::vector<Finding>& findings);
[[nodiscard]] Words fitness_words(Fitness fitness);
/// Of the terminal as a whole: fit, or how many things are not.
[[nodiscard]] Words verdict_words(const std::vector<Finding>& findings);

}  // namespace bancheng::diagnostics
