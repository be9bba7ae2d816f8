// A Screen is data: what a citizen meets, complete, in a closed vocabulary. Shell, speech, keypad and scenario runner all
// work from it, so whatever is shown is also audible, reachable by keys and tappable by id.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/base/person_text.h"
#include "kiosk/core/delivery/submission.h"
#include "kiosk/core/words.h"

namespace bancheng::core::session {

enum class Role {
  heading,         ///< one a screen
  section,         ///< a smaller heading over the elements up to the next one
  text,            ///< a paragraph
  notice,          ///< a paragraph that stands out; tone says how
  error_summary,   ///< "there is a problem": stands first, takes the focus
  button,          ///< does something
  choice,          ///< one of several, `selected`
  field,           ///< something to type; FieldData
  row,             ///< label and value, perhaps with a change button of its own next to it in the list
  picture,         ///< a drawing of assets/icons; PictureData
  preview,         ///< live camera or a scanned page; PreviewData
  signature,       ///< an area to sign in; SignatureData
  progress,        ///< where one is; ProgressData
  code,            ///< a QR code; CodeData
  busy,            ///< something is being waited for
};

/// Where an element belongs on the page; order inside a place is the order in the list. Focus order is the list order.
enum class Place {
  top,      ///< heading line: product name, progress
  body,
  actions,  ///< primary and secondary buttons at the end of the page
  bar,      ///< there on every screen: help case, language, text size, contrast, back, end
};

enum class Emphasis { normal, primary, quiet, warning };

/// What the on-screen keyboard offers. capitals: digits and capital letters, for codes.
enum class Keyboard { digits, latin, pinyin, name, date, phone, citizen_number, capitals };

struct FieldData {
  Keyboard keyboard = Keyboard::pinyin;
  base::PersonText value;
  Words hint;
  int max_length = 60;
  bool secret = false;  ///< a PIN: shown as dots, never spoken
  friend bool operator==(const FieldData&, const FieldData&) = default;
};
struct RowData {
  Words value;
  friend bool operator==(const RowData&, const RowData&) = default;
};
struct PictureData {
  std::string name;  ///< file of assets/icons without its ending
  friend bool operator==(const PictureData&, const PictureData&) = default;
};
struct PreviewData {
  std::optional<delivery::PageId> page;  ///< nothing: the live camera with the outline of what it found
  friend bool operator==(const PreviewData&, const PreviewData&) = default;
};
struct SignatureData {
  delivery::Signature strokes;
  friend bool operator==(const SignatureData&, const SignatureData&) = default;
};
struct ProgressData {
  int step = 1;   ///< 1-based
  int steps = 1;
  friend bool operator==(const ProgressData&, const ProgressData&) = default;
};
struct CodeData {
  std::string payload;
  friend bool operator==(const CodeData&, const CodeData&) = default;
};
using ElementData =
    std::variant<std::monostate, FieldData, RowData, PictureData, PreviewData, SignatureData, ProgressData, CodeData>;

struct Element {
  std::string id{};  ///< stable once published, unique on its screen; [a-z0-9.-]
  Role role = Role::text;
  Place place = Place::body;
  Emphasis emphasis = Emphasis::normal;
  Words label{};
  Words detail{};    ///< a second, smaller line
  Words error{};     ///< beside a field, what is wrong with it
  std::string icon{};  ///< drawing beside the label; may be empty
  bool enabled = true;
  bool selected = false;
  ElementData data{};
  friend bool operator==(const Element&, const Element&) = default;
};

/// Capital heights of standards.md, "text, four sizes".
enum class TextSize { small, medium, large, largest };

struct Settings {
  Language language = Language::zh_cn;
  TextSize text_size = TextSize::medium;
  bool high_contrast = false;
  friend bool operator==(const Settings&, const Settings&) = default;
};

struct Screen {
  std::string id;  ///< stable
  Settings settings;
  std::vector<Element> elements;
  std::string focus;  ///< element to bring into focus when the screen appears; may be empty
  friend bool operator==(const Screen&, const Screen&) = default;

  [[nodiscard]] const Element* find(std::string_view element_id) const;
};

}  // namespace bancheng::core::session
