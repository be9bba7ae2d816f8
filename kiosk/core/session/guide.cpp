// Guide: what the item needs, before anything is asked (row R3, "run once").
#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"

namespace bancheng::core::session {
namespace {

void add_fact(Page& page, const char* id, const char* label, const LocalText& value) {
  if (!value.empty()) page.row(id, say(label), Words(value));
}

}  // namespace

void view_guide(Page& page) {
  const catalogue::Item& item = page.item();
  page.progress(1);
  page.heading(Words(item.name));
  page.text("guide.summary", Words(item.summary));
  page.picture(item.icon);
  for (std::size_t i = 0; i < item.guide.conditions.size(); ++i) {
    page.row("guide.condition." + std::to_string(i + 1), say("guide.condition"), Words(item.guide.conditions[i]));
  }
  page.row("guide.card", say("guide.bring"), say("guide.id-card"));
  for (const catalogue::Material& material : item.materials) {
    page.row("guide.material." + material.id, say("guide.bring"), Words(material.name));
  }
  add_fact(page, "guide.place", "guide.place", item.guide.place);
  add_fact(page, "guide.hours", "guide.hours", item.guide.hours);
  add_fact(page, "guide.terminal-hours", "guide.terminal-hours", page.setup.opening_hours);
  add_fact(page, "guide.fee", "guide.fee", item.guide.fee);
  add_fact(page, "guide.time", "guide.time", item.guide.time);
  add_fact(page, "guide.result", "guide.result", item.guide.result);
  page.button("start", say("guide.start"), Emphasis::primary);
  page.button("get-help", say("guide.help"), Emphasis::quiet, "help");
}

Table guide_transitions() {
  return {
      {"guide: start", At::guide, Upon::touch, "start",    always, go_on},
      {"guide: help",  At::guide, Upon::touch, "get-help", always, open_help},
  };
}

}  // namespace bancheng::core::session
