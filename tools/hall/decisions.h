// What staff may do with an application: the rules that the pages and the command `decide` share.
#pragma once

#include <optional>
#include <string>

#include "tools/hall/store.h"

namespace bancheng::hall {

inline constexpr std::size_t kLongestHandler = 40;      ///< characters, as the next
inline constexpr std::size_t kLongestNote = 2'000;
inline constexpr int kSupplementWorkingDays = 10;       ///< to hand in what is wanted, unless staff say otherwise

/// True when the matter needs nothing more from staff.
[[nodiscard]] bool is_decided(ApplicationStatus status);

/// Nothing, or in Chinese what is wrong with it. `today`: a date in Asia/Shanghai.
[[nodiscard]] std::optional<std::string> object_to(const ApplicationChange& change, Date today);

}  // namespace bancheng::hall
