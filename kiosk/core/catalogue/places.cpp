#include "kiosk/core/catalogue/places.h"

#include <fmt/format.h>

#include <utility>

namespace bancheng::core::catalogue {
namespace {

/// Undefined when there is none; a const look-up, for asking must not create the key.
template <typename Key>
YAML::Node look_up(const YAML::Node& node, const Key& key) {
  if (!node.IsDefined() || !(node.IsMap() || node.IsSequence())) return YAML::Node(YAML::NodeType::Undefined);
  return node[key];
}

}  // namespace

bool Places::has(const std::string& key) const { return look_up(mapping_, key).IsDefined(); }

std::string Places::of(const YAML::Node& node) const {
  const YAML::Node& marked = node.IsDefined() && !node.Mark().is_null() ? node : mapping_;
  return fmt::format("{}:{}", file_, marked.Mark().line + 1);
}

std::string Places::of(const std::string& key) const { return of(key.empty() ? mapping_ : look_up(mapping_, key)); }

std::string Places::of(const std::string& key, const std::string& inner) const { return of(look_up(look_up(mapping_, key), inner)); }

std::string Places::of(const std::string& key, std::size_t entry) const { return of(look_up(look_up(mapping_, key), entry)); }

}  // namespace bancheng::core::catalogue
