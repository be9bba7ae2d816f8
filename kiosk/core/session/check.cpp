// Check answers: everything that will be handed over; any of it can be changed, straight there and straight back.
#include <algorithm>
#include <array>

#include "kiosk/core/delivery/number.h"
#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"
#include "kiosk/core/session/store_moves.h"

namespace bancheng::core::session {
namespace {

constexpr std::array<const char*, kCourierQuestions> kCourierRows{"courier.recipient", "courier.phone", "courier.address"};
constexpr std::array<const char*, kIdentifyQuestions> kCardRows{"card.name", "card.number"};

/// The page on which the row with this id is changed; nothing when there is none.
std::optional<Spot> page_of_row(const catalogue::Item& item, std::string_view row) {
  for (std::uint32_t i = 0; i < item.fields.size(); ++i) {
    if (row == item.fields[i].id) return Spot{At::field, i};
  }
  for (std::uint32_t i = 0; i < item.materials.size(); ++i) {
    if (row == "material." + item.materials[i].id) return Spot{At::material, i};
  }
  for (std::uint32_t i = 0; i < kCourierRows.size(); ++i) {
    if (row == kCourierRows[i]) return Spot{At::courier_field, i};
  }
  for (std::uint32_t i = 0; i < kCardRows.size(); ++i) {
    if (row == kCardRows[i]) return Spot{At::identify, i};
  }
  if (row == "delivery.way") return Spot{At::delivery, 0};
  return std::nullopt;
}

bool is_row(const Context& context) { return page_of_row(context.item(), context.rest).has_value(); }

void change(const Context& context) {
  Session& visit = context.visit();
  Spot spot = *page_of_row(context.item(), context.rest);
  if (spot.at == At::material && !visit.materials[spot.index].pages.empty()) spot.at = At::material_review;
  visit.changing = true;
  arrive(context, spot);
}

bool has_gap(const Context& context) { return first_gap(context.setup, context.item(), context.state).has_value(); }

void to_gap(const Context& context) {
  const Spot gap = *first_gap(context.setup, context.item(), context.state);
  context.visit().changing = true;
  arrive(context, gap);
  context.visit().complaint = objection_to_answer(context.setup, context.state, gap);
  context.call_attention();
}

bool needs_signature(const Context& context) { return is_signed(context.item(), context.visit()); }

void to_sign(const Context& context) { arrive(context, {At::sign, 0}); }

void add_row(Page& page, const std::string& id, const Words& label, Words value, bool gap = false) {
  page.row("row." + id, label, std::move(value));
  Element& button = page.tile("change." + id, say("check.change", {{"what", label}}), {}, {});
  button.emphasis = gap ? Emphasis::warning : Emphasis::quiet;
  if (gap) button.error = say("check.gap");
}

Words shown(base::PersonText text) { return text.empty() ? say("check.empty") : Words(std::move(text)); }

/// A choice by its label; a number that the card told, masked; anything else as typed.
Words shown_answer(const catalogue::Field& field, const base::PersonText& answer, const Session& visit) {
  for (const catalogue::Choice& choice : field.choices) {
    if (answer.view() == choice.id) return Words(choice.label);
  }
  const bool told_by_card = visit.identified_by == delivery::IdentifiedBy::card && field.prefill == catalogue::CardSource::number;
  if (told_by_card && answer == visit.card->number) return Words(identity::masked_number(answer.view()));
  return shown(answer);
}

void add_identity(Page& page) {
  const Session& visit = page.visit();
  const base::PersonText& name = visit.card->name.empty() ? visit.card->latin_name : visit.card->name;
  if (visit.identified_by == delivery::IdentifiedBy::card) {
    page.row("row.card.name", say("check.name"), Words(name));
    page.row("row.card.number", say("check.number"), Words(identity::masked_number(visit.card->number.view())));
    return;
  }
  add_row(page, kCardRows[0], say("check.name"), Words(name));
  add_row(page, kCardRows[1], say("check.number"), Words(visit.card->number));
}

void add_fields(Page& page) {
  const catalogue::Item& item = page.item();
  for (std::uint32_t i = 0; i < item.fields.size(); ++i) {
    if (!applies(item.fields[i].when, item, page.visit())) continue;
    const Spot spot{At::field, i};
    add_row(page, item.fields[i].id, Words(item.fields[i].label),
            shown_answer(item.fields[i], answer_to(page.setup, page.state, spot), page.visit()),
            objection_to_answer(page.setup, page.state, spot).has_value());
  }
}

void add_materials(Page& page) {
  const catalogue::Item& item = page.item();
  for (std::size_t i = 0; i < item.materials.size(); ++i) {
    if (!is_wanted(item.materials[i], item, page.visit())) continue;
    const MaterialState& material = page.visit().materials[i];
    const bool missing = material.pages.empty() && !material.to_follow;
    const auto count = static_cast<std::int64_t>(material.pages.size());
    const Words value = material.to_follow ? say("material.to-follow") : say("material.pages", {{"count", count}});
    add_row(page, "material." + item.materials[i].id, Words(item.materials[i].name), value, missing);
  }
}

void add_delivery(Page& page) {
  if (page.item().deliveries.empty()) return;
  const Session& visit = page.visit();
  const bool courier = visit.delivery == catalogue::Delivery::courier;
  const Words value = say(courier ? "delivery.courier" : "delivery.pick-up");
  if (page.item().deliveries.size() > 1) {
    add_row(page, "delivery.way", say("check.delivery"), value);
  } else {
    page.row("row.delivery.way", say("check.delivery"), value);
  }
  if (!courier) return;
  for (std::uint32_t i = 0; i < kCourierRows.size(); ++i) {
    const Spot spot{At::courier_field, i};
    add_row(page, kCourierRows[i], say(kCourierRows[i]), shown(answer_to(page.setup, page.state, spot)),
            objection_to_answer(page.setup, page.state, spot).has_value());
  }
}

/// Of what the hall asked for nothing could be scanned: there is nothing to hand over.
bool is_empty_handed(const Page& page) {
  if (!page.visit().supplementing) return false;
  const auto& materials = page.visit().materials;
  return std::all_of(materials.begin(), materials.end(), [](const MaterialState& material) { return material.pages.empty(); });
}

}  // namespace

void view_check(Page& page) {
  page.progress(Stage::check);
  page.heading(say("check.title"));
  if (is_empty_handed(page)) page.notice("check.empty-handed", say("check.empty-handed"), Emphasis::warning, "warning");
  else page.text("check.text", say("check.text"));
  page.row("row.item.name", say("check.item"), Words(page.item().name));
  if (page.visit().supplementing) {
    page.row("row.about", say("check.about"), say("receipt.plain", {{"text", delivery::grouped_number(page.visit().supplementing->about)}}));
    add_materials(page);
  } else {
    add_identity(page);
    add_fields(page);
    add_materials(page);
    add_delivery(page);
  }
  if (is_empty_handed(page)) {
    page.button("get-help", say("ways.help"), Emphasis::normal, "help");
    return;
  }
  page.button("continue", say(is_signed(page.item(), page.visit()) ? "check.continue" : "check.submit"), Emphasis::primary);
  page.focus("continue");
}

Table check_transitions() {
  return {
      {"check: change",     At::check, Upon::touch, "change.*", is_row,  change},
      {"check: help",       At::check, Upon::touch, "get-help", always,  open_help},
      {"check: incomplete", At::check, Upon::touch, "continue", has_gap, to_gap},
      {"check: go to sign", At::check, Upon::touch, "continue", needs_signature, to_sign},
      {"check: hand over",  At::check, Upon::touch, "continue", always,  store_application},
  };
}

}  // namespace bancheng::core::session
