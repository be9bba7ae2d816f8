// The command `decide`: what the staff pages do with an application, for small halls without a browser and for scenarios.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/base/clock.h"
#include "kiosk/base/result.h"

namespace bancheng::hall {

struct DecideOptions {
  std::filesystem::path data, calendar;  ///< calendar: may be empty when `due` is given
  std::string number, status, note, due;
  std::string handler;                   ///< empty: as it was
  std::vector<std::string> materials;    ///< for supplement_wanted
};

/// By the rules of the pages (decisions.h), noted in changes and audit like theirs. The complaint says what is wrong.
[[nodiscard]] base::Result<void, base::Complaint> decide(const DecideOptions& options, const base::Clock& clock);

}  // namespace bancheng::hall
