// Words: what is to be said, not yet in any language. The core never translates; screen, speech and receipt resolve Words
// with the phrasebook of their language (kiosk/text/phrasebook.h).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "kiosk/base/person_text.h"

namespace bancheng::core {

enum class Language { zh_cn, en };

/// A text that the catalogue brings in every language.
using LocalText = std::map<Language, std::string>;

struct Words;

/// A named argument of a message: "{name}" in its text.
struct Argument;

/// A message of assets/lang by its id, with arguments.
struct Message {
  std::string id;
  std::vector<Argument> arguments;
  friend bool operator==(const Message&, const Message&) = default;
};

/// Empty, a message, a catalogue text, or a person's own text said as it is.
struct Words {
  std::variant<std::monostate, Message, LocalText, base::PersonText> what;

  Words() = default;
  Words(Message message) : what(std::move(message)) {}
  Words(LocalText text) : what(std::move(text)) {}
  Words(base::PersonText text) : what(std::move(text)) {}

  [[nodiscard]] bool empty() const { return std::holds_alternative<std::monostate>(what); }
  friend bool operator==(const Words&, const Words&);
};

struct Argument {
  std::string name;
  std::variant<std::int64_t, std::string, base::PersonText, Words> value;  ///< std::string: technical (a number, a date)
  friend bool operator==(const Argument&, const Argument&) = default;
};

inline bool operator==(const Words& a, const Words& b) { return a.what == b.what; }

/// `say("card.lay")`, `say("receipt.number", {{"number", n}})`.
[[nodiscard]] inline Words say(std::string id, std::vector<Argument> arguments = {}) {
  return Words(Message{std::move(id), std::move(arguments)});
}

}  // namespace bancheng::core
