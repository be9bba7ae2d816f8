#include <fmt/format.h>

#include "kiosk/config/schema.h"

namespace bancheng::config {
namespace {

std::string quoted_list(const std::vector<std::string>& words, const char* last) {
  std::string all;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) all += i + 1 == words.size() ? last : ", ";
    all += "\"" + words[i] + "\"";
  }
  return all;
}

struct Kind {
  std::string operator()(const Text&) const { return "a text in quotes"; }
  std::string operator()(const Path&) const { return "a path in quotes"; }
  std::string operator()(const Flag&) const { return "true or false"; }
  std::string operator()(const Whole& v) const { return fmt::format("a whole number from {} to {}", v.least, v.most); }
  std::string operator()(const Decimal& v) const { return fmt::format("a number from {} to {}", v.least, v.most); }
  std::string operator()(const OneOf& v) const { return quoted_list(v.words, " or "); }
  std::string operator()(const Texts& v) const {
    return v.words.empty() ? "a list of texts, each once" : "a list of " + quoted_list(v.words, " and ") + ", each at most once";
  }
};

/// As it would stand in a file; empty: nothing.
struct Default {
  std::string operator()(const Text& v) const { return v.into->empty() ? "" : "\"" + *v.into + "\""; }
  std::string operator()(const Path& v) const { return v.into->empty() ? "" : "\"" + v.into->string() + "\""; }
  std::string operator()(const Flag& v) const { return *v.into ? "true" : "false"; }
  std::string operator()(const Whole& v) const { return std::to_string(*v.into); }
  std::string operator()(const Decimal& v) const { return fmt::format("{}", *v.into); }
  std::string operator()(const OneOf& v) const { return v.now() < v.words.size() ? "\"" + v.words[v.now()] + "\"" : ""; }
  std::string operator()(const Texts& v) const { return "[" + quoted_list(*v.into, ", ") + "]"; }
};

std::string default_of(const Key& key) {
  if (key.need == Need::required) return "must be there";
  const std::string text = std::visit(Default{}, key.value);
  return text.empty() ? "nothing" : "`" + text + "`";
}

}  // namespace

std::string expected(const Key& key) { return key.kind.empty() ? std::visit(Kind{}, key.value) : key.kind; }

std::string reference_of(const Schema& schema) {
  std::string page;
  for (const Section& section : schema) {
    page += section.name.empty() ? "### Before the first section\n\n" : fmt::format("### [{}]\n\n", section.name);
    if (!section.meaning.empty()) page += section.meaning + "\n\n";
    page += "| key | value | default | meaning |\n|---|---|---|---|\n";
    for (const Key& key : section.keys) {
      page += fmt::format("| `{}` | {} | {} | {} |\n", key.name, expected(key), default_of(key), key.meaning);
    }
    page += "\n";
  }
  return page;
}

}  // namespace bancheng::config
