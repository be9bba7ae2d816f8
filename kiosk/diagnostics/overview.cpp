// The first page, and the pages of what is no device: hall and queue, the terminal itself, what went wrong last, readiness.
#include <algorithm>

#include "kiosk/core/receipt/build.h"
#include "kiosk/diagnostics/readiness.h"
#include "kiosk/diagnostics/sheet.h"

namespace bancheng::diagnostics {
namespace {

const char* icon_of(Fitness fitness) { return fitness == Fitness::fit ? "done" : "warning"; }

/// What is wrong first, in words: the technician shall not have to look for it.
Words worst_finding_words(const std::vector<Finding>& list) {
  const Fitness worst = worst_of(list);
  if (worst == Fitness::fit) return {};
  for (const Finding& finding : list) {
    if (finding.fitness == worst) return say("service.finding", {{"what", finding.what}, {"state", finding.state}});
  }
  return {};
}

/// How it is, who it is, and what happened last.
Words device_words(const State& state, Part part) {
  const DeviceFacts& facts = facts_of(state, part);
  const Words identity = identity_words(facts.identity);
  if (state.mishaps.last_of(part) == nullptr) return say("service.overview.device", {{"state", state_words(facts)}, {"identity", identity}});
  return say("service.overview.device-mishap",
             {{"state", state_words(facts)}, {"identity", identity}, {"last", last_mishap_words(state.mishaps, part)}});
}

Words unfit_words(const Finding& finding) {
  return say("service.report.unfit", {{"fitness", fitness_words(finding.fitness)}, {"state", finding.state}, {"todo", finding.todo}});
}

/// Whether a row of the overview leads to something that is not fit.
bool needs_care(const std::vector<Finding>& list, std::initializer_list<std::string_view> ids) {
  return std::any_of(list.begin(), list.end(), [&](const Finding& finding) {
    return finding.fitness != Fitness::fit && std::find(ids.begin(), ids.end(), finding.id) != ids.end();
  });
}

Words terminal_words(const State& state) {
  if (!state.terminal) return say("service.state.starting");
  const Certificate* first = nullptr;
  for (const Certificate& certificate : state.terminal->certificates) {
    const bool sooner = first == nullptr || !certificate.expires || (first->expires && *certificate.expires < *first->expires);
    if (sooner) first = &certificate;
  }
  const Words expiry = first == nullptr ? say("service.certificate.unreadable") : expiry_words(*first, state.now.wall);
  return say("service.overview.terminal", {{"program", state.terminal->program}, {"disk", disk_words(*state.terminal)}, {"expiry", expiry}});
}

Words reached_words(const HallFacts& hall) {
  if (hall.reachable == true) return say("service.age.now");
  return plain(hall.reached ? core::receipt::time_text(*hall.reached) : std::string());
}

Words courier_words(const HallFacts& hall) {
  if (!hall.courier) return say("service.state.starting");
  return say(*hall.courier ? "service.hall.courier.runs" : "service.hall.courier.gone");
}

Words oldest_words(const QueueHeard& queue, base::WallTime now) {
  if (!queue.oldest) return plain("");
  return say("service.queue.age", {{"age", age_words(now - *queue.oldest)}, {"time", core::receipt::time_text(*queue.oldest)}});
}

Words paper_words(const PaperJob& paper) {
  switch (paper.phase) {
    case PaperJob::Phase::confirmed: return say("service.printed.confirmed");
    case PaperJob::Phase::likely: return say("service.printed.likely");
    case PaperJob::Phase::failed: return say("service.printed.failed", {{"why", trouble_words(paper.trouble)}});
    default: return {};
  }
}

}  // namespace

void view_overview(Sheet& sheet) {
  const State& state = sheet.state;
  const auto list = findings(state);
  sheet.heading(say("service.overview.title", {{"number", sheet.setup.terminal_number}}));
  sheet.notice("verdict", verdict_words(list), icon_of(worst_of(list)), worst_finding_words(list));
  for (const Part part : kDevices) {
    sheet.row_to(name_of(part), part_words(part), device_words(state, part), needs_care(list, {name_of(part)}));
  }
  sheet.row_to("hall", part_words(Part::hall),
               say("service.overview.hall", {{"hall", hall_words(state.hall)}, {"queue", queue_words(state.hall.queue, state.now.wall)}}),
               needs_care(list, {"hall", "queue"}));
  sheet.row_to("terminal", say("service.terminal"), terminal_words(state), needs_care(list, {"certificate.hall", "certificate.terminal", "disk"}));
  sheet.button("open.mishaps", say("service.mishaps.title"));
  sheet.button("open.report", say("service.report.title"), Emphasis::primary);
}

void view_hall(Sheet& sheet) {
  const HallFacts& hall = sheet.state.hall;
  sheet.heading(say("service.hall.title"));
  for (const Finding& finding : findings(sheet.state)) {
    const bool mine = std::string_view(finding.id) == "hall" || std::string_view(finding.id) == "queue";
    if (mine && finding.fitness != Fitness::fit) sheet.notice(std::string("care.") + finding.id, finding.state, "warning", finding.todo);
  }
  sheet.row("hall", part_words(Part::hall), hall_words(hall));
  sheet.row("reached", say("service.hall.reached"), reached_words(hall));
  sheet.row("courier", say("service.hall.courier"), courier_words(hall));
  const auto count = [](std::uint64_t number) { return plain(std::to_string(number)); };
  if (hall.queue) {
    sheet.row("waiting", say("service.queue.waiting"), count(hall.queue->waiting));
    sheet.row("oldest", say("service.queue.oldest"), oldest_words(*hall.queue, sheet.state.now.wall));
    sheet.row("parked", say("service.queue.refused"), count(hall.queue->parked));
  }
  if (sheet.state.terminal) sheet.row("damaged", say("service.queue.set-aside"), count(sheet.state.terminal->damaged));
  sheet.row("mishap", say("service.mishap"), last_mishap_words(sheet.state.mishaps, Part::hall));
}

void view_terminal(Sheet& sheet) {
  sheet.heading(say("service.terminal"));
  sheet.row("number", say("service.terminal.number"), plain(sheet.setup.terminal_number));
  sheet.row("name", say("service.terminal.name"), plain(sheet.setup.terminal_name));
  if (!sheet.state.terminal) return sheet.busy("reading", say("service.state.starting"));
  const TerminalFacts& facts = *sheet.state.terminal;
  for (const Certificate& certificate : facts.certificates) {
    const bool of_hall = certificate.of == Certificate::Of::hall_sealing;
    sheet.row(of_hall ? "certificate.hall" : "certificate.terminal", say(of_hall ? "service.certificate.hall" : "service.certificate.terminal"),
              say("service.certificate", {{"name", certificate.name}, {"expiry", expiry_words(certificate, sheet.state.now.wall)}}));
  }
  sheet.row("program", say("service.terminal.program"), plain(facts.program));
  sheet.row("catalogue", say("service.terminal.catalogue"),
            say("service.catalogue", {{"version", std::to_string(facts.catalogue)}, {"items", std::int64_t{facts.items}}}));
  sheet.row("assets", say("service.terminal.assets"), plain(facts.assets));
  sheet.row("disk", part_words(Part::disk), disk_words(facts));
  sheet.row("mishap", say("service.mishap"), last_mishap_words(sheet.state.mishaps, Part::disk));
}

void view_mishaps(Sheet& sheet) {
  sheet.heading(say("service.mishaps.title"));
  const auto& all = sheet.state.mishaps.all();
  if (all.empty()) return sheet.notice("none", say("service.mishap.none"), "done");
  for (std::size_t i = 0; i < all.size(); ++i) {
    sheet.row("mishap." + std::to_string(i),
              say("service.mishap.when", {{"time", core::receipt::time_text(all[i].at)}, {"part", part_words(all[i].part)}}),
              say("service.mishap.what", {{"what", mishap_words(all[i])}, {"todo", todo_words(all[i].trouble)}}));
  }
}

void view_report(Sheet& sheet) {
  const auto list = findings(sheet.state);
  sheet.heading(say("service.report.title"));
  sheet.notice("verdict", verdict_words(list), icon_of(worst_of(list)));
  const PaperJob& paper = sheet.visit.paper;
  if (paper.phase == PaperJob::Phase::printing) sheet.busy("printing", say("service.printing"));
  else if (paper.phase != PaperJob::Phase::none) sheet.notice("printed", paper_words(paper), paper.phase == PaperJob::Phase::failed ? "warning" : "done");
  for (const Finding& finding : list) {
    sheet.row(finding.id, finding.what, finding.fitness == Fitness::fit ? finding.state : unfit_words(finding));
  }
  sheet.button("print", say("service.report.print"), Emphasis::primary).enabled = paper.phase != PaperJob::Phase::printing;
}

}  // namespace bancheng::diagnostics
