// Page: how a flow says what is to be seen. Gathers elements place by place, so that the list order (which is the order of
// focus and of speech) is always top, body, actions, bar.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "kiosk/core/session/machine.h"
#include "kiosk/core/session/questions.h"

namespace bancheng::core::session {

/// The stages of an item, in order.
enum class Stage { guide, card, questions, materials, delivery, check, sign };

class Page {
 public:
  Page(const Setup& with, const State& of) : setup(with), state(of) {}

  const Setup& setup;
  const State& state;
  [[nodiscard]] const Session& visit() const { return *state.session; }
  [[nodiscard]] const Help& help() const { return *state.session->help; }
  [[nodiscard]] const catalogue::Item& item() const;
  [[nodiscard]] const Lookup& lookup() const { return *state.session->lookup; }

  /// The reference holds until the next element is added.
  Element& add(Element element);

  void heading(Words words);
  void section(std::string id, Words words);
  void text(std::string id, Words words);
  void notice(std::string id, Words words, Emphasis emphasis = Emphasis::normal, std::string icon = {});
  /// "There is a problem": stands first and takes the focus.
  void problem(Words words);
  Element& button(std::string id, Words label, Emphasis emphasis = Emphasis::normal, std::string icon = {});
  /// A button in the body of the page: a tile, one of several ways.
  Element& tile(std::string id, Words label, Words detail, std::string icon);
  Element& choice(std::string id, Words label, bool selected);
  void row(std::string id, Words label, Words value);
  void picture(std::string name);
  void busy(std::string id, Words words);
  void code(std::string payload, Words caption);
  /// Where one is on the way through the item, of the stages that this item has.
  void progress(Stage stage);
  /// The one question of a page, with its field or choices and "continue" where the answer can stand as it is.
  void question(const Question& question, Spot spot, const std::optional<form::AnswerError>& complaint);
  void focus(std::string id) { focus_ = std::move(id); }

  [[nodiscard]] Screen finish(At at);

 private:
  std::array<std::vector<Element>, 4> places_;  ///< by Place
  std::string focus_;
};


/// The rows that stand on every page.
void add_bar(Page& page, At at);

void view_attract(Page& page);
void view_owed(Page& page);
void view_home(Page& page);
void view_items(Page& page);
void view_search(Page& page);
void view_finder(Page& page);
void view_lookup(Page& page);
void view_asking(Page& page);
void view_ask_failed(Page& page);
void view_code(Page& page);
void view_submissions(Page& page);
void view_submission(Page& page);
void view_document(Page& page);
void view_consent(Page& page);
void view_guide(Page& page);
void view_card(Page& page);
void view_card_problem(Page& page);
void view_identify(Page& page);
void view_condition(Page& page);
void view_condition_unmet(Page& page);
void view_field(Page& page);
void view_material(Page& page);
void view_material_review(Page& page);
void view_delivery(Page& page);
void view_courier_field(Page& page);
void view_check(Page& page);
void view_sign(Page& page);
void view_storing(Page& page);
void view_store_failed(Page& page);
void view_receipt(Page& page);
void view_survey(Page& page);
void view_goodbye(Page& page);
void view_help_category(Page& page);
void view_help_text(Page& page);
void view_help_phone(Page& page);
void view_help_storing(Page& page);
void view_help_store_failed(Page& page);
void view_help_receipt(Page& page);
void view_idle(Page& page);
void view_end(Page& page);

}  // namespace bancheng::core::session
