#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "kiosk/config/schema.h"

namespace bancheng::config {
namespace {

using base::Complaint;

/// Puts one node into its place; answers what was expected where it does not fit.
class Taker {
 public:
  Taker(const toml::node& node, const Key& key) : node_(node), key_(key) {}

  std::optional<std::string> operator()(const Text& v) const {
    const auto text = node_.value_exact<std::string>();
    if (!text || text->empty()) return said();
    if (const std::string objection = v.objection ? v.objection(*text) : ""; !objection.empty()) return objection;
    *v.into = *text;
    return std::nullopt;
  }
  std::optional<std::string> operator()(const Path& v) const {
    const auto text = node_.value_exact<std::string>();
    if (!text || text->empty()) return said();
    *v.into = *text;
    return std::nullopt;
  }
  std::optional<std::string> operator()(const Flag& v) const {
    const auto flag = node_.value_exact<bool>();
    if (!flag) return said();
    *v.into = *flag;
    return std::nullopt;
  }
  std::optional<std::string> operator()(const Whole& v) const {
    const auto number = node_.value_exact<std::int64_t>();
    if (!number || *number < v.least || *number > v.most) return said();
    *v.into = static_cast<int>(*number);
    return std::nullopt;
  }
  std::optional<std::string> operator()(const Decimal& v) const {
    const auto number = node_.is_number() ? node_.value<double>() : std::nullopt;
    if (!number || !(*number >= v.least && *number <= v.most)) return said();  // not a number fails too
    *v.into = *number;
    return std::nullopt;
  }
  std::optional<std::string> operator()(const OneOf& v) const {
    const auto word = node_.value_exact<std::string>();
    const auto found = word ? std::find(v.words.begin(), v.words.end(), *word) : v.words.end();
    if (found == v.words.end()) return said();
    v.set(static_cast<std::size_t>(found - v.words.begin()));
    return std::nullopt;
  }
  std::optional<std::string> operator()(const Texts& v) const {
    const toml::array* list = node_.as_array();
    if (list == nullptr) return said();
    std::vector<std::string> texts;
    for (const toml::node& one : *list) {
      const auto text = one.value_exact<std::string>();
      const bool known = text && !text->empty() && (v.words.empty() || std::find(v.words.begin(), v.words.end(), *text) != v.words.end());
      if (!known || std::find(texts.begin(), texts.end(), *text) != texts.end()) return said();
      texts.push_back(*text);
    }
    *v.into = std::move(texts);
    return std::nullopt;
  }

 private:
  [[nodiscard]] std::string said() const { return "expected " + expected(key_); }

  const toml::node& node_;
  const Key& key_;
};

class Reader {
 public:
  explicit Reader(std::string file) : file_(std::move(file)) {}

  std::vector<Complaint> read(const toml::table& root, const Schema& schema) {
    for (const auto& [name, node] : root) check_known(name.str(), node, schema);
    for (const Section& section : schema) {
      if (section.name.empty()) {
        read_keys(root, section);
      } else if (const toml::node* node = root.get(section.name); node == nullptr) {
        check_dispensable(section);
      } else if (const toml::table* table = node->as_table(); table == nullptr) {
        complain(line_of(*node), fmt::format("{} has to be a section: [{}]", section.name, section.name));
      } else {
        check_keys(*table, section);
        read_keys(*table, section);
      }
    }
    std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) { return a.line < b.line; });
    std::vector<Complaint> complaints;
    for (Found& one : found_) complaints.push_back({fmt::format("{}:{}", file_, one.line), std::move(one.what)});
    return complaints;
  }

 private:
  struct Found {
    toml::source_index line;
    std::string what;
  };

  static toml::source_index line_of(const toml::node& node) { return std::max<toml::source_index>(1, node.source().begin.line); }
  static std::string prefix(const Section& section) { return section.name.empty() ? "" : "[" + section.name + "] "; }
  void complain(toml::source_index line, std::string what) { found_.push_back({line, std::move(what)}); }

  static std::string names(const std::vector<Key>& keys) {
    std::string all;
    for (const Key& key : keys) all += (all.empty() ? "" : ", ") + key.name;
    return all;
  }

  void check_known(std::string_view name, const toml::node& node, const Schema& schema) {
    std::string known;
    for (const Section& section : schema) {
      if (section.name == name) return;
      if (!section.name.empty()) known += (known.empty() ? "[" : ", [") + section.name + "]";
      for (const Key& key : section.keys) {
        if (section.name.empty() && key.name == name) return;
      }
    }
    if (node.is_table()) return complain(line_of(node), fmt::format("there is no section [{}]: expected {}", name, known));
    const auto top = std::find_if(schema.begin(), schema.end(), [](const Section& section) { return section.name.empty(); });
    complain(line_of(node), fmt::format("there is no key '{}' before the first section: expected {}", name, top == schema.end() ? known : names(top->keys)));
  }

  void check_dispensable(const Section& section) {
    const bool needed = std::any_of(section.keys.begin(), section.keys.end(), [](const Key& key) { return key.need == Need::required; });
    if (needed) complain(1, fmt::format("lacks the section [{}]", section.name));
  }

  void check_keys(const toml::table& table, const Section& section) {
    for (const auto& [name, node] : table) {
      const bool known = std::any_of(section.keys.begin(), section.keys.end(), [&](const Key& key) { return key.name == name.str(); });
      if (!known) complain(line_of(node), fmt::format("[{}] has no key '{}': expected {}", section.name, name.str(), names(section.keys)));
    }
  }

  void read_keys(const toml::table& table, const Section& section) {
    for (const Key& key : section.keys) {
      const toml::node* node = table.get(key.name);
      if (node == nullptr) {
        if (key.need == Need::required) complain(line_of(table), fmt::format("{}lacks '{}': expected {}", prefix(section), key.name, expected(key)));
        continue;
      }
      if (auto objection = std::visit(Taker(*node, key), key.value)) {
        complain(line_of(*node), fmt::format("{}{}: {}", prefix(section), key.name, *objection));
      } else if (const auto* list = std::get_if<Texts>(&key.value); list != nullptr && list->where != nullptr) {
        *list->where = fmt::format("{}:{}", file_, line_of(*node));
      }
    }
  }

  std::string file_;
  std::vector<Found> found_;
};

}  // namespace

std::vector<Complaint> read_toml(const std::filesystem::path& file, const Schema& schema) try {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) return {{file.string(), "there is no such file: expected a TOML file that can be read"}};
  const toml::table root = toml::parse_file(file.string());
  return Reader(file.string()).read(root, schema);
} catch (const toml::parse_error& error) {
  return {{fmt::format("{}:{}", file.string(), std::max<toml::source_index>(1, error.source().begin.line)), std::string(error.description())}};
}

}  // namespace bancheng::config
