// A guide on paper, in large type: what is needed, with a box to tick for each thing, where, when and how much (row R3, "run
// once"); after an unmet condition also what is missing and the way to it (row R20).
#pragma once

#include <string>
#include <vector>

#include "kiosk/core/receipt/receipt.h"
#include "kiosk/core/words.h"

namespace bancheng::core::receipt {

struct GuideFacts {
  Words title;
  std::vector<Paragraph> missing;      ///< of an unmet condition: what is missing
  std::vector<Words> ways;             ///< how and where to get it, in order
  std::vector<CheckLine> conditions;
  std::vector<CheckLine> bring;
  std::vector<Row> facts;              ///< place, hours, fee, time, result
  std::string code_payload;            ///< of guide_payload_of()
  std::string hall_phone;
};
[[nodiscard]] Receipt guide_sheet(const GuideFacts& facts);

/// "BANCHENG:GUIDE:<ITEM>", upper case for the QR's alphanumeric mode: opens the guide at any terminal.
[[nodiscard]] std::string guide_payload_of(std::string_view item);

}  // namespace bancheng::core::receipt
