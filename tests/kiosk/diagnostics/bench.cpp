#include "bench.h"

#include <algorithm>

namespace bancheng::diagnostics::checks {

Met& met() {
  static Met all;
  return all;
}

Bench::Bench() {
  setup.terminal_number = "10001";
  setup.terminal_name = "样本市政务服务大厅";
  setup.addresses = {"serial:/dev/ttyS0", "serial:/dev/ttyS1", "/dev/video0", "tcp:127.0.0.1:9100"};
}

void Bench::happen(Happening what) {
  Step next = step(setup, std::move(state), Event{now_, std::move(what)});
  state = std::move(next.state);
  effects = std::move(next.effects);
  note();
}

void Bench::note() const {
  for (const Effect& effect : effects) {
    if (const auto* print = std::get_if<Print>(&effect)) met().texts.note(core::session::Print{print->job, print->language, print->receipt});
  }
  if (!state.visit) return;
  const Screen now = shown();
  met().texts.note(now);
  met().screens.insert(now.id);
  std::set<std::string> ids;
  for (const auto& element : now.elements) {
    INFO("on ", now.id, ": ", element.id);
    CHECK(ids.insert(element.id).second);
  }
  CHECK(now.find(now.focus) != nullptr);
}

void Bench::wait(base::Milliseconds time) {
  const base::Moment end{now_.wall + time, now_.steady + time};
  while (const auto deadline = next_deadline(state)) {
    if (*deadline > end.steady) break;
    now_ = {now_.wall + (*deadline - now_.steady), *deadline};
    happen(Tick{});
  }
  now_ = end;
}

void Bench::touch(const std::string& id, const char* text) {
  REQUIRE(state.visit.has_value());
  const Screen before = shown();
  const auto* element = before.find(id);
  INFO("on ", before.id, ": ", id);
  REQUIRE(element != nullptr);
  REQUIRE(element->enabled);
  met().touched.insert({before.id, id});
  Intent intent{id, {}};
  if (text != nullptr) intent.value = base::PersonText(text);
  happen(std::move(intent));
  // Whatever can be touched does something.
  CHECK((!state.visit || !(shown() == before) || !effects.empty()));
}

bool Bench::has(const std::string& id) const { return shown().find(id) != nullptr; }

std::string Bench::screen() const { return state.visit ? screen_id(state.visit->at) : "attract"; }

void Bench::call(bool pin_is_set, base::Milliseconds locked_for) { happen(Called{pin_is_set, locked_for}); }

void Bench::hand_in(const char* pin) {
  touch("pin", pin);
  touch("continue");
  REQUIRE(asked<CheckPin>() != nullptr);
  CHECK(asked<CheckPin>()->pin == base::PersonText(pin));
}

void Bench::answer_pin(PinVerdict verdict, base::Milliseconds locked_for) { happen(PinChecked{state.visit->job, verdict, locked_for}); }

void Bench::enter() {
  call();
  hand_in("482913");
  answer_pin(PinVerdict::right);
  REQUIRE(screen() == "service-overview");
}

void Bench::enter(const std::string& button) {
  enter();
  touch(button);
}

void Bench::device(Part part, hal::Health health, std::vector<hal::PrinterFault> faults, bool near_end) {
  happen(DeviceHeard{part, {health, {"M", "S", "F"}, std::move(faults), near_end}});
}

void Bench::all_devices(hal::Health health) {
  for (const Part part : kDevices) device(part, health);
}

TerminalFacts Bench::facts() const {
  TerminalFacts facts;
  facts.certificates = {{Certificate::Of::hall_sealing, "hall", now_.wall + std::chrono::days(100)},
                        {Certificate::Of::terminal, "terminal", now_.wall + std::chrono::days(200)}};
  facts.program = "1.0";
  facts.catalogue = 7;
  facts.items = 3;
  facts.assets = "0123456789ab";
  facts.disk_free = 50'000'000'000;
  facts.disk_size = 100'000'000'000;
  return facts;
}

}  // namespace bancheng::diagnostics::checks
