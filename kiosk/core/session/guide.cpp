// Guide: what the item needs, before anything is asked (row R3, "run once"); on paper in large type, with a box for each
// thing, as far as this person's answers tell.
#include "kiosk/core/session/guide_paper.h"
#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"
#include "kiosk/core/session/printout.h"

namespace bancheng::core::session {
namespace {

using catalogue::ItemKind;

void add_fact(Page& page, const char* id, const char* label, const LocalText& value) {
  if (!value.empty()) page.row(id, say(label), Words(value));
}

bool is_begun_here(const Context& context) { return context.item().kind != ItemKind::guide; }

void print(const Context& context) { print_out(context, guide_paper(context.setup, context.state)); }

const char* start_label(const catalogue::Item& item) {
  if (item.kind == ItemKind::record) return "guide.record";
  return item.kind == ItemKind::appointment_wish ? "guide.wish" : "guide.start";
}

}  // namespace

void view_guide(Page& page) {
  const catalogue::Item& item = page.item();
  if (item.kind != ItemKind::guide) page.progress(Stage::guide);
  page.heading(Words(item.name));
  add_printout_state(page);
  page.text("guide.summary", Words(item.summary));
  page.picture(item.icon);
  for (std::size_t i = 0; i < item.guide.conditions.size(); ++i) {
    page.row("guide.condition." + std::to_string(i + 1), say("guide.condition"), Words(item.guide.conditions[i]));
  }
  page.row("guide.card", say("guide.bring"), say("guide.id-card"));
  for (const catalogue::Material& material : item.materials) {
    page.row("guide.material." + material.id, say("guide.bring"), Words(material.name));
  }
  for (std::size_t i = 0; i < item.guide.bring.size(); ++i) {
    page.row("guide.bring." + std::to_string(i + 1), say("guide.bring"), Words(item.guide.bring[i]));
  }
  add_fact(page, "guide.place", "guide.place", item.guide.place);
  add_fact(page, "guide.hours", "guide.hours", item.guide.hours);
  add_fact(page, "guide.terminal-hours", "guide.terminal-hours", page.setup.opening_hours);
  add_fact(page, "guide.fee", "guide.fee", item.guide.fee);
  add_fact(page, "guide.time", "guide.time", item.guide.time);
  add_fact(page, "guide.result", "guide.result", item.guide.result);
  const bool elsewhere = item.kind == ItemKind::guide;
  if (!elsewhere) page.button("start", say(start_label(item)), Emphasis::primary);
  add_print_button(page, say("guide.print"), elsewhere ? Emphasis::primary : Emphasis::normal);
  page.button("get-help", say("guide.help"), Emphasis::quiet, "help");
}

Table guide_transitions() {
  return {
      {"guide: start", At::guide, Upon::touch, "start",    is_begun_here, go_on},
      {"guide: print", At::guide, Upon::touch, "print",    can_print_out, print},
      {"guide: help",  At::guide, Upon::touch, "get-help", always,        open_help},
  };
}

}  // namespace bancheng::core::session
