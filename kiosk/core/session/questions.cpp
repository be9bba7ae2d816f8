#include "kiosk/core/session/questions.h"

#include <array>

#include "kiosk/core/session/moves.h"

namespace bancheng::core::session {
namespace {

using catalogue::Field;
using catalogue::FieldKind;

constexpr int kCodeLength = 6;

Question ask(const char* message, FieldKind kind, int max_length, bool required = true) {
  Question question;
  question.spec.id = message;
  question.spec.kind = kind;
  question.spec.max_length = max_length;
  question.spec.required = required;
  question.label = say(message);
  question.hint = say(std::string(message) + ".hint");
  return question;
}

Question identify_question(std::uint32_t index) {
  return index == 0 ? ask("identify.name", FieldKind::name, 50) : ask("identify.number", FieldKind::citizen_number, 18);
}

Question courier_question(std::uint32_t index) {
  if (index == 0) return ask("courier.recipient", FieldKind::name, 50);
  if (index == 1) return ask("courier.phone", FieldKind::phone, 13);
  return ask("courier.address", FieldKind::text, 100);
}

Question field_question(const Field& field) {
  Question question{field, Words(field.label), {}};
  if (!field.hint.empty()) question.hint = Words(field.hint);
  return question;
}

base::PersonText* slot_of(const Setup& setup, State& state, Spot spot) {
  Session& visit = *state.session;
  switch (spot.at) {
    case At::field: return &visit.answers[item_of(setup, state)->fields[spot.index].id];
    case At::identify: return spot.index == 0 ? &visit.typed_name : &visit.typed_number;
    case At::courier_field:
      return std::array{&visit.courier.recipient, &visit.courier.phone, &visit.courier.address}[spot.index];
    case At::code: return visit.lookup ? &visit.lookup->code : nullptr;
    case At::help_text: return visit.help ? &visit.help->text : nullptr;
    case At::help_phone: return visit.help ? &visit.help->phone : nullptr;
    default: return nullptr;
  }
}

Spot present_spot(const State& state) {
  return state.session->help ? state.session->help->spot : state.session->main;
}

}  // namespace

std::optional<Question> question_on(const Setup& setup, const State& state, Spot spot) {
  switch (spot.at) {
    case At::field: {
      const catalogue::Item* item = item_of(setup, state);
      if (item == nullptr || spot.index >= item->fields.size()) return std::nullopt;
      return field_question(item->fields[spot.index]);
    }
    case At::identify: return identify_question(spot.index);
    case At::courier_field: return courier_question(spot.index);
    case At::code: return ask("level-2.code", FieldKind::digits, kCodeLength);
    case At::help_text: return ask("help.text", FieldKind::text, 500, false);
    case At::help_phone: return ask("help.phone", FieldKind::phone, 13);
    default: return std::nullopt;
  }
}

std::optional<Question> present_question(const Setup& setup, const State& state) {
  if (!state.session) return std::nullopt;
  return question_on(setup, state, present_spot(state));
}

base::PersonText answer_to(const Setup& setup, const State& state, Spot spot) {
  const Session& visit = *state.session;
  switch (spot.at) {
    case At::field: {
      const auto found = visit.answers.find(item_of(setup, state)->fields[spot.index].id);
      return found == visit.answers.end() ? base::PersonText() : found->second;
    }
    case At::identify: return spot.index == 0 ? visit.typed_name : visit.typed_number;
    case At::courier_field:
      if (spot.index == 0) return visit.courier.recipient;
      return spot.index == 1 ? visit.courier.phone : visit.courier.address;
    case At::code: return visit.lookup ? visit.lookup->code : base::PersonText();
    case At::help_text: return visit.help ? visit.help->text : base::PersonText();
    case At::help_phone: return visit.help ? visit.help->phone : base::PersonText();
    default: return {};
  }
}

void set_answer(const Context& context, const base::PersonText& answer) {
  base::PersonText* slot = slot_of(context.setup, context.state, present_spot(context.state));
  if (slot != nullptr) *slot = answer;
}

std::optional<form::AnswerError> objection_to_answer(const Setup& setup, const State& state, Spot spot) {
  // Of a field without its words: all of them are gone through wherever it counts what is missing.
  if (const catalogue::Item* item = item_of(setup, state); spot.at == At::field && item != nullptr && spot.index < item->fields.size()) {
    return form::check(item->fields[spot.index], answer_to(setup, state, spot));
  }
  const std::optional<Question> question = question_on(setup, state, spot);
  if (!question) return std::nullopt;
  return form::check(question->spec, answer_to(setup, state, spot));
}

bool answer_is_good(const Context& context) {
  return !objection_to_answer(context.setup, context.state, present_spot(context.state));
}

identity::IdCard card_from_typed(const base::PersonText& name, const base::PersonText& number) {
  identity::IdCard card;
  card.name = name;
  card.number = number;
  const std::string_view digits = number.view();
  // Permits of the 2023 layout begin with 9, residence permits of Hong Kong, Macao and Taiwan residents with 81, 82, 83.
  if (digits.starts_with('9')) card.kind = identity::CardKind::foreigner_2023;
  if (digits.starts_with('8')) card.kind = identity::CardKind::hmt_residence;
  card.birth_date = base::PersonText(digits.substr(6, 8));
  card.sex_code = base::PersonText((digits[16] - '0') % 2 == 1 ? "1" : "2");
  return card;
}

}  // namespace bancheng::core::session
