#include "kiosk/core/receipt/guide_sheet.h"

#include <algorithm>

namespace bancheng::core::receipt {
namespace {

void add_list(Receipt& sheet, const char* heading, const std::vector<CheckLine>& lines) {
  if (lines.empty()) return;
  sheet.lines.emplace_back(Rule{});
  sheet.lines.emplace_back(Paragraph{say(heading), true});
  sheet.lines.insert(sheet.lines.end(), lines.begin(), lines.end());
}

void add_ways(Receipt& sheet, const std::vector<Words>& ways) {
  std::int64_t step = 0;
  for (const Words& way : ways) sheet.lines.emplace_back(Paragraph{say("guide-sheet.step", {{"step", ++step}, {"what", way}}), false});
}

}  // namespace

Receipt guide_sheet(const GuideFacts& facts) {
  Receipt sheet;
  sheet.large = true;
  sheet.lines.emplace_back(Heading{facts.title});
  for (const Paragraph& missing : facts.missing) sheet.lines.emplace_back(missing);
  add_ways(sheet, facts.ways);
  add_list(sheet, "guide-sheet.conditions", facts.conditions);
  add_list(sheet, "guide-sheet.bring", facts.bring);
  sheet.lines.emplace_back(Rule{});
  for (const Row& row : facts.facts) sheet.lines.emplace_back(row);
  sheet.lines.emplace_back(Rule{});
  sheet.lines.emplace_back(Code{facts.code_payload, say("guide-sheet.code")});
  if (!facts.hall_phone.empty()) sheet.lines.emplace_back(Paragraph{say("receipt.phone", {{"phone", facts.hall_phone}}), false});
  return sheet;
}

std::string guide_payload_of(std::string_view item) {
  std::string payload = "BANCHENG:GUIDE:" + std::string(item);
  std::transform(payload.begin(), payload.end(), payload.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return payload;
}

}  // namespace bancheng::core::receipt
