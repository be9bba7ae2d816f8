// One page a device: what it is, how it is, and a test that shows whether it does its work.
#include "kiosk/diagnostics/sheet.h"

namespace bancheng::diagnostics {
namespace {

/// What is wrong now, each with what to do.
void add_troubles(Sheet& sheet, Part part) {
  for (const Trouble trouble : troubles_of(facts_of(sheet.state, part))) {
    sheet.notice(std::string("trouble.") + name_of(trouble), trouble_words(trouble), "warning", todo_words(trouble));
  }
}

void add_identity(Sheet& sheet, Part part) {
  const DeviceFacts& facts = facts_of(sheet.state, part);
  sheet.row("state", say("service.state"), state_words(facts));
  sheet.row("model", say("service.identity.model"), plain(facts.identity.model));
  sheet.row("serial", say("service.identity.serial"), plain(facts.identity.serial));
  sheet.row("firmware", say("service.identity.firmware"), plain(facts.identity.firmware));
  sheet.row("address", say("service.identity.address"), plain(sheet.setup.addresses[static_cast<std::size_t>(part)]));
  sheet.row("mishap", say("service.mishap"), last_mishap_words(sheet.state.mishaps, part));
}

const char* name_of(core::identity::CardKind kind) {
  using core::identity::CardKind;
  switch (kind) {
    case CardKind::resident: return "service.card.resident";
    case CardKind::foreigner_2017: return "service.card.foreigner-2017";
    case CardKind::foreigner_2023: return "service.card.foreigner-2023";
    case CardKind::hmt_residence: return "service.card.hmt-residence";
  }
  return "service.card.resident";
}

const char* name_of(core::identity::CardObjection objection) {
  using core::identity::CardObjection;
  switch (objection) {
    case CardObjection::number_wrong: return "service.card.number-wrong";
    case CardObjection::number_contradicts: return "service.card.number-contradicts";
    case CardObjection::expired: return "service.card.expired";
    case CardObjection::not_yet_valid: return "service.card.not-yet-valid";
    case CardObjection::incomplete: return "service.card.incomplete";
  }
  return "service.card.incomplete";
}

/// A test that failed, in words, with what to do.
void add_failed(Sheet& sheet, Trouble trouble) { sheet.notice("result", trouble_words(trouble), "warning", todo_words(trouble)); }

void add_card(Sheet& sheet, const CardSeen& card) {
  sheet.notice("result", say("service.card.read"), "done",
               say("service.card.data", {{"kind", say(name_of(card.kind))}, {"number", card.masked_number}, {"name", card.masked_name}}));
  if (card.objection) sheet.notice("objection", say(name_of(*card.objection)), "info");
}

std::string symbology_name(const std::string& aim) {
  static const std::map<char, const char*> kNames{{'Q', "QR"},     {'C', "Code 128"}, {'d', "Data Matrix"}, {'L', "PDF417"}, {'z', "Aztec"},
                                                  {'h', "Han Xin"}, {'E', "EAN/UPC"},  {'A', "Code 39"}};
  const auto found = aim.empty() ? kNames.end() : kNames.find(aim.front());
  return found == kNames.end() ? aim : found->second;
}

void add_code(Sheet& sheet, const CodeSeen& code) {
  const Words kind = code.symbology.empty() ? say("service.code.unsaid") : plain(symbology_name(code.symbology));
  sheet.notice("result", say(code.of_test_page ? "service.code.test-page" : "service.code.read"), "done",
               say("service.code.data", {{"kind", kind}, {"characters", std::int64_t{code.characters}}, {"bytes", std::int64_t{code.bytes}}}));
}

}  // namespace

void view_reader(Sheet& sheet) {
  sheet.heading(part_words(Part::reader));
  add_troubles(sheet, Part::reader);
  const Visit& visit = sheet.visit;
  if (const auto* card = std::get_if<CardSeen>(&visit.card)) add_card(sheet, *card);
  if (const auto* trouble = std::get_if<Trouble>(&visit.card)) add_failed(sheet, *trouble);
  if (visit.nothing_seen) sheet.notice("nothing", say("service.card.nothing"), "info", say("service.card.nothing.todo"));
  else sheet.busy("waiting", say("service.card.lay"));
  add_identity(sheet, Part::reader);
}

void view_scanner(Sheet& sheet) {
  sheet.heading(part_words(Part::scanner));
  add_troubles(sheet, Part::scanner);
  const Visit& visit = sheet.visit;
  if (const auto* code = std::get_if<CodeSeen>(&visit.code)) add_code(sheet, *code);
  if (const auto* trouble = std::get_if<Trouble>(&visit.code)) add_failed(sheet, *trouble);
  if (visit.nothing_seen) sheet.notice("nothing", say("service.code.nothing"), "info", say("service.code.nothing.todo"));
  else sheet.busy("waiting", say("service.code.show"));
  add_identity(sheet, Part::scanner);
}

void view_camera(Sheet& sheet) {
  const State& state = sheet.state;
  const Visit& visit = sheet.visit;
  sheet.heading(part_words(Part::camera));
  add_troubles(sheet, Part::camera);
  const auto* taken = std::get_if<PageTaken>(&visit.page);
  if (const auto* trouble = std::get_if<Trouble>(&visit.page)) add_failed(sheet, *trouble);
  if (taken != nullptr) {
    sheet.notice("result", say("service.page.taken"), "done",
                 say("service.page.data", {{"width", std::int64_t{taken->width}}, {"height", std::int64_t{taken->height}},
                                           {"kilobytes", std::int64_t{(taken->bytes + 1023) / 1024}}}));
  }
  if (visit.job != 0) sheet.busy("capturing", say("service.page.taking"));
  sheet.add({.id = "preview", .role = Role::preview, .label = say(taken == nullptr ? "service.page.live" : "service.page.kept"),
             .data = core::session::PreviewData{taken == nullptr ? std::nullopt : std::optional(taken->page)}});
  const DeviceFacts& facts = facts_of(state, Part::camera);
  // Three rows: more would make this a list, without room for the picture.
  sheet.row("state", say("service.state"), state_words(facts));
  sheet.row("model", say("service.identity.model"),
            say("service.identity.where", {{"identity", identity_words(facts.identity)},
                                           {"address", sheet.setup.addresses[static_cast<std::size_t>(Part::camera)]}}));
  sheet.row("mishap", say("service.mishap"), last_mishap_words(state.mishaps, Part::camera));
  if (taken != nullptr) sheet.button("again", say("service.page.again"), Emphasis::primary);
  else sheet.button("capture", say("service.page.take"), Emphasis::primary).enabled = visit.job == 0 && hal::usable(facts.health);
}

void view_printer(Sheet& sheet) {
  sheet.heading(part_words(Part::printer));
  add_troubles(sheet, Part::printer);
  const PaperJob& paper = sheet.visit.paper;
  switch (paper.phase) {
    case PaperJob::Phase::none: break;
    case PaperJob::Phase::printing: sheet.busy("printing", say("service.printing")); break;
    case PaperJob::Phase::confirmed: sheet.notice("result", say("service.printed.confirmed"), "done", say("service.printed.look")); break;
    case PaperJob::Phase::likely: sheet.notice("result", say("service.printed.likely"), "info", say("service.printed.look")); break;
    case PaperJob::Phase::failed:
      sheet.notice("result", say("service.printed.failed", {{"why", trouble_words(paper.trouble)}}), "warning", todo_words(paper.trouble));
      break;
  }
  add_identity(sheet, Part::printer);
  sheet.button("test", say("service.printed.test"), Emphasis::primary).enabled = paper.phase != PaperJob::Phase::printing;
}

}  // namespace bancheng::diagnostics
