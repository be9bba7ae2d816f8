// Places: where the keys of one YAML mapping stand, kept for rules that look at several of them at once. Private to
// core/catalogue.
#pragma once

#include <yaml-cpp/yaml.h>

#include <string>
#include <vector>

namespace bancheng::core::catalogue {

class Places {
 public:
  Places() = default;
  Places(std::string file, YAML::Node mapping) : file_(std::move(file)), mapping_(std::move(mapping)) {}

  [[nodiscard]] bool has(const std::string& key) const;

  /// "file:line" of what stands under `key`, of the mapping itself when nothing does.
  [[nodiscard]] std::string of(const std::string& key = {}) const;
  /// The same of a key in the mapping, or of an entry in the list, under `key`.
  [[nodiscard]] std::string of(const std::string& key, const std::string& inner) const;
  [[nodiscard]] std::string of(const std::string& key, std::size_t entry) const;

 private:
  [[nodiscard]] std::string of(const YAML::Node& node) const;

  std::string file_;
  YAML::Node mapping_{YAML::NodeType::Map};
};

/// A value with the places of the mapping that it was read from.
template <typename Value>
struct Placed {
  Value value;
  Places places;
};

}  // namespace bancheng::core::catalogue
