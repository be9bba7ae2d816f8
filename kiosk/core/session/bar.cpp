// The bar: what is there on every page. Help, language, text size, contrast; back and end where they lead somewhere.
#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"

namespace bancheng::core::session {
namespace {

Settings& settings_of(const Context& context) {
  if (!context.state.session) begin_visit(context);
  return context.visit().settings;
}

bool has_languages(const Context& context) { return context.setup.languages.size() > 1; }

void change_language(const Context& context) {
  Settings& settings = settings_of(context);
  settings.language = settings.language == Language::zh_cn ? Language::en : Language::zh_cn;
}

void change_size(const Context& context) {
  Settings& settings = settings_of(context);
  settings.text_size = settings.text_size == TextSize::largest
                           ? TextSize::small
                           : static_cast<TextSize>(static_cast<int>(settings.text_size) + 1);
}

void change_contrast(const Context& context) {
  Settings& settings = settings_of(context);
  settings.high_contrast = !settings.high_contrast;
}

void help_from_the_front(const Context& context) {
  const At from = shown_page(context.state);
  begin_visit(context);
  open_help(context);
  context.help().stuck_on = screen_id(from);
}

/// On a cover over a help case: back to that help case.
void help_from_cover(const Context& context) {
  Session& visit = context.visit();
  if (!visit.help) open_help(context);
  visit.ending = false;
  visit.warned.reset();
}

bool has_back(const Setup& setup, const State& state, At at) {
  if (at == At::end) return true;
  if (!state.session || at == At::idle) return false;
  return state.session->help ? at == At::help_category || help_spot_before(state).has_value()
                             : spot_before(setup, state).has_value();
}

bool main_has_back(const Context& context) { return spot_before(context.setup, context.state).has_value(); }

void back(const Context& context) {
  const Spot before = *spot_before(context.setup, context.state);
  arrive(context, before);
}

bool help_has_back(const Context& context) { return help_spot_before(context.state).has_value(); }

void help_back(const Context& context) { arrive_help(context, *help_spot_before(context.state)); }

void help_to_its_start(const Context& context) { arrive_help(context, {At::help_category, 0}); }

bool ends_at_once(const Context& context) { return nothing_to_lose(context.state); }

void ask_to_end(const Context& context) { context.visit().ending = true; }

bool has_end(At at) { return kMainPages.has(at) || kHelpPages.has(at); }

Element bar_button(const char* id, const char* icon, Emphasis emphasis = Emphasis::quiet) {
  return {.id = id, .role = Role::button, .place = Place::bar, .emphasis = emphasis, .label = say(id), .icon = icon};
}

}  // namespace

void add_bar(Page& page, At at) {
  page.add(bar_button("bar.help", "help", Emphasis::primary));
  if (page.setup.languages.size() > 1) page.add(bar_button("bar.language", "language"));
  page.add(bar_button("bar.size", "text-size"));
  page.add(bar_button("bar.contrast", "contrast"));
  if (has_back(page.setup, page.state, at)) page.add(bar_button("bar.back", "back"));
  if (has_end(at)) page.add(bar_button("bar.end", "end"));
}

Table bar_transitions() {
  constexpr Pages kMidHelp{At::help_text, At::help_phone};
  constexpr Pages kCalm = kMainPages.with(At::help_receipt);
  return {
      // name                              pages                      upon         element         guard          action
      {"bar: language",                    Pages::all(),              Upon::touch, "bar.language", has_languages, change_language},
      {"bar: text size",                   Pages::all(),              Upon::touch, "bar.size",     always,        change_size},
      {"bar: contrast",                    Pages::all(),              Upon::touch, "bar.contrast", always,        change_contrast},
      {"bar: help with nobody there",      kFront,                    Upon::touch, "bar.help",     always,        help_from_the_front},
      {"bar: help within help",            kMidHelp,                  Upon::touch, "bar.help",     always,        help_to_its_start},
      {"bar: help from a cover",           kCovers,                   Upon::touch, "bar.help",     always,        help_from_cover},
      {"bar: help",                        kCalm,                     Upon::touch, "bar.help",     always,        open_help},
      {"bar: back in help",                kHelpPages,                Upon::touch, "bar.back",     help_has_back, help_back},
      {"bar: back",                        kMainPages,                Upon::touch, "bar.back",     main_has_back, back},
      {"bar: end with nothing to lose",    kMainPages.with(kHelpPages), Upon::touch, "bar.end",    ends_at_once,  end_visit},
      {"bar: end",                         kMainPages.with(kHelpPages), Upon::touch, "bar.end",    always,        ask_to_end},
  };
}

}  // namespace bancheng::core::session
