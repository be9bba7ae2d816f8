// A service item: everything that the terminal knows about one matter, as data (assets/catalogue/*.yaml). A new item needs
// no code. The catalogue: all items, and how home leads to them. Immutable once loaded; shared by pointer.
#pragma once

#include <cstdint>
#include <map>
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
  credit_code,  ///< unified social credit code of a company (GB 32100-2015), 18 characters
  choice,
};

/// What the card already tells, so that it is never asked again.
enum class CardSource { none, name, sex, birth_date, address, number };

/// For whom something is asked: every named answer has to be the one that is given. Empty: for everybody. Names are ids of
/// yes_no conditions ("yes", "no") or of fields of kind choice (a choice's id), which stand before what depends on them.
using When = std::map<std::string, std::string, std::less<>>;

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
  std::string means;   ///< whose or which one, where it is not the applicant's own ("landlord-phone"); mostly empty
  std::vector<Choice> choices;  ///< for FieldKind::choice
  When when;
};

/// A question whose answer decides whether the item fits; asked before the form.
struct Condition {
  std::string id;
  /// The ages are answered by the card; yes_no is asked.
  enum class Kind { age_at_least, age_at_most, yes_no } kind = Kind::yes_no;
  int years = 0;                ///< of the ages
  LocalText question;           ///< yes_no
  bool wanted = true;           ///< yes_no: the answer that meets the condition
  LocalText unmet;              ///< what is missing (row R20)
  std::vector<LocalText> ways;  ///< how and where to get it, step by step
  std::string leads_to;         ///< the item with which to get it; may be empty
  When when;
};

struct Material {
  std::string id;
  LocalText name;
  LocalText hint;               ///< how to lay it, what must be seen
  int max_pages = 1;            ///< pages that may be scanned, at least one is required
  std::string picture;          ///< name of a drawing in assets/icons: a good one
  When when;
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
  std::vector<LocalText> bring;  ///< what else to bring, for what is done elsewhere; the materials are named by themselves
};

/// What an item comes to at the terminal.
enum class ItemKind {
  application,       ///< questions, materials, signature; the hall decides
  appointment_wish,  ///< done elsewhere: a guide, and a few questions from which the hall makes an appointment
  record,            ///< what the hall has on record about the person, printed; level 2 (rows R8, R23)
  guide,             ///< done elsewhere: a guide
};

/// Who applies.
enum class Applicant { citizen, company };

/// What one visit may take, from the item's guide to the receipt, on its dearest way.
struct Effort {
  int touches = 0;
  int characters = 0;  ///< typed
  int screens = 0;
  int seconds = 0;     ///< by the keystroke-level model
};

struct Item {
  std::string id;               ///< stable, [a-z0-9-]
  std::uint32_t version = 1;
  ItemKind kind = ItemKind::application;
  Applicant applicant = Applicant::citizen;
  std::string national_code;    ///< item code of the national list; may be empty
  LocalText name;
  LocalText summary;            ///< one sentence
  std::map<Language, std::vector<std::string>> synonyms;  ///< other words that people look for
  std::string icon;             ///< name of a drawing in assets/icons
  Guide guide;
  std::vector<Condition> conditions;
  std::vector<Field> fields;
  std::vector<Material> materials;
  std::vector<Delivery> deliveries;  ///< none but for an application
  int promised_working_days = 0;
  std::string record;           ///< of ItemKind::record: what the hall is asked for
  std::optional<Effort> budget;
};

/// A moment of life with the items that it brings.
struct LifeEvent {
  std::string id;
  LocalText name;
  std::string icon;
  std::vector<std::string> items;
};

/// One question of "I don't know what I need".
struct FinderQuestion {
  struct Choice {
    std::string id;
    LocalText label;
    /// Where it leads: another question, an item, or a help case.
    enum class To { question, item, help_case } to = To::help_case;
    std::string target;  ///< id of the question or item
  };
  std::string id;
  LocalText question;
  LocalText hint;
  std::vector<Choice> choices;
};

struct Catalogue {
  std::uint64_t version = 0;
  std::vector<Item> items;      ///< in the order in which lists show them
  std::vector<LifeEvent> life_events;
  std::vector<FinderQuestion> finder;  ///< the first one is asked first
  std::vector<std::string> most_used;  ///< items, until the terminal has counted its own

  [[nodiscard]] const Item* find(std::string_view id) const;
  [[nodiscard]] const LifeEvent* find_life_event(std::string_view id) const;
  [[nodiscard]] const FinderQuestion* find_finder_question(std::string_view id) const;
};

}  // namespace bancheng::core::catalogue
