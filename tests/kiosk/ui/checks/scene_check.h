// Scene check: one laid-out page against the numbers of standards.md, "Everyone can use it": what is cut, what overlaps,
// what is too small, too close, too high up or too faint.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "kiosk/text/text.h"
#include "kiosk/ui/metrics.h"
#include "kiosk/ui/scene.h"

namespace bancheng::ui::checks {

struct Finding {
  std::string rule;     ///< "target-size", "gap", "reach", "outside", "text-size", "truncated", "ground", "overlap", "contrast", "face", "line-cut", "word-broken"
  std::string element;  ///< id, or the text itself where it has none
  std::string what;     ///< with numbers
  friend auto operator<=>(const Finding&, const Finding&) = default;
};

/// How a panel is mounted.
struct Mounting {
  Panel panel;
  double lower_edge_mm = 0;  ///< above the floor
};

/// Lines of a text that is cut into pages: which are there, which were seen. Filled page by page.
struct Lines {
  struct Of {
    int lines = 0;
    std::set<int> seen;
  };
  std::map<std::string, Of> texts;
};

/// All of one page. `size` is the chosen one. `lines` gathers over the pages of a screen.
[[nodiscard]] std::vector<Finding> check_scene(const Scene& scene, const Metrics& metrics, const Mounting& mounting,
                                               core::session::TextSize size, text::Engine& engine, Lines& lines);

/// What no page showed.
[[nodiscard]] std::vector<Finding> check_lines(const Lines& lines);

}  // namespace bancheng::ui::checks
