// What the engine remembers: extents and masks by (text, style), the least recently used forgotten first.
#pragma once

#include <list>
#include <memory>
#include <string_view>
#include <unordered_map>

#include "kiosk/text/text.h"

namespace bancheng::text {

/// Not thread-safe. Keys, masks and nodes are wiped when they go.
class MaskCache {
 public:
  struct Entry {
    std::size_t hash;
    base::PersonText text;
    Style style;
    Extent extent;
    std::shared_ptr<const Mask> mask;  ///< null while only measured
  };

  explicit MaskCache(std::size_t limit_bytes) : limit_(limit_bytes) {}

  /// The entry, now the most recently used; null when it is not there. Valid until the next call that is not const.
  [[nodiscard]] const Entry* find(std::string_view text, const Style& style);
  /// Adds an entry or gives the one that is there its mask. What is larger than the whole cache is not kept.
  void put(std::string_view text, const Style& style, const Extent& extent, std::shared_ptr<const Mask> mask);
  void clear();
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  using Entries = std::list<Entry, base::WipingAllocator<Entry>>;
  [[nodiscard]] Entries::iterator locate(std::size_t hash, std::string_view text, const Style& style);
  void forget(Entries::iterator entry);

  const std::size_t limit_;
  std::size_t bytes_ = 0;
  Entries entries_;  ///< most recently used first
  std::unordered_multimap<std::size_t, Entries::iterator> index_;
};

}  // namespace bancheng::text
