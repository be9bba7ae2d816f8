#include "kiosk/core/session/page.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "kiosk/core/session/moves.h"

namespace bancheng::core::session {
namespace {

bool can_have_focus(const Element& element) {
  switch (element.role) {
    case Role::button:
    case Role::choice:
    case Role::field:
    case Role::signature: return element.enabled && element.place != Place::bar;
    default: return false;
  }
}

Keyboard keyboard_for(catalogue::FieldKind kind) {
  switch (kind) {
    case catalogue::FieldKind::text:
    case catalogue::FieldKind::choice: return Keyboard::pinyin;
    case catalogue::FieldKind::name: return Keyboard::name;
    case catalogue::FieldKind::digits: return Keyboard::digits;
    case catalogue::FieldKind::phone: return Keyboard::phone;
    case catalogue::FieldKind::date: return Keyboard::date;
    case catalogue::FieldKind::citizen_number: return Keyboard::citizen_number;
    case catalogue::FieldKind::credit_code: return Keyboard::capitals;
  }
  return Keyboard::pinyin;
}

Words words_for(form::AnswerError error, const catalogue::Field& spec) {
  return say(std::string("field.error.") + form::name_of(error), {{"max", std::int64_t{spec.max_length}}});
}

std::vector<Stage> stages_of(const catalogue::Item& item, const Session& visit) {
  std::vector<Stage> stages{Stage::guide};
  if (visit.supplementing) return {Stage::guide, Stage::materials, Stage::check};
  if (item.kind == catalogue::ItemKind::guide) return stages;
  stages.push_back(Stage::card);
  if (item.kind == catalogue::ItemKind::record) return {Stage::guide, Stage::card, Stage::questions, Stage::check};
  if (!item.conditions.empty() || !item.fields.empty()) stages.push_back(Stage::questions);
  if (!item.materials.empty()) stages.push_back(Stage::materials);
  if (item.deliveries.size() > 1) stages.push_back(Stage::delivery);
  stages.push_back(Stage::check);
  if (is_signed(item, visit)) stages.push_back(Stage::sign);
  return stages;
}

}  // namespace

const catalogue::Item& Page::item() const { return *item_of(setup, state); }

Element& Page::add(Element element) {
  std::vector<Element>& place = places_[static_cast<std::size_t>(element.place)];
  // An error summary stands before everything else of the body.
  if (element.role == Role::error_summary) return *place.insert(place.begin(), std::move(element));
  return place.emplace_back(std::move(element));
}

void Page::heading(Words words) { add({.id = "heading", .role = Role::heading, .label = std::move(words)}); }

void Page::section(std::string id, Words words) { add({.id = std::move(id), .role = Role::section, .label = std::move(words)}); }

void Page::text(std::string id, Words words) { add({.id = std::move(id), .role = Role::text, .label = std::move(words)}); }

void Page::notice(std::string id, Words words, Emphasis emphasis, std::string icon) {
  add({.id = std::move(id), .role = Role::notice, .emphasis = emphasis, .label = std::move(words), .icon = std::move(icon)});
}

void Page::problem(Words words) {
  add({.id = "problem", .role = Role::error_summary, .emphasis = Emphasis::warning, .label = std::move(words), .icon = "warning"});
  focus("problem");
}

Element& Page::button(std::string id, Words label, Emphasis emphasis, std::string icon) {
  return add({.id = std::move(id), .role = Role::button, .place = Place::actions, .emphasis = emphasis,
              .label = std::move(label), .icon = std::move(icon)});
}

Element& Page::tile(std::string id, Words label, Words detail, std::string icon) {
  return add({.id = std::move(id), .role = Role::button, .label = std::move(label), .detail = std::move(detail),
              .icon = std::move(icon)});
}

Element& Page::choice(std::string id, Words label, bool selected) {
  return add({.id = std::move(id), .role = Role::choice, .label = std::move(label), .selected = selected});
}

void Page::row(std::string id, Words label, Words value) {
  add({.id = std::move(id), .role = Role::row, .label = std::move(label), .data = RowData{std::move(value)}});
}

void Page::picture(std::string name) {
  add({.id = "picture", .role = Role::picture, .data = PictureData{std::move(name)}});
}

void Page::busy(std::string id, Words words) { add({.id = std::move(id), .role = Role::busy, .label = std::move(words)}); }

void Page::code(std::string payload, Words caption) {
  add({.id = "code", .role = Role::code, .label = std::move(caption), .data = CodeData{std::move(payload)}});
}

void Page::progress(Stage stage) {
  const std::vector<Stage> stages = stages_of(item(), visit());
  const auto passed = std::count_if(stages.begin(), stages.end(), [&](Stage other) { return other <= stage; });
  const int step = static_cast<int>(passed), steps = static_cast<int>(stages.size());
  add({.id = "progress", .role = Role::progress, .place = Place::top,
       .label = say("progress", {{"step", std::int64_t{step}}, {"steps", std::int64_t{steps}}}),
       .data = ProgressData{step, steps}});
}

void Page::question(const Question& question, Spot spot, const std::optional<form::AnswerError>& complaint) {
  const base::PersonText answer = answer_to(setup, state, spot);
  const Words error = complaint ? words_for(*complaint, question.spec) : Words();
  if (complaint) problem(error);
  heading(question.label);
  if (question.spec.kind == catalogue::FieldKind::choice) {
    if (!question.hint.empty()) text("hint", question.hint);
    for (const catalogue::Choice& choice : question.spec.choices) {
      this->choice("choice." + choice.id, Words(choice.label), answer.view() == choice.id);
    }
  } else {
    add({.id = "answer", .role = Role::field, .label = question.label, .error = error,
         .data = FieldData{keyboard_for(question.spec.kind), answer, question.hint, question.spec.max_length}});
  }
  if (!question.spec.required) text("optional", say("field.optional"));
  const bool choices_lead_on = question.spec.kind == catalogue::FieldKind::choice;
  if (!choices_lead_on || !objection_to_answer(setup, state, spot)) button("continue", say("continue"), Emphasis::primary);
}

Screen Page::finish(At at) {
  add_bar(*this, at);
  Screen screen;
  screen.id = screen_id(at);
  screen.settings = state.session ? state.session->settings : setup.defaults;
  for (std::vector<Element>& place : places_) {
    screen.elements.insert(screen.elements.end(), std::make_move_iterator(place.begin()), std::make_move_iterator(place.end()));
  }
  screen.focus = focus_;
  if (screen.focus.empty()) {
    const auto first = std::find_if(screen.elements.begin(), screen.elements.end(), can_have_focus);
    // Where nothing can be done but wait, the heading is what is to be heard first.
    screen.focus = first != screen.elements.end() ? first->id : "heading";
  }
  return screen;
}

const Element* Screen::find(std::string_view element_id) const {
  const auto found =
      std::find_if(elements.begin(), elements.end(), [&](const Element& element) { return element.id == element_id; });
  return found == elements.end() ? nullptr : &*found;
}

Screen view(const Setup& setup, const State& state) {
  using View = void (*)(Page&);
  static constexpr std::array<View, kPages> kViews{
      view_attract,       view_owed,         view_home,           view_items, view_search, view_finder, view_lookup, view_asking, view_ask_failed, view_code,
      view_submissions, view_submission, view_document, view_guide, view_consent,           view_card,
      view_card_problem,  view_identify,     view_condition,      view_condition_unmet, view_field,
      view_material,      view_material_review, view_delivery,    view_courier_field,   view_check,
      view_sign,          view_storing,      view_store_failed,   view_receipt,         view_survey,
      view_goodbye,       view_help_category, view_help_text,     view_help_phone,      view_help_storing,
      view_help_store_failed, view_help_receipt, view_idle,       view_end};
  const At at = shown_page(state);
  Page page(setup, state);
  kViews[static_cast<std::size_t>(at)](page);
  return page.finish(at);
}

}  // namespace bancheng::core::session
