// The texts of assets/lang against what the session really says.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
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
  friend std::vector<std::string> mistakes_of(const TextUse&);
  void note(const Words& words);
  void note(const receipt::Receipt& receipt);

  /// By id: a Words that says it, for each set of argument names.
  std::map<std::string, std::map<std::set<std::string>, Words>> said_;
};

/// A message that a language lacks, one whose text asks for an argument that it is not given, and one of the session's
/// own that is never said.
[[nodiscard]] std::vector<std::string> mistakes_of(const TextUse& use);

}  // namespace bancheng::core::session::checks
