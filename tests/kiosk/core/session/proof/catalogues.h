// What the proof is about: the specimen catalogue, which has every shape of question, and each item that ships.
#pragma once

#include <string>
#include <vector>

#include "kiosk/core/session/session.h"

namespace bancheng::core::session::checks {

struct NamedSetup {
  std::string name;
  Setup setup;
  bool ships = true;  ///< an item of assets/catalogue
};

/// The specimen items together, then each file of assets/catalogue by itself. Ends the program where a file has a
/// mistake.
[[nodiscard]] std::vector<NamedSetup> all_setups();

}  // namespace bancheng::core::session::checks
