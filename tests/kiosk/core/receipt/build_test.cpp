#include <doctest/doctest.h>

#include "kiosk/core/receipt/build.h"

namespace bancheng::core::receipt {
namespace {

using std::chrono::January;
using std::chrono::year;

Facts facts(bool accepted, bool again = false) {
  return {.number = "10001 0000001 5",
          .code_payload = payload_of("1000100000015", "0123456789ABCDEF"),
          .stored_at = std::chrono::sys_days{January / 9 / 2026} + std::chrono::hours(16) + std::chrono::minutes(5),
          .accepted = accepted,
          .again = again,
          .terminal = "样本大厅1号机",
          .hall_phone = "010-00000012"};
}

std::string id_of(const Words& words) {
  const auto* message = std::get_if<Message>(&words.what);
  return message == nullptr ? "" : message->id;
}

int count(const Receipt& receipt, const std::string& id) {
  int found = 0;
  for (const Line& line : receipt.lines) {
    if (const auto* paragraph = std::get_if<Paragraph>(&line)) found += id_of(paragraph->text) == id;
    if (const auto* row = std::get_if<Row>(&line)) found += id_of(row->label) == id;
    if (const auto* heading = std::get_if<Heading>(&line)) found += id_of(heading->text) == id;
  }
  return found;
}

std::string text_of_row(const Receipt& receipt, const std::string& label) {
  for (const Line& line : receipt.lines) {
    const auto* row = std::get_if<Row>(&line);
    if (row == nullptr || id_of(row->label) != label) continue;
    const auto& message = std::get<Message>(row->value.what);
    return std::get<std::string>(message.arguments.at(0).value);
  }
  return "";
}

}  // namespace

TEST_CASE("a receipt says where the application is, and only that") {
  const Receipt sent = application_receipt({.common = facts(true)});
  CHECK(count(sent, "receipt.accepted") == 1);
  CHECK(count(sent, "receipt.not-yet-sent") == 0);
  const Receipt kept = application_receipt({.common = facts(false)});
  CHECK(count(kept, "receipt.accepted") == 0);
  CHECK(count(kept, "receipt.not-yet-sent") == 1);
}

TEST_CASE("what has to be brought stands on it, and nothing else") {
  ApplicationFacts all{.common = facts(true), .identity_to_check = true, .materials_to_follow = true, .promised_working_days = 5};
  CHECK(count(application_receipt(all), "receipt.bring-card") == 1);
  CHECK(count(application_receipt(all), "receipt.bring-materials") == 1);
  CHECK(count(application_receipt(all), "receipt.promised") == 1);
  const Receipt none = application_receipt({.common = facts(true)});
  CHECK(count(none, "receipt.bring-card") == 0);
  CHECK(count(none, "receipt.bring-materials") == 0);
  CHECK(count(none, "receipt.promised") == 0);
}

TEST_CASE("a second paper is marked") {
  CHECK(count(application_receipt({.common = facts(true, true)}), "receipt.again") == 1);
  CHECK(count(application_receipt({.common = facts(true)}), "receipt.again") == 0);
}

TEST_CASE("number, code and telephone are there") {
  const Receipt receipt = application_receipt({.common = facts(true)});
  int numbers = 0;
  int codes = 0;
  for (const Line& line : receipt.lines) {
    if (const auto* number = std::get_if<BigNumber>(&line)) numbers += number->text == "10001 0000001 5";
    if (const auto* code = std::get_if<Code>(&line)) codes += code->payload == "BANCHENG:1:1000100000015:0123456789ABCDEF";
  }
  CHECK(numbers == 1);
  CHECK(codes == 1);
  CHECK(count(receipt, "receipt.phone") == 1);
}

TEST_CASE("a help case names who answers, and by when") {
  const Receipt receipt = help_case_receipt({.common = facts(false), .office = say("help.office"), .call_back = true});
  CHECK(count(receipt, "receipt.office") == 1);
  // 16:05 UTC on Friday the 9th is Saturday the 10th in China.
  CHECK(text_of_row(receipt, "receipt.stored-at") == "2026-01-10 00:05");
  CHECK(text_of_row(receipt, "receipt.due") == "2026-01-16");
  CHECK(count(receipt, "receipt.call-back") == 1);
  const Receipt without_phone = help_case_receipt({.common = facts(false), .office = say("help.office"), .call_back = false});
  CHECK(count(without_phone, "receipt.come-back") == 1);
  CHECK(count(without_phone, "receipt.call-back") == 0);
}

TEST_CASE("working days leave out the weekend") {
  CHECK(after_working_days(year(2026) / January / 5, 0) == year(2026) / January / 5);
  CHECK(after_working_days(year(2026) / January / 5, 4) == year(2026) / January / 9);
  CHECK(after_working_days(year(2026) / January / 5, 5) == year(2026) / January / 12);
  CHECK(after_working_days(year(2026) / January / 10, 1) == year(2026) / January / 12);
}

}  // namespace bancheng::core::receipt
