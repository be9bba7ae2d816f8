#include "texts.h"

#include <filesystem>
#include <fstream>
#include <regex>

#include "kiosk/text/phrasebook.h"

namespace bancheng::core::session::checks {
namespace {

namespace fs = std::filesystem;

std::set<std::string> ids_in_po(const fs::path& file, bool (*is_own)(std::string_view)) {
  static const std::regex kId("^msgid \"([^\"]+)\"$");
  std::set<std::string> ids;
  std::ifstream in(file);
  std::smatch match;
  for (std::string line; std::getline(in, line);) {
    if (std::regex_match(line, match, kId) && is_own(match[1].str())) ids.insert(match[1]);
  }
  return ids;
}

/// What no touch leads to, and why it is in the files all the same.
const std::set<std::string> kNotByTouch{
    "field.error.not-a-choice",  // choices are touched, not typed; the check of answers knows it
    "lookup.nothing-works",      // two devices would have to fail; lookup_scripts.cpp says it
};

std::set<std::string> names_of(const Message& message) {
  std::set<std::string> names;
  for (const Argument& argument : message.arguments) names.insert(argument.name);
  return names;
}

}  // namespace

void TextUse::note(const Words& words) {
  const auto* message = std::get_if<Message>(&words.what);
  if (message == nullptr) return;
  said_[message->id].try_emplace(names_of(*message), words);
  for (const Argument& argument : message->arguments) {
    if (const auto* inner = std::get_if<Words>(&argument.value)) note(*inner);
  }
}

void TextUse::note(const Screen& screen) {
  for (const Element& element : screen.elements) {
    note(element.label);
    note(element.detail);
    note(element.error);
    if (const auto* row = std::get_if<RowData>(&element.data)) note(row->value);
    if (const auto* field = std::get_if<FieldData>(&element.data)) note(field->hint);
  }
}

void TextUse::note(const receipt::Receipt& receipt) {
  for (const receipt::Line& line : receipt.lines) {
    if (const auto* heading = std::get_if<receipt::Heading>(&line)) note(heading->text);
    if (const auto* paragraph = std::get_if<receipt::Paragraph>(&line)) note(paragraph->text);
    if (const auto* code = std::get_if<receipt::Code>(&line)) note(code->caption);
    if (const auto* row = std::get_if<receipt::Row>(&line)) {
      note(row->label);
      note(row->value);
    }
  }
}

void TextUse::note(const Effect& effect) {
  if (const auto* print = std::get_if<Print>(&effect)) note(print->receipt);
}

void TextUse::add(const TextUse& other) {
  for (const auto& [id, uses] : other.said_) said_[id].insert(uses.begin(), uses.end());
}

bool is_of_session(std::string_view id) { return !id.starts_with("ui.") && !id.starts_with("service."); }

std::vector<std::string> mistakes_of(const TextUse& use, bool (*is_own)(std::string_view)) {
  std::vector<std::string> mistakes;
  for (const Language language : {Language::zh_cn, Language::en}) {
    const std::string code(text::language_code(language));
    const auto book = text::Phrasebook::load(fs::path(BANCHENG_BINARY_DIR) / "assets/lang", language);
    if (!book) return {"no message catalogue of " + code};
    for (const auto& [id, uses] : use.said_) {
      for (const auto& [names, words] : uses) {
        if ((*book)->resolve(words).empty()) mistakes.push_back(code + ": empty: " + id);
      }
    }
    for (const std::string& id : (*book)->missing())
      mistakes.push_back(code + ": missing, or asks for what it is not given: " + id);
    for (const std::string& id : ids_in_po(fs::path(BANCHENG_SOURCE_DIR) / "assets/lang" / (code + ".po"), is_own)) {
      if (!use.said_.contains(id) && !kNotByTouch.contains(id)) mistakes.push_back(code + ": never said: " + id);
    }
  }
  return mistakes;
}

}  // namespace bancheng::core::session::checks
