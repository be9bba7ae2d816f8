// A service item: everything that the terminal knows about one matter, as data (assets/catalogue/*.yaml). A new item needs
// no code. Immutable once loaded; shared by pointer.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/core/words.h"

namespace bancheng::core::catalogue {

/// How an answer is typed and checked.
enum class FieldKind {
  text,     ///< Chinese or Latin, pinyin keyboard
  name,     ///< like text, candidates character by character
  digits,
  phone,    ///< mainland mobile (11 digits, 1[3-9]…) or landline with area code
  date,     ///< YYYY-MM-DD
  citizen_number,
  choice,
};

/// What the card already tells, so that it is never asked again.
enum class CardSource { none, name, sex, birth_date, address, number };

struct Choice {
  std::string id;
  LocalText label;
};

struct Field {
  std::string id;
  FieldKind kind = FieldKind::text;
  LocalText label;     ///< the question, one a page
  LocalText hint;
  bool required = true;
  int max_length = 60;  ///< characters
  CardSource prefill = CardSource::none;
  std::vector<Choice> choices;  ///< for FieldKind::choice
};

/// A question whose answer decides whether the item fits; asked before the form.
struct Condition {
  std::string id;
  /// age_at_least is answered by the card; yes_no is asked.
  enum class Kind { age_at_least, yes_no } kind = Kind::yes_no;
  int years = 0;                ///< age_at_least
  LocalText question;           ///< yes_no
  bool wanted = true;           ///< yes_no: the answer that meets the condition
  LocalText unmet;              ///< what is missing, and how and where to get it (row R20)
};

struct Material {
  std::string id;
  LocalText name;
  LocalText hint;               ///< how to lay it, what must be seen
  int max_pages = 1;            ///< pages that may be scanned, at least one is required
  std::string picture;          ///< name of a drawing in assets/icons
};

/// How the result reaches the person.
enum class Delivery { pick_up, courier };

struct Guide {
  std::vector<LocalText> conditions;
  LocalText place;
  LocalText hours;
  LocalText fee;
  LocalText time;               ///< how long it takes
  LocalText result;
};

struct Item {
  std::string id;               ///< stable, [a-z0-9-]
  std::uint32_t version = 1;
  std::string national_code;    ///< item code of the national list; may be empty
  LocalText name;
  LocalText summary;            ///< one sentence
  std::string icon;             ///< name of a drawing in assets/icons
  Guide guide;
  std::vector<Condition> conditions;
  std::vector<Field> fields;
  std::vector<Material> materials;
  std::vector<Delivery> deliveries;
  int promised_working_days = 0;
};

struct Catalogue {
  std::uint64_t version = 0;
  std::vector<Item> items;      ///< in the order in which home shows them

  [[nodiscard]] const Item* find(std::string_view id) const;
};

}  // namespace bancheng::core::catalogue
