#include "visit.h"

namespace bancheng::core::session::checks {
namespace {

void settings_change_and_lose_nothing(Visit& v) {
  v.to_form();
  v.type(kBadPhone);
  v.touch("continue");
  const Session before = *v.state().session;
  v.touch("bar.language");
  v.expect(v.screen().settings.language == Language::en, "English");
  for (const TextSize size : {TextSize::large, TextSize::largest, TextSize::small, TextSize::medium}) {
    v.touch("bar.size");
    v.expect(v.screen().settings.text_size == size, "the next size");
  }
  v.touch("bar.contrast");
  v.expect(v.screen().settings.high_contrast, "high contrast");
  v.touch("bar.contrast");
  v.touch("bar.language");
  Session after = *v.state().session;
  after.touched = before.touched;
  v.expect(after == before, "nothing else changed");
}

void settings_end_with_the_visit(Visit& v) {
  v.touch("bar.size");
  v.expect_screen("home");
  v.touch("bar.language");
  v.touch("bar.end");
  v.expect_screen("attract");
  v.expect(v.screen().settings == v.setup().defaults, "the next person finds the defaults");
}

void settings_on_attract_begin_a_visit(Visit& v) {
  v.touch("bar.language");
  v.expect_screen("home");
  v.expect(v.screen().settings.language == Language::en, "English");
}

void back_leads_back(Visit& v) {
  v.to_sign();
  for (const char* screen : {"check", "delivery", "material-review", "material-review", "field", "field", "field", "condition", "guide", "home"}) {
    v.touch("bar.back");
    v.expect_screen(screen);
  }
  v.expect_no_element("bar.back");
  v.touch("item.pass");
  v.touch("start");
  v.expect_screen("condition");
}

void back_where_something_is_chosen(Visit& v) {
  v.to_card();
  v.touch("bar.back");
  v.expect_screen("guide");
  v.touch("start");
  v.lay(Specimen::young);
  v.expect_screen("condition-unmet");
  v.touch("bar.back");
  v.expect_screen("guide");
}

void end_asks_first(Visit& v) {
  v.to_form();
  v.touch("bar.end");
  v.expect_screen("end");
  v.expect_message("end.loss", "end.lost");
  v.touch("end-cancel");
  v.expect_screen("field");
  v.touch("bar.end");
  v.touch("bar.back");
  v.expect_screen("field");
  v.touch("bar.end");
  v.touch("end-confirm");
  v.expect_screen("goodbye");
  v.expect_element("goodbye.card");
  v.touch("finish");
  v.expect_effect<Wipe>("Wipe");
  v.expect_screen("attract");
}

void end_with_nothing_to_lose(Visit& v) {
  v.begin();
  v.touch("bar.end");
  v.expect_effect<Wipe>("Wipe");
  v.expect_screen("attract");
}

void end_says_what_is_stored(Visit& v) {
  v.to_storing();
  v.touch("bar.end");
  v.expect_message("end.loss", "end.storing");
  v.touch("end-cancel");
  v.stored(1);
  v.touch("bar.end");
  v.expect_message("end.loss", "end.stored");
}

void unknown_touches_do_nothing(Visit& v) {
  v.to_form();
  const State before = v.state();
  for (const char* id : {"nothing", "heading", "submit", "capture", "item.pass", "choice.nobody", "change.phone"}) {
    v.happen(Intent{id, {}});
    State after = v.state();
    after.session->touched = before.session->touched;
    v.expect(after == before, std::string("touching ") + id + " changes nothing");
  }
  v.happen(Intent{"answer", {}});
  v.expect_screen("field");
}

void disabled_touches_do_nothing(Visit& v) {
  v.to_sign();
  v.happen(Intent{"clear", {}});
  v.draw(dot_signature());
  v.expect_element("clear");
  v.touch("clear");
  v.expect(v.state().session->signature.empty(), "cleared");
}

}  // namespace

std::vector<Script> bar_scripts() {
  return {{"settings change in mid-form and lose nothing", settings_change_and_lose_nothing},
          {"settings end with the visit", settings_end_with_the_visit},
          {"a setting touched on attract begins a visit", settings_on_attract_begin_a_visit},
          {"back leads back page by page", back_leads_back},
          {"back from the card and from an unmet condition", back_where_something_is_chosen},
          {"end asks first", end_asks_first},
          {"end with nothing to lose", end_with_nothing_to_lose},
          {"end says what is stored", end_says_what_is_stored},
          {"unknown touches do nothing", unknown_touches_do_nothing},
          {"disabled elements do nothing", disabled_touches_do_nothing}};
}

}  // namespace bancheng::core::session::checks
