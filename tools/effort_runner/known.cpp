#include "tools/effort_runner/known.h"

#include <array>

#include "kiosk/core/form/answers.h"
#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/questions.h"

namespace bancheng::effort {
namespace {

using namespace core::session;
using core::catalogue::CardSource;
using core::catalogue::Field;
using core::catalogue::FieldKind;

constexpr const char* kPhone = "phone";

std::string meaning_of(CardSource source) { return "card " + std::to_string(static_cast<int>(source)); }

/// What the courier asks, in its order (kCourierQuestions).
const std::array<std::string, kCourierQuestions> kCourierMeanings{meaning_of(CardSource::name), kPhone, meaning_of(CardSource::address)};

std::optional<std::string> meaning_on(const Setup& setup, const State& state, Spot page) {
  if (page.at == At::courier_field) return kCourierMeanings.at(page.index);
  if (page.at != At::field) return std::nullopt;
  return effort::meaning_of(item_of(setup, state)->fields.at(page.index));
}

/// The card gives a good answer to this very question.
bool is_told_by_card(const Field& field, const State& state) {
  if (!state.session->card) return false;
  const base::PersonText told = core::form::prefilled(field, *state.session->card);
  return !told.empty() && !core::form::check(field, told);
}

/// The question of the courier that this page asks, as if the item had asked it.
Field as_field(const Setup& setup, const State& state, Spot page) {
  Field field = question_on(setup, state, page)->spec;
  field.prefill = std::array{CardSource::name, CardSource::none, CardSource::address}.at(page.index);
  return field;
}

}  // namespace

std::string meaning_of(const Field& field) {
  if (!field.means.empty()) return "means " + field.means;
  if (field.prefill != CardSource::none) return meaning_of(field.prefill);
  switch (field.kind) {
    case FieldKind::phone: return kPhone;
    case FieldKind::name: return "name";
    case FieldKind::citizen_number: return "citizen number";
    case FieldKind::credit_code: return "credit code";
    default: break;
  }
  const auto words = field.label.find(core::Language::zh_cn);
  return "words " + (words == field.label.end() ? field.id : words->second);
}

std::optional<std::string> Known::told(const std::string& meaning) const {
  const auto known = answered_by_.find(meaning);
  return known == answered_by_.end() ? std::nullopt : std::optional(known->second);
}

void Known::note_answer(const Setup& setup, const State& state, Spot page) {
  const auto meaning = meaning_on(setup, state, page);
  if (!meaning || answer_to(setup, state, page).empty()) return;
  const std::string name = page.at == At::field ? item_of(setup, state)->fields.at(page.index).id : "courier";
  answered_by_.emplace(*meaning, name);
}

std::optional<std::string> Known::objection_to(const Setup& setup, const State& state, Spot page) const {
  const auto meaning = meaning_on(setup, state, page);
  if (!meaning) return std::nullopt;
  const bool courier = page.at == At::courier_field;
  // The courier's details may be looked over, but are not to be typed again.
  const bool filled_in = !answer_to(setup, state, page).empty() && !objection_to_answer(setup, state, page);
  if (courier && filled_in) return std::nullopt;
  const Field field = courier ? as_field(setup, state, page) : item_of(setup, state)->fields.at(page.index);
  const std::string name = courier ? question_on(setup, state, page)->spec.id : field.id;
  if (is_told_by_card(field, state)) return "'" + name + "' asks what the card tells";
  const auto before = told(*meaning);
  return before ? std::optional("'" + name + "' asks what '" + *before + "' has answered") : std::nullopt;
}

}  // namespace bancheng::effort
