#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <string_view>

#include "kiosk/base/encoding.h"
#include "tools/catalogue/lint.h"

namespace bancheng::catalogue_tool {
namespace {

bool is_chinese(char32_t c) { return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF); }
bool is_latin(char32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/// What looks wrong in a text of this language; empty when nothing does.
std::string doubt_about(std::string_view language, const std::string& text) {
  const std::vector<char32_t> characters = base::code_points(text);
  const auto chinese = std::count_if(characters.begin(), characters.end(), is_chinese);
  const auto latin = std::count_if(characters.begin(), characters.end(), is_latin);
  if (language == "en") return chinese > latin ? "the English text is Chinese" : "";
  if (latin > 0 && chinese == 0) return "the Chinese text holds no Chinese";
  for (std::size_t i = 1; i < characters.size(); ++i) {
    if (is_chinese(characters[i - 1]) && std::u32string_view(U",;:?!").find(characters[i]) != std::u32string_view::npos) {
      return fmt::format("the Chinese text has the narrow sign '{}' after a character", static_cast<char>(characters[i]));
    }
  }
  return "";
}

/// Walks through all mappings of a file, whatever it is.
class Doubts {
 public:
  Doubts(const std::string& file, const std::optional<std::filesystem::path>& icons) : file_(&file), icons_(&icons) {}

  void walk(const YAML::Node& node) {
    if (node.IsMap()) {
      for (const auto& entry : node) look_at(entry.first.as<std::string>(), entry.second);
      compare_languages(node);
    } else if (node.IsSequence()) {
      for (const auto& entry : node) walk(entry);
    }
  }

  Complaints complaints;

 private:
  void complain(const YAML::Node& node, const std::string& what) { complaints.push_back({fmt::format("{}:{}", *file_, node.Mark().line + 1), what}); }

  void look_at(const std::string& key, const YAML::Node& value) {
    if (key == "zh-CN" || key == "en") return look_at_texts(key, value);
    if (key == "icon" || key == "picture") look_for_drawing(key, value);
    walk(value);
  }

  void look_at_texts(const std::string& language, const YAML::Node& value) {
    if (value.IsSequence()) {
      for (const auto& entry : value) look_at_texts(language, entry);
    } else if (value.IsScalar()) {
      if (const std::string doubt = doubt_about(language, value.Scalar()); !doubt.empty()) complain(value, doubt);
    }
  }

  void look_for_drawing(const std::string& key, const YAML::Node& value) {
    if (!*icons_ || !value.IsScalar()) return;
    for (const char* ending : {".svg", "-large.svg"}) {
      const std::string name = value.Scalar() + ending;
      if (!std::filesystem::is_regular_file(**icons_ / name)) complain(value, fmt::format("'{}' has no drawing {}", key, (**icons_ / name).string()));
    }
  }

  void compare_languages(const YAML::Node& node) {
    const YAML::Node chinese = node["zh-CN"], english = node["en"];
    if (!chinese.IsDefined() || !english.IsDefined() || !chinese.IsScalar() || !english.IsScalar()) return;
    const std::vector<char32_t> characters = base::code_points(english.Scalar());
    if (chinese.Scalar() == english.Scalar() && std::any_of(characters.begin(), characters.end(), is_latin)) {
      complain(english, "both languages have the same text");
    }
  }

  const std::string* file_;
  const std::optional<std::filesystem::path>* icons_;
};

}  // namespace

Complaints doubts_about(const base::TextFile& file, const std::optional<std::filesystem::path>& icons) {
  Doubts doubts(file.file, icons);
  try {
    doubts.walk(YAML::Load(file.text));
  } catch (const YAML::Exception&) {
    return {};  // the loader has said where it is no YAML
  }
  return doubts.complaints;
}

}  // namespace bancheng::catalogue_tool
