#include "kiosk/core/catalogue/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "kiosk/core/catalogue/drafts.h"
#include "kiosk/core/catalogue/rules.h"

namespace bancheng::core::catalogue {
namespace {

using base::Complaint;

enum class FileKind { item, part, home };

struct FileName {
  FileKind kind = FileKind::item;
  std::string id;
};

FileName file_name(std::string_view path) {
  const auto cut = path.rfind('/');
  std::string_view name = cut == std::string_view::npos ? path : path.substr(cut + 1);
  const std::string_view folder = cut == std::string_view::npos ? "" : path.substr(0, cut);
  name = name.substr(0, name.rfind('.'));
  if (name == "home") return {FileKind::home, "home"};
  const bool part = folder == "parts" || folder.ends_with("/parts");
  return {part ? FileKind::part : FileKind::item, std::string(name)};
}

template <typename Draft>
std::optional<Draft> read_file(const Source& source, Draft (*read)(YamlReader&), Complaints& complaints) {
  const std::size_t before = complaints.size();
  try {
    YamlReader reader(source.file, YAML::Load(source.text), complaints);
    Draft draft = read(reader);
    if (complaints.size() == before) return draft;
  } catch (const YAML::Exception& error) {
    complaints.push_back({fmt::format("{}:{}", source.file, std::max(error.mark.line, 0) + 1), error.msg});
  }
  return std::nullopt;
}

/// All files as they were read; what has a complaint is left out, but its id counts as known.
class Drafts {
 public:
  explicit Drafts(Complaints& complaints) : complaints_(&complaints) {}

  void read(const Source& source) {
    const FileName name = file_name(source.file);
    switch (name.kind) {
      case FileKind::home: return read_home_file(source);
      case FileKind::part: return read_part_file(source, name.id);
      case FileKind::item: return read_item_file(source, name.id);
    }
  }

  Catalogue judge() {
    Catalogue catalogue;
    for (auto& [id, part] : parts_) {
      if (part) check_asked(part->asked, *complaints_);
    }
    for (ItemDraft& draft : items_) catalogue.items.push_back(finish(draft));
    if (home_) finish_home(catalogue);
    return catalogue;
  }

 private:
  void complain(const std::string& where, const std::string& what) { complaints_->push_back({where, what}); }

  void check_id(const std::string& id, const std::string& file_id, const Places& places) {
    if (id != file_id) complain(places.of("id"), fmt::format("the id is '{}', but the file is named '{}.yaml'", id, file_id));
  }

  void read_home_file(const Source& source) {
    if (std::exchange(home_seen_, true)) return complain(source.file, "there is another home.yaml");
    home_ = read_file(source, read_home, *complaints_);
  }

  void read_part_file(const Source& source, const std::string& id) {
    auto draft = read_file(source, read_part, *complaints_);
    if (draft) check_id(draft->id, id, draft->places);
    if (!parts_.emplace(id, std::move(draft)).second) complain(source.file, fmt::format("the part '{}' stands in another file too", id));
  }

  void read_item_file(const Source& source, const std::string& id) {
    if (!item_ids_.insert(id).second) return complain(source.file, fmt::format("the item '{}' stands in another file too", id));
    auto draft = read_file(source, read_item, *complaints_);
    if (!draft) return;
    check_id(draft->item.id, id, draft->places);
    items_.push_back(std::move(*draft));
  }

  /// Puts what a part asks before the item's own.
  void use_parts(ItemDraft& draft) {
    Asked all;
    Ids used;
    for (std::size_t i = 0; i < draft.uses.size(); ++i) {
      const auto part = parts_.find(draft.uses[i]);
      const bool again = !used.insert(draft.uses[i]).second;
      if (part == parts_.end()) complain(draft.places.of("uses", i), fmt::format("'uses' names the part '{}', which does not exist", draft.uses[i]));
      if (again) complain(draft.places.of("uses", i), fmt::format("'uses' names '{}' twice", draft.uses[i]));
      if (again || part == parts_.end() || !part->second) continue;
      const Asked& asked = part->second->asked;
      all.fields.insert(all.fields.end(), asked.fields.begin(), asked.fields.end());
      all.materials.insert(all.materials.end(), asked.materials.begin(), asked.materials.end());
    }
    Asked& own = draft.asked;
    own.fields.insert(own.fields.begin(), all.fields.begin(), all.fields.end());
    own.materials.insert(own.materials.begin(), all.materials.begin(), all.materials.end());
  }

  bool uses_a_broken_part(const ItemDraft& draft) const {
    return std::any_of(draft.uses.begin(), draft.uses.end(), [this](const std::string& id) { return !parts_.contains(id) || !parts_.at(id); });
  }

  Item finish(ItemDraft& draft) {
    use_parts(draft);
    // Without the part's answers every `when` on them would be complained about too.
    if (!uses_a_broken_part(draft)) check_item(draft, item_ids_, *complaints_);
    Item item = std::move(draft.item);
    for (auto& condition : draft.asked.conditions) item.conditions.push_back(std::move(condition.value));
    for (auto& field : draft.asked.fields) item.fields.push_back(std::move(field.value));
    for (auto& material : draft.asked.materials) item.materials.push_back(std::move(material.value));
    return item;
  }

  void finish_home(Catalogue& catalogue) {
    check_home(*home_, item_ids_, *complaints_);
    for (auto& event : home_->life_events) catalogue.life_events.push_back(std::move(event.value));
    for (auto& draft : home_->finder) catalogue.finder.push_back(std::move(draft.question.value));
    catalogue.most_used = std::move(home_->most_used);
  }

  Complaints* complaints_;
  std::vector<ItemDraft> items_;
  Ids item_ids_;
  std::map<std::string, std::optional<PartDraft>, std::less<>> parts_;
  bool home_seen_ = false;
  std::optional<HomeDraft> home_;
};

/// By source and line, each once: a part's mistake shows in every item that uses it.
void put_in_order(Complaints& complaints, const std::vector<Source>& sources) {
  const auto place = [&](const Complaint& complaint) {
    const auto cut = std::min(complaint.where.rfind(':'), complaint.where.size());
    const std::string_view file(complaint.where.data(), cut);
    const auto source = std::find_if(sources.begin(), sources.end(), [&](const Source& one) { return one.file == file; });
    int line = 0;
    if (cut < complaint.where.size()) std::from_chars(complaint.where.data() + cut + 1, complaint.where.data() + complaint.where.size(), line);
    return std::pair(source - sources.begin(), line);
  };
  std::stable_sort(complaints.begin(), complaints.end(), [&](const Complaint& a, const Complaint& b) { return place(a) < place(b); });
  std::set<std::pair<std::string, std::string>> seen;
  std::erase_if(complaints, [&](const Complaint& complaint) { return !seen.emplace(complaint.where, complaint.what).second; });
}

}  // namespace

base::Result<Catalogue, Complaints> load_catalogue(const std::vector<Source>& sources) {
  Complaints complaints;
  Drafts drafts(complaints);
  for (const Source& source : sources) drafts.read(source);
  Catalogue catalogue = drafts.judge();
  if (complaints.empty()) return catalogue;
  put_in_order(complaints, sources);
  return base::failure(std::move(complaints));
}

}  // namespace bancheng::core::catalogue
