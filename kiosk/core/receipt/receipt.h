// A receipt as data: what it says, in the order in which it stands on the paper. kiosk/text turns it into dots.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "kiosk/core/words.h"

namespace bancheng::core::receipt {

struct Heading { Words text; friend bool operator==(const Heading&, const Heading&) = default; };
struct Paragraph { Words text; bool strong = false; friend bool operator==(const Paragraph&, const Paragraph&) = default; };
/// Label left, value right (or below, when it does not fit).
struct Row { Words label; Words value; friend bool operator==(const Row&, const Row&) = default; };
/// A number to be spoken by phone, large, in groups.
struct BigNumber { std::string text; friend bool operator==(const BigNumber&, const BigNumber&) = default; };
struct Code { std::string payload; Words caption; friend bool operator==(const Code&, const Code&) = default; };  ///< QR, ASCII payload
/// One line of a checklist, with a box to tick: what is there already, what is missing, what is still to be seen to.
struct CheckLine {
  enum class Mark { open, done, missing };
  Words text;
  Mark mark = Mark::open;
  friend bool operator==(const CheckLine&, const CheckLine&) = default;
};
struct Rule { friend bool operator==(const Rule&, const Rule&) = default; };

using Line = std::variant<Heading, Paragraph, Row, BigNumber, Code, CheckLine, Rule>;

struct Receipt {
  std::vector<Line> lines{};
  bool large = false;  ///< in large type: something to read at home rather than to keep
  friend bool operator==(const Receipt&, const Receipt&) = default;
};

}  // namespace bancheng::core::receipt
