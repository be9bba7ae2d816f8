#include "kiosk/core/catalogue/yaml_reader.h"

#include <fmt/format.h>

#include <utility>

namespace bancheng::core::catalogue {
namespace {

bool is_id(const std::string& text) {
  return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

}  // namespace

YamlReader::YamlReader(std::string file, YAML::Node node, Complaints& complaints)
    : file_(std::move(file)), node_(std::move(node)), complaints_(&complaints) {
  if (!node_.IsMap()) {
    complain("expected a mapping of keys");
    node_ = YAML::Node(YAML::NodeType::Map);
    muted_ = true;  // it lacks every key, which need not be said of each
  }
}

void YamlReader::complain_at(const YAML::Node& node, const std::string& what) {
  if (muted_) return;
  const int line = node.IsDefined() && !node.Mark().is_null() ? node.Mark().line + 1 : node_.Mark().line + 1;
  complaints_->push_back({fmt::format("{}:{}", file_, line), what});
}

void YamlReader::complain(const std::string& what) { complain_at(node_, what); }

void YamlReader::complain_about(const std::string& key, const std::string& what) { complain_at(std::as_const(node_)[key], what); }

YAML::Node YamlReader::take(const std::string& key) {
  taken_.insert(key);
  // A const look-up: asking must not create the key.
  return std::as_const(node_)[key];
}

bool YamlReader::has(const std::string& key) const { return std::as_const(node_)[key].IsDefined(); }

std::string YamlReader::text(const std::string& key, std::string otherwise) {
  const YAML::Node node = take(key);
  if (!node.IsDefined()) return otherwise;
  if (node.IsScalar()) return node.Scalar();
  complain_at(node, fmt::format("'{}' must be a text", key));
  return otherwise;
}

std::string YamlReader::required_text(const std::string& key) {
  if (!has(key)) complain(fmt::format("'{}' is missing", key));
  return text(key);
}

int YamlReader::number(const std::string& key, int otherwise, int least, int most) {
  const YAML::Node node = take(key);
  if (!node.IsDefined()) return otherwise;
  int value = 0;
  if (node.IsScalar() && YAML::convert<int>::decode(node, value) && value >= least && value <= most) return value;
  complain_at(node, fmt::format("'{}' must be a whole number from {} to {}", key, least, most));
  return otherwise;
}

bool YamlReader::truth(const std::string& key, bool otherwise) {
  const YAML::Node node = take(key);
  if (!node.IsDefined()) return otherwise;
  // YAML 1.2 has two words for it; "yes" and "no" are texts, the answers of conditions.
  if (node.IsScalar() && node.Scalar() == "true") return true;
  if (node.IsScalar() && node.Scalar() == "false") return false;
  complain_at(node, fmt::format("'{}' must be true or false", key));
  return otherwise;
}

std::string YamlReader::id(const std::string& key) {
  std::string value = required_text(key);
  if (has(key) && !is_id(value)) complain_at(node_[key], fmt::format("'{}' must be made of a-z, 0-9 and '-'", key));
  return value;
}

LocalText YamlReader::as_local() {
  LocalText text;
  for (const auto& [language, key] : {std::pair{Language::zh_cn, "zh-CN"}, std::pair{Language::en, "en"}}) {
    std::string words = required_text(key);
    if (has(key) && words.empty()) complain(fmt::format("the text in '{}' is empty", key));
    text[language] = std::move(words);
  }
  finish();
  return text;
}

LocalText YamlReader::local(const std::string& key) { return mapping(key).as_local(); }

LocalText YamlReader::optional_local(const std::string& key) { return has(key) ? local(key) : LocalText{}; }

YamlReader YamlReader::mapping(const std::string& key) {
  const YAML::Node node = take(key);
  if (node.IsDefined()) return {file_, node, *complaints_};
  complain(fmt::format("'{}' is missing", key));
  // One complaint for the missing key is enough: what would be taken out of it goes unsaid.
  YamlReader silent(file_, YAML::Node(YAML::NodeType::Map), *complaints_);
  silent.muted_ = true;
  return silent;
}

std::vector<YamlReader> YamlReader::list(const std::string& key) {
  std::vector<YamlReader> readers;
  const YAML::Node node = take(key);
  if (!node.IsDefined()) return readers;
  if (!node.IsSequence()) {
    complain_at(node, fmt::format("'{}' must be a list", key));
    return readers;
  }
  for (const YAML::Node& entry : node) readers.emplace_back(file_, entry, *complaints_);
  return readers;
}

std::vector<std::string> YamlReader::texts(const std::string& key) {
  std::vector<std::string> found;
  each_text(key, [&found](const std::string& text) {
    found.push_back(text);
    return std::string();
  });
  return found;
}

void YamlReader::each_text(const std::string& key, const std::function<std::string(const std::string&)>& give) {
  const YAML::Node node = take(key);
  if (!node.IsDefined()) return;
  if (!node.IsSequence()) return complain_at(node, fmt::format("'{}' must be a list", key));
  for (const YAML::Node& entry : node) {
    const std::string objection = entry.IsScalar() ? give(entry.Scalar()) : fmt::format("'{}' must hold plain texts", key);
    if (!objection.empty()) complain_at(entry, objection);
  }
}

std::map<std::string, std::string, std::less<>> YamlReader::texts_by_key(const std::string& key) {
  std::map<std::string, std::string, std::less<>> found;
  const YAML::Node node = take(key);
  if (!node.IsDefined()) return found;
  if (!node.IsMap()) {
    complain_at(node, fmt::format("'{}' must be a mapping of keys", key));
    return found;
  }
  for (const auto& entry : node) {
    if (entry.first.IsScalar() && entry.second.IsScalar()) {
      found[entry.first.Scalar()] = entry.second.Scalar();
    } else {
      complain_at(entry.first, fmt::format("'{}' must hold plain texts", key));
    }
  }
  return found;
}

void YamlReader::finish() {
  std::set<std::string> seen;
  for (const auto& entry : node_) {
    const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : "?";
    if (!taken_.contains(key)) complain_at(entry.first, fmt::format("'{}' is not a known key here", key));
    if (!seen.insert(key).second) complain_at(entry.first, fmt::format("'{}' stands twice", key));
  }
}

}  // namespace bancheng::core::catalogue
