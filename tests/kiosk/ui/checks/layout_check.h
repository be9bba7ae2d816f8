// Layout check: a screen laid out by the shipped composer in one setting, on all of its pages, and what is wrong with it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/core/session/screen.h"
#include "kiosk/text/phrasebook.h"
#include "kiosk/ui/icons.h"
#include "kiosk/ui/view.h"
#include "scene_check.h"

namespace bancheng::ui::checks {

/// A terminal: a profile, mounted one way or the other.
struct Terminal {
  std::string name;  ///< "hall portrait"
  Mounting mounting;
};

/// Every profile of config/profiles in both orientations. Throws where one cannot be read.
[[nodiscard]] std::vector<Terminal> all_terminals();

/// For one thread.
class LayoutCheck {
 public:
  explicit LayoutCheck(core::Language language);

  /// `screen` in `size` on `terminal`. With fields: with the keyboard shown and with it hidden.
  [[nodiscard]] std::vector<Finding> check(const core::session::Screen& screen, core::session::TextSize size, const Terminal& terminal);

  [[nodiscard]] std::vector<std::string> missing_words() const { return phrases_->missing(); }
  [[nodiscard]] std::size_t pages() const { return pages_; }  ///< laid out so far

 private:
  [[nodiscard]] View view_of(const core::session::Screen& screen, Typing& typing);
  void check_pages(const core::session::Screen& screen, core::session::TextSize size, const Terminal& terminal, Typing& typing,
                   std::vector<Finding>& findings);

  std::unique_ptr<text::Engine> engine_;
  std::shared_ptr<const text::Phrasebook> phrases_;
  Icons icons_;
  std::size_t pages_ = 0;
};

}  // namespace bancheng::ui::checks
