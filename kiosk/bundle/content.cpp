#include "kiosk/bundle/content.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "kiosk/base/encoding.h"

namespace bancheng::bundle {
namespace {

using nlohmann::json;

constexpr std::string_view kFormat = "bancheng-catalogue-1";
constexpr std::string_view kParts = "parts/", kEnding = ".yaml";

bool by_name(const base::TextFile& a, const base::TextFile& b) { return a.file < b.file; }

std::optional<base::TextFile> read_file(const json& entry) {
  if (!entry.is_object() || entry.size() != 2 || !entry.contains("name") || !entry.contains("text")) return std::nullopt;
  if (!entry["name"].is_string() || !entry["text"].is_string()) return std::nullopt;
  return base::TextFile{entry["name"].get<std::string>(), entry["text"].get<std::string>()};
}

bool has_the_form(const json& document) {
  return document.is_object() && document.size() == 3 && document.contains("format") && document["format"] == kFormat &&
         document.contains("version") && document["version"].is_number_unsigned() && document.contains("files") && document["files"].is_array() &&
         document["files"].size() <= kMostFiles;
}

std::optional<Content> take_content(const json& document) {
  if (!has_the_form(document)) return std::nullopt;
  Content content{document["version"].get<std::uint64_t>(), {}};
  if (content.version == 0 || content.version > kGreatestVersion) return std::nullopt;
  for (const json& entry : document["files"]) {
    auto file = read_file(entry);
    if (!file) return std::nullopt;
    content.files.push_back(std::move(*file));
  }
  return content;
}

}  // namespace

bool is_file_name(std::string_view name) {
  if (name.starts_with(kParts)) name.remove_prefix(kParts.size());
  if (!name.ends_with(kEnding) || name.size() == kEnding.size() || name.size() > 100) return false;
  name.remove_suffix(kEnding.size());
  return name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

std::optional<std::string> write_content(Content content) {
  std::sort(content.files.begin(), content.files.end(), by_name);
  json files = json::array();
  for (std::size_t i = 0; i < content.files.size(); ++i) {
    const base::TextFile& file = content.files[i];
    if (!is_file_name(file.file) || !base::is_valid_utf8(file.text)) return std::nullopt;
    if (i > 0 && content.files[i - 1].file == file.file) return std::nullopt;
    files.push_back({{"name", file.file}, {"text", file.text}});
  }
  return json{{"format", kFormat}, {"version", content.version}, {"files", std::move(files)}}.dump();
}

ReadContent read_content(std::string_view text) {
  auto content = take_content(json::parse(text, nullptr, /*allow_exceptions=*/false));
  if (!content) return {std::nullopt, ContentError::malformed};
  const auto is_named_well = [](const base::TextFile& file) { return is_file_name(file.file); };
  if (!std::all_of(content->files.begin(), content->files.end(), is_named_well)) return {std::nullopt, ContentError::bad_name};
  // One form only: two readers can never understand the same bytes in two ways.
  if (write_content(*content) != text) return {std::nullopt, ContentError::malformed};
  return {std::move(content), {}};
}

}  // namespace bancheng::bundle
