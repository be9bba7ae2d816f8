// Reached screens: what the session really shows, one of each shape, with the longest texts in each language.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/core/session/screen.h"
#include "kiosk/text/phrasebook.h"

namespace bancheng::ui::checks {

/// Screens by shape: the ids, roles, places and kinds of their elements, and which of their texts there are. What is said
/// does not count, but that it is the longest.
class ScreenShapes {
 public:
  /// Throws where assets/lang cannot be read.
  ScreenShapes();

  void note(const core::session::Screen& screen);
  void add(const ScreenShapes& other);

  /// For one language; sorted by screen id. Settings are as they were met.
  [[nodiscard]] std::vector<core::session::Screen> longest(core::Language language) const;
  [[nodiscard]] std::size_t size() const { return shapes_.size(); }

 private:
  struct Longest {
    std::size_t length = 0;
    core::session::Screen screen;
  };
  [[nodiscard]] std::size_t length_of(const core::session::Screen& screen, const text::Phrasebook& phrases) const;

  std::shared_ptr<const text::Phrasebook> zh_cn_;
  std::shared_ptr<const text::Phrasebook> en_;
  std::map<std::string, std::pair<Longest, Longest>> shapes_;  ///< Chinese, English
};

/// Walks through the session, on `threads` threads: assets/catalogue where all works, the specimen items also where something
/// fails. From each page of each item, in a few of the states that look alike, all that may happen next is followed up.
[[nodiscard]] ScreenShapes reached_screens(unsigned threads);

}  // namespace bancheng::ui::checks
