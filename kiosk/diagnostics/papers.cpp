#include "kiosk/diagnostics/papers.h"

#include "kiosk/diagnostics/readiness.h"

namespace bancheng::diagnostics {
namespace {

using namespace core::receipt;

void add_head(Receipt& receipt, const char* title, const Setup& setup, const State& state) {
  receipt.lines.push_back(Heading{say(title)});
  receipt.lines.push_back(Row{say("service.terminal.number"), plain(setup.terminal_number)});
  receipt.lines.push_back(Row{say("service.terminal.name"), plain(setup.terminal_name)});
  receipt.lines.push_back(Row{say("service.paper.time"), plain(second_text(state.now.wall))});
  if (state.terminal) receipt.lines.push_back(Row{say("service.terminal.program"), plain(state.terminal->program)});
  receipt.lines.push_back(Rule{});
}

}  // namespace

Receipt test_page(const Setup& setup, const State& state) {
  Receipt receipt;
  add_head(receipt, "service.paper.test", setup, state);
  const hal::Identity& printer = state.devices[static_cast<std::size_t>(Part::printer)].identity;
  receipt.lines.push_back(Row{say("service.identity.model"), plain(printer.model)});
  receipt.lines.push_back(Row{say("service.identity.serial"), plain(printer.serial)});
  receipt.lines.push_back(Row{say("service.identity.firmware"), plain(printer.firmware)});
  receipt.lines.push_back(Paragraph{say("service.paper.sample"), false});
  receipt.lines.push_back(Paragraph{say("service.paper.sample"), true});
  receipt.lines.push_back(BigNumber{"01234 56789 88"});
  receipt.lines.push_back(Code{std::string(kTestCode), say("service.paper.code")});
  receipt.lines.push_back(Paragraph{say("service.paper.pattern"), false});
  return receipt;
}

Receipt readiness_report(const Setup& setup, const State& state) {
  Receipt receipt;
  add_head(receipt, "service.report.title", setup, state);
  const std::vector<Finding> list = findings(state);
  receipt.lines.push_back(Paragraph{verdict_words(list), true});
  for (const Finding& finding : list) {
    if (finding.fitness == Fitness::fit) {
      receipt.lines.push_back(Row{finding.what, finding.state});
      continue;
    }
    receipt.lines.push_back(Row{finding.what, fitness_words(finding.fitness)});
    receipt.lines.push_back(Paragraph{finding.state, true});
    receipt.lines.push_back(Paragraph{finding.todo, false});
  }
  receipt.lines.push_back(Rule{});
  for (const Part part : kDevices) {
    receipt.lines.push_back(Row{part_words(part), identity_words(state.devices[static_cast<std::size_t>(part)].identity)});
  }
  return receipt;
}

}  // namespace bancheng::diagnostics
