// The texts of assets/lang against what the session really says.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/core/session/session.h"

namespace bancheng::core::session::checks {

/// Which messages are said, with which arguments.
class TextUse {
 public:
  void note(const Screen& screen);
  void note(const Effect& effect);
  void add(const TextUse& other);
  [[nodiscard]] std::size_t messages() const { return said_.size(); }

 private:
  friend std::vector<std::string> mistakes_of(const TextUse&, bool (*)(std::string_view));
  void note(const Words& words);
  void note(const receipt::Receipt& receipt);

  /// By id: a Words that says it, for each set of argument names.
  std::map<std::string, std::map<std::set<std::string>, Words>> said_;
};

/// A message that a language lacks, one whose text asks for an argument that it is not given, and one that is never said
/// though its id is of those that have to be (`is_own`).
[[nodiscard]] std::vector<std::string> mistakes_of(const TextUse& use, bool (*is_own)(std::string_view id));

/// The session's and its receipts': all but the screen's own ("ui.") and the diagnostic mode's ("service.").
[[nodiscard]] bool is_of_session(std::string_view id);

}  // namespace bancheng::core::session::checks
