#include "world.h"

#include <algorithm>
#include <array>

#include "kiosk/core/receipt/build.h"
#include "kiosk/core/receipt/guide_sheet.h"
#include "kiosk/core/session/moves.h"

namespace bancheng::core::session::checks {
namespace {

constexpr std::array kDevices{Device::id_card_reader, Device::code_scanner, Device::document_camera,
                              Device::receipt_printer};

constexpr std::size_t kLongerThanAnyField = 501;  // item.schema.json lets none be longer than 500

constexpr std::array kPrintTroubles{PrintTrouble::paper_out, PrintTrouble::cover_open, PrintTrouble::cutter_jam,
                                    PrintTrouble::hot, PrintTrouble::broken};

const char* name_of(Device device) {
  switch (device) {
    case Device::id_card_reader:
      return "card reader";
    case Device::code_scanner:
      return "code scanner";
    case Device::document_camera:
      return "camera";
    case Device::receipt_printer:
      return "printer";
  }
  return "";
}

bool works(const State& state, Device device) { return state.usable[static_cast<std::size_t>(device)]; }

bool answers(const World& world, const State& state, Device device) {
  return works(state, device) && world.silent != device;
}

void add_card_answers(const World& world, const State& state, std::vector<Possible>& all) {
  const bool wanted = state.session && !state.session->help && (state.session->main.at == At::card || state.session->main.at == At::lookup);
  if (!wanted || !answers(world, state, Device::id_card_reader)) return;
  for (const Specimen which : kSpecimens)
    all.push_back({std::string("card: ") + name_of(which), CardRead{specimen_card(which)}});
  all.push_back({"card moved", CardUnreadable{CardTrouble::moved}});
  all.push_back({"card unsupported", CardUnreadable{CardTrouble::unsupported}});
}

void add_scanner_answers(const World& world, const Setup& setup, const State& state, std::vector<Possible>& all) {
  const bool wanted = state.session && !state.session->help && (state.session->main.at == At::home || state.session->main.at == At::lookup);
  if (!wanted || !answers(world, state, Device::code_scanner)) return;
  const delivery::StoredSubmission earlier = stored_as(9'999'998, state.now.wall);
  all.push_back({"receipt's code", CodeRead{base::PersonText(receipt::payload_of(earlier.number, earlier.receipt_code))}});
  all.push_back({"guide's code", CodeRead{base::PersonText(receipt::guide_payload_of(setup.catalogue->items.front().id))}});
  all.push_back({"foreign code", CodeRead{base::PersonText("https://example.org")}});
}

inquiry::SubmissionLine line_of(const std::string& item, inquiry::Progress progress, const State& state) {
  return {stored_as(9'999'998, state.now.wall).number, delivery::SubmissionKind::application, item, progress, state.now.wall};
}

inquiry::Document specimen_document(const State& state) {
  inquiry::Document document;
  document.title = base::PersonText("样本");
  document.issuer = "样本大厅";
  document.issued_at = state.now.wall;
  document.lines = {{base::PersonText("项目"), base::PersonText("样本")}};
  document.verification_code = "AAAA";
  return document;
}

/// The item whose materials the hall may still want; any where none has some.
const catalogue::Item& item_with_material(const Setup& setup) {
  const auto& items = setup.catalogue->items;
  const auto found = std::find_if(items.begin(), items.end(), [](const catalogue::Item& item) { return !item.materials.empty(); });
  return found != items.end() ? *found : items.front();
}

void add_details(const Setup& setup, const State& state, bool level_2, std::uint64_t job, std::vector<Possible>& all) {
  using inquiry::Progress;
  const catalogue::Item& item = item_with_material(setup);
  inquiry::SubmissionDetails details;
  for (const Progress progress : {Progress::received, Progress::reviewing, Progress::granted, Progress::refused}) {
    details.line = line_of(item.id, progress, state);
    details.deadline = "2026-12-01";
    details.deadline_estimated = progress == Progress::reviewing;
    details.note = base::PersonText(level_2 ? "样本" : "");
    if (level_2 && progress == Progress::granted) details.result = specimen_document(state);
    all.push_back({"details " + std::to_string(static_cast<int>(progress)), Answered{details, job}});
    details.result.reset();
  }
  details.line = line_of(item.id, Progress::supplement_wanted, state);
  details.supplement = inquiry::WantedSupplement{base::PersonText("看不清"), {}, "2026-12-01"};
  if (!item.materials.empty()) {
    details.supplement->materials = {item.materials.front().id};
    all.push_back({"details with supplement", Answered{details, job}});
  }
  details.line.item = "of-old";
  details.supplement->materials = {"something"};
  all.push_back({"details with supplement of an unknown item", Answered{details, job}});
}

void add_answers_to(const inquiry::Question& question, const Setup& setup, const State& state, std::uint64_t job, std::vector<Possible>& all) {
  using namespace inquiry;
  if (std::holds_alternative<SendCode>(question)) {
    all.push_back({"code sent", Answered{CodeSent{"challenge", base::PersonText("138****0000"), 300}, job}});
    for (const Trouble trouble : {Trouble::no_phone, Trouble::too_often}) {
      all.push_back({std::string("no code: ") + name_of(trouble), Unanswered{trouble, job}});
    }
  }
  if (std::holds_alternative<CheckCode>(question)) {
    all.push_back({"code accepted", Answered{CodeAccepted{base::PersonText("pass")}, job}});
    for (const Trouble trouble : {Trouble::wrong_code, Trouble::code_expired}) {
      all.push_back({std::string("code refused: ") + name_of(trouble), Unanswered{trouble, job}});
    }
  }
  if (const auto* list = std::get_if<ListSubmissions>(&question)) {
    const std::string item = list->pass.empty() ? "" : item_with_material(setup).id;
    Submissions some;
    for (const auto kind : {delivery::SubmissionKind::application, delivery::SubmissionKind::help_case, delivery::SubmissionKind::supplement}) {
      some.lines.push_back(line_of(kind == delivery::SubmissionKind::application ? item : "", kind == delivery::SubmissionKind::help_case ? Progress::answered : Progress::in_work, state));
      some.lines.back().kind = kind;
      some.lines.back().number = stored_as(static_cast<std::uint32_t>(9'999'990 + some.lines.size()), state.now.wall).number;
    }
    all.push_back({"some submissions", Answered{some, job}});
    all.push_back({"no submissions", Answered{Submissions{}, job}});
  }
  if (const auto* show = std::get_if<ShowSubmission>(&question)) add_details(setup, state, !show->pass.empty(), job, all);
  if (std::holds_alternative<FetchRecord>(question)) all.push_back({"record", Answered{specimen_document(state), job}});
}

/// Also under a help case: the answer may come at any time.
void add_inquiry_answers(const World& world, const Setup& setup, const State& state, std::vector<Possible>& all) {
  using inquiry::Trouble;
  if (!state.session || !state.session->lookup || state.session->lookup->job == 0) return;
  const Lookup& lookup = *state.session->lookup;
  if (!world.hall) return all.push_back({"hall cannot be reached", Unanswered{Trouble::no_network, lookup.job}});
  add_answers_to(*lookup.question, setup, state, lookup.job, all);
  for (const Trouble trouble : {Trouble::hall_failed, Trouble::not_found, Trouble::level_2_wanted}) {
    all.push_back({std::string("not answered: ") + inquiry::name_of(trouble), Unanswered{trouble, lookup.job}});
  }
}

void add_camera_answers(const World& world, const State& state, std::vector<Possible>& all) {
  if (!state.session || state.session->capture_job == 0 || !answers(world, state, Device::document_camera)) return;
  const std::uint64_t job = state.session->capture_job;
  all.push_back({"page captured", PageCaptured{{static_cast<std::uint32_t>(job)}, job}});
  all.push_back({"no page found", CaptureFailed{CaptureTrouble::no_page_found, job}});
}

void add_printer_answers(const World& world, const State& state, std::vector<Possible>& all) {
  if (world.silent == Device::receipt_printer) return;
  for (const Slip& slip : state.slips) {
    if (slip.paper != Slip::Paper::printing) continue;
    if (works(state, Device::receipt_printer)) {
      all.push_back({"printed", Printed{slip.job}});
      for (const PrintTrouble trouble : kPrintTroubles) {
        all.push_back({"print trouble " + std::to_string(static_cast<int>(trouble)), PrintFailed{slip.job, trouble}});
      }
    } else {
      all.push_back({"printer gone", PrintFailed{slip.job, PrintTrouble::silent}});
    }
  }
}

void add_printout_answers(const World& world, const State& state, std::vector<Possible>& all) {
  if (world.silent == Device::receipt_printer || !state.session || !state.session->printout) return;
  const Printout& printout = *state.session->printout;
  if (printout.paper != Printout::Paper::printing) return;
  all.push_back({"guide printed", Printed{printout.job}});
  for (const PrintTrouble trouble : {PrintTrouble::paper_out, PrintTrouble::silent}) {
    all.push_back({"guide not printed " + std::to_string(static_cast<int>(trouble)), PrintFailed{printout.job, trouble}});
  }
}

void add_disk_answers(const World& world, const State& state, std::vector<Possible>& all) {
  for (const PendingStore& pending : state.pending) {
    if (world.disk != World::Disk::fails) {
      const auto n = static_cast<std::uint32_t>(pending.job);
      all.push_back({"stored", Stored{stored_as(n, state.now.wall), pending.job}});
    }
    if (world.disk != World::Disk::works) {
      all.push_back({"disk full", StoreFailed{StoreTrouble::disk_full, pending.job}});
      all.push_back({"disk failed", StoreFailed{StoreTrouble::disk_failed, pending.job}});
    }
  }
}

void add_hall_answers(const World& world, const State& state, std::vector<Possible>& all) {
  if (!world.hall) return;
  for (const Slip& slip : state.slips) {
    if (!slip.accepted) all.push_back({"accepted by the hall", HallAccepted{slip.stored.number}});
  }
}

Slip left_over_slip(State& state, Slip::Paper paper) {
  Slip slip;
  slip.job = ++state.last_job;
  slip.stored = stored_as(static_cast<std::uint32_t>(9'000'000 + slip.job), state.now.wall);
  slip.kind = delivery::SubmissionKind::help_case;
  slip.paper = paper;
  slip.deadline = state.now.steady + times::kPrint;
  return slip;
}

void add_left_over(const State& state, std::vector<AlsoMet>& all) {
  for (const auto& [name, paper] : {std::pair("left over: a receipt owed", Slip::Paper::owed),
                                    std::pair("left over: a receipt at the printer", Slip::Paper::printing),
                                    std::pair("left over: a receipt not printed", Slip::Paper::failed)}) {
    if (std::any_of(state.slips.begin(), state.slips.end(), [&](const Slip& slip) { return slip.paper == paper; }))
      continue;
    State& more = all.emplace_back(AlsoMet{name, state}).state;
    more.slips.push_back(left_over_slip(more, paper));
  }
  if (!state.pending.empty()) return;
  State& more = all.emplace_back(AlsoMet{"left over: a store not answered", state}).state;
  more.pending.push_back({++more.last_job, delivery::SubmissionKind::help_case, "", Language::zh_cn});
}

void add_following(const State& state, std::vector<AlsoMet>& all) {
  for (std::size_t i = 0; i < state.session->materials.size(); ++i) {
    if (state.session->materials[i].pages.empty()) continue;
    State& more = all.emplace_back(AlsoMet{"a material is to follow", state}).state;
    more.session->materials[i] = {.pages = {}, .to_follow = true};
  }
}

/// As when a help case over the page was stored, printed and finished.
State after_help_case(State state) {
  Session& visit = *state.session;
  visit.main = {At::survey, 0};
  visit.wait = state.now.steady + times::kSurvey;
  visit.touched = state.now.steady;
  visit.survey_about = stored_as(9'999'997, state.now.wall).number;
  visit.complaint.reset();
  visit.printout.reset();
  visit.capture_job = 0;
  return state;
}

base::PersonText good_text(const FieldData& field) {
  switch (field.keyboard) {
    case Keyboard::phone:
      return base::PersonText(kGoodPhone);
    case Keyboard::citizen_number:
      return base::PersonText("11010519491231002X");
    case Keyboard::latin:
      return base::PersonText("pass");
    case Keyboard::capitals:
      return base::PersonText("91350100M000100Y43");  // GB 32100-2015, annex
    case Keyboard::date:
      return base::PersonText("1949-12-31");
    case Keyboard::digits:
      return base::PersonText("1");
    default:
      return base::PersonText("样本");
  }
}

}  // namespace

std::vector<World> all_worlds() {
  std::vector<World> worlds;
  worlds.push_back({.name = "all is well", .failing = {}, .silent = {}});
  for (const Device device : kDevices) {
    worlds.push_back({.name = std::string(name_of(device)) + " becomes unusable", .failing = device, .silent = {}});
  }
  for (const Device device : {Device::id_card_reader, Device::document_camera, Device::receipt_printer}) {
    worlds.push_back({.name = std::string(name_of(device)) + " is silent", .failing = {}, .silent = device});
  }
  worlds.push_back({.name = "network is down", .failing = {}, .silent = {}, .hall = false});
  worlds.push_back({.name = "disk fails at times", .failing = {}, .silent = {}, .disk = World::Disk::fails_at_times});
  worlds.push_back({.name = "disk fails for good", .failing = {}, .silent = {}, .disk = World::Disk::fails});
  return worlds;
}

State opening_state(const Setup& setup, const World&) {
  State state = initial_state(setup);
  state.now = specimen_start();
  state.usable.fill(true);
  return state;
}

Setup with_few_pages(const Setup& setup) {
  auto few = std::make_shared<catalogue::Catalogue>(*setup.catalogue);
  for (catalogue::Item& item : few->items) {
    for (catalogue::Material& material : item.materials) material.max_pages = std::min(material.max_pages, 2);
  }
  Setup other = setup;
  other.catalogue = std::move(few);
  return other;
}

std::vector<Possible> answers_of(const World& world, const Setup& setup, const State& state) {
  std::vector<Possible> all;
  add_card_answers(world, state, all);
  add_scanner_answers(world, setup, state, all);
  add_inquiry_answers(world, setup, state, all);
  add_camera_answers(world, state, all);
  add_printer_answers(world, state, all);
  add_printout_answers(world, state, all);
  add_disk_answers(world, state, all);
  add_hall_answers(world, state, all);
  if (world.failing && works(state, *world.failing)) {
    all.push_back({std::string(name_of(*world.failing)) + " fails", DeviceState{*world.failing, false}});
  }
  if (!state.session && state.slips.empty()) {
    const delivery::StoredSubmission earlier = stored_as(9'999'999, state.now.wall);
    all.push_back({"a receipt is owed", ReceiptOwed{earlier.number, earlier.receipt_code,
                                                    delivery::SubmissionKind::help_case, "", earlier.stored_at, true}});
  }
  return all;
}

/// Whatever lies under a help case on these is told by its name.
constexpr Pages kToldUnderHelp{At::storing, At::store_failed, At::receipt, At::survey, At::goodbye};

std::vector<AlsoMet> also_met(const State& state) {
  std::vector<AlsoMet> all;
  const bool leaving = state.session && (state.session->main.at == At::survey || state.session->main.at == At::goodbye);
  if (!state.session || (leaving && !state.session->help)) add_left_over(state, all);
  if (state.session && !state.session->help && state.session->main.at == At::check) add_following(state, all);
  const bool calm = state.session && shown_page(state) == state.session->main.at && !kToldUnderHelp.has(state.session->main.at);
  if (calm) all.push_back({"a help case is finished", after_help_case(state)});
  return all;
}

bool is_interactive(const Element& element) {
  switch (element.role) {
    case Role::button:
    case Role::choice:
    case Role::field:
    case Role::signature:
      return element.enabled;
    default:
      return false;
  }
}

std::vector<Possible> touches_of(const Element& element) {
  if (const auto* field = std::get_if<FieldData>(&element.data)) {
    std::vector<Possible> all{{element.id + " emptied", Intent{element.id, base::PersonText()}},
                              {element.id + " typed well", Intent{element.id, good_text(*field)}},
                              {element.id + " typed wrongly", Intent{element.id, base::PersonText("\x01")}},
                              {element.id + " typed as something else", Intent{element.id, base::PersonText("x")}},
                              {element.id + " typed too long", Intent{element.id, base::PersonText(std::string(kLongerThanAnyField, '1'))}}};
    // An item may be for the old or for the young: whoever has no reader types as either.
    if (field->keyboard == Keyboard::citizen_number) {
      all.push_back({element.id + " typed well by a young person", Intent{element.id, specimen_card(Specimen::young).number}});
    }
    return all;
  }
  if (element.role == Role::signature) {
    return {{element.id + " drawn", Intent{element.id, good_signature()}},
            {element.id + " dotted", Intent{element.id, dot_signature()}}};
  }
  return {{element.id, Intent{element.id, {}}}};
}

}  // namespace bancheng::core::session::checks
