#include "kiosk/core/session/guide_paper.h"

#include "kiosk/core/session/moves.h"

namespace bancheng::core::session {
namespace {

using Mark = receipt::CheckLine::Mark;

void add_unmet(const catalogue::Item& item, const State& state, receipt::GuideFacts& facts) {
  for (const catalogue::Condition& condition : item.conditions) {
    if (!is_unmet(condition, item, state)) continue;
    facts.missing.push_back({Words(condition.unmet), true});
    for (const LocalText& way : condition.ways) facts.ways.emplace_back(way);
  }
}

void add_bring(const catalogue::Item& item, const Session& visit, receipt::GuideFacts& facts) {
  facts.bring.push_back({say("guide.id-card"), visit.card ? Mark::done : Mark::open});
  for (std::size_t i = 0; i < item.materials.size(); ++i) {
    if (!may_apply(item.materials[i].when, item, visit)) continue;
    const bool scanned = i < visit.materials.size() && !visit.materials[i].pages.empty();
    facts.bring.push_back({Words(item.materials[i].name), scanned ? Mark::done : Mark::open});
  }
  for (const LocalText& thing : item.guide.bring) facts.bring.push_back({Words(thing), Mark::open});
}

void add_fact(receipt::GuideFacts& facts, const char* label, const LocalText& value) {
  if (!value.empty()) facts.facts.push_back({say(label), Words(value)});
}

}  // namespace

receipt::Receipt guide_paper(const Setup& setup, const State& state) {
  const catalogue::Item& item = *item_of(setup, state);
  receipt::GuideFacts facts;
  facts.title = Words(item.name);
  add_unmet(item, state, facts);
  for (const LocalText& condition : item.guide.conditions) facts.conditions.push_back({Words(condition), Mark::open});
  add_bring(item, *state.session, facts);
  add_fact(facts, "guide.place", item.guide.place);
  add_fact(facts, "guide.hours", item.guide.hours);
  add_fact(facts, "guide.fee", item.guide.fee);
  add_fact(facts, "guide.time", item.guide.time);
  add_fact(facts, "guide.result", item.guide.result);
  facts.code_payload = receipt::guide_payload_of(item.id);
  facts.hall_phone = setup.hall_phone;
  return receipt::guide_sheet(facts);
}

}  // namespace bancheng::core::session
