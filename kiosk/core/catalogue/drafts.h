// What stands in the files of a catalogue as it was read, with the places of everything, before it is judged by rules.h and
// put together by load.h. Private to core/catalogue.
#pragma once

#include <string>
#include <vector>

#include "kiosk/core/catalogue/item.h"
#include "kiosk/core/catalogue/places.h"
#include "kiosk/core/catalogue/yaml_reader.h"

namespace bancheng::core::catalogue {

/// What is asked, in this order.
struct Asked {
  std::vector<Placed<Condition>> conditions;
  std::vector<Placed<Field>> fields;
  std::vector<Placed<Material>> materials;
};

/// Fields and materials that several items have in common.
struct PartDraft {
  std::string id;  ///< the file's name
  Places places;
  Asked asked;
};

struct ItemDraft {
  Item item;  ///< without what is asked
  Places places;
  std::vector<std::string> uses;
  Asked asked;
};

struct HomeDraft {
  Places places;
  std::vector<Placed<LifeEvent>> life_events;
  struct Question {
    Placed<FinderQuestion> question;
    std::vector<Places> choices;
  };
  std::vector<Question> finder;
  std::vector<std::string> most_used;
};

/// Each notes its complaints at the reader; a draft with complaints is good for nothing but its id.
[[nodiscard]] ItemDraft read_item(YamlReader& reader);
[[nodiscard]] PartDraft read_part(YamlReader& reader);
[[nodiscard]] HomeDraft read_home(YamlReader& reader);

}  // namespace bancheng::core::catalogue
