#include "tools/hall/population.h"

#include "kiosk/core/catalogue/yaml_reader.h"
#include "kiosk/core/inquiry/forms.h"

namespace bancheng::hall {
namespace {

using base::PersonText;
using core::catalogue::YamlReader;
using core::inquiry::Document;

PersonText bounded(YamlReader& reader, const char* key, std::size_t longest, bool required) {
  const std::string text = required ? reader.required_text(key) : reader.text(key);
  if (text.size() > longest) reader.complain(std::string("'") + key + "' is too long");
  return PersonText(std::string_view(text));
}

PublicRecord read_record(YamlReader& reader) {
  PublicRecord record;
  record.title = std::string(bounded(reader, "title", core::inquiry::kLongestName, true).view());
  record.issuer = std::string(bounded(reader, "issuer", core::inquiry::kLongestName, true).view());
  for (YamlReader& line : reader.list("lines")) {
    record.lines.push_back({bounded(line, "label", core::inquiry::kLongestName, true), bounded(line, "value", 512, false)});
    line.finish();
  }
  if (record.lines.size() > core::inquiry::kMostDocumentLines) reader.complain("'lines' are too many for one paper");
  return record;
}

Resident read_resident(YamlReader& reader) {
  Resident resident{bounded(reader, "name", core::inquiry::kLongestName, true), bounded(reader, "phone", 20, false), {}};
  for (YamlReader& one : reader.list("records")) {
    const std::string id = one.id("id");
    if (!resident.records.emplace(id, read_record(one)).second) one.complain("'" + id + "' stands here twice");
    one.finish();
  }
  return resident;
}

}  // namespace

base::Result<Population, std::vector<base::Complaint>> Population::load(const std::filesystem::path& file, const PersonKey& key) {
  std::vector<base::Complaint> complaints;
  Population population;
  try {
    YamlReader root(file.string(), YAML::LoadFile(file.string()), complaints);
    for (YamlReader& one : root.list("persons")) {
      const PersonText number = bounded(one, "number", core::inquiry::kLongestWord, true);
      if (!population.residents_.emplace(key.tag_of(number.view()), read_resident(one)).second) one.complain("this number stands here twice");
      one.finish();
    }
    root.finish();
  } catch (const YAML::Exception& mistake) {
    complaints.push_back({file.string() + ":" + std::to_string(mistake.mark.line + 1), mistake.msg});
  }
  if (!complaints.empty()) return base::failure(std::move(complaints));
  return population;
}

const Resident* Population::find(const std::string& person) const {
  const auto found = residents_.find(person);
  return found == residents_.end() ? nullptr : &found->second;
}

}  // namespace bancheng::hall
