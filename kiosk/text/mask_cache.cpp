#include "kiosk/text/mask_cache.h"

#include <functional>

namespace bancheng::text {
namespace {

template <typename T>
void mix(std::size_t& hash, const T& value) {
  hash = (hash ^ std::hash<T>{}(value)) * 0x9E3779B97F4A7C15u;
}

std::size_t hash_of(std::string_view text, const Style& style) {
  std::size_t hash = std::hash<std::string_view>{}(text);
  mix(hash, style.capital_height);
  mix(hash, style.line_distance);
  mix(hash, style.max_width);
  mix(hash, style.max_lines);
  mix(hash,
      static_cast<int>(style.weight) + 4 * static_cast<int>(style.alignment) + 16 * static_cast<int>(style.overflow) + 64 * static_cast<int>(style.balanced));
  return hash;
}

std::size_t size_of(const MaskCache::Entry& entry) {
  return sizeof entry + entry.text.size() + (entry.mask ? sizeof(Mask) + entry.mask->alpha.size() : 0);
}

}  // namespace

MaskCache::Entries::iterator MaskCache::locate(std::size_t hash, std::string_view text, const Style& style) {
  const auto [first, last] = index_.equal_range(hash);
  for (auto at = first; at != last; ++at) {
    if (at->second->text.view() == text && at->second->style == style) return at->second;
  }
  return entries_.end();
}

const MaskCache::Entry* MaskCache::find(std::string_view text, const Style& style) {
  const auto entry = locate(hash_of(text, style), text, style);
  if (entry == entries_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, entry);
  return &*entry;
}

void MaskCache::put(std::string_view text, const Style& style, const Extent& extent, std::shared_ptr<const Mask> mask) {
  const std::size_t hash = hash_of(text, style);
  if (const auto old = locate(hash, text, style); old != entries_.end()) forget(old);
  Entry entry{hash, base::PersonText(text), style, extent, std::move(mask)};
  const std::size_t size = size_of(entry);
  if (size > limit_) return;
  while (bytes_ + size > limit_) forget(std::prev(entries_.end()));
  entries_.push_front(std::move(entry));
  index_.emplace(hash, entries_.begin());
  bytes_ += size;
}

void MaskCache::forget(Entries::iterator entry) {
  const auto [first, last] = index_.equal_range(entry->hash);
  for (auto at = first; at != last; ++at) {
    if (at->second != entry) continue;
    index_.erase(at);
    break;
  }
  bytes_ -= size_of(*entry);
  entries_.erase(entry);
}

void MaskCache::clear() {
  index_.clear();
  entries_.clear();
  bytes_ = 0;
}

}  // namespace bancheng::text
