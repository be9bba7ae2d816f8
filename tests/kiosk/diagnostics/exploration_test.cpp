// Every reachable state of the mode, by all that can be touched and all that can happen: whatever can be touched does
// something, every wait ends, every page leads away, and what is said exists in every language.
#include <deque>
#include <map>

#include "bench.h"

using namespace bancheng;
using namespace bancheng::diagnostics;
using namespace bancheng::diagnostics::checks;
using namespace std::chrono_literals;

namespace {

/// States with one name count as one: what a page shows, without the numbers on it.
std::string name_of(const Bench& b) {
  if (!b.state.visit) return "attract";
  const Visit& v = *b.state.visit;
  std::string name = screen_id(v.at);
  name += " pin" + std::to_string(v.pin.size() >= kShortestPin) + " job" + std::to_string(v.job != 0) + " wait" + std::to_string(v.wait.has_value());
  name += " refused" + std::to_string(v.refused ? static_cast<int>(*v.refused) : -1) + " paper" + std::to_string(static_cast<int>(v.paper.phase));
  name += " seen" + std::to_string(v.card.index()) + std::to_string(v.code.index()) + std::to_string(v.page.index()) + std::to_string(v.nothing_seen);
  for (const DeviceFacts& device : b.state.devices) name += std::to_string(static_cast<int>(device.health));
  return name + std::to_string(b.state.terminal.has_value());
}

/// All that can happen without a touch.
std::vector<Happening> happenings(const Bench& b) {
  const std::uint64_t job = b.state.visit ? b.state.visit->job : 0;
  std::vector<Happening> all{Called{true, {}}, Called{true, 45s}, Called{false, {}}, Activity{}, CardSeen{},
                             CardFailed{},     CodeSeen{},        CodeFailed{},      b.facts()};
  for (const auto verdict : {PinVerdict::right, PinVerdict::wrong, PinVerdict::locked, PinVerdict::unreadable}) {
    for (const auto lock : {0s, 30s}) all.emplace_back(PinChecked{job, verdict, lock});
  }
  all.emplace_back(PageSeen{job, {1}, 1, 1, 1});
  all.emplace_back(PageFailed{job, core::session::CaptureTrouble::no_page_found});
  all.emplace_back(PaperOut{job, hal::Proof::confirmed});
  all.emplace_back(PaperFailed{job, hal::PrinterFault::hot});
  all.emplace_back(DeviceHeard{Part::camera, {hal::Health::ok, {}, {}, false}});
  all.emplace_back(DeviceHeard{Part::camera, {hal::Health::gone, {}, {}, false}});
  return all;
}

void check_ways_out(const Bench& b) {
  if (!b.state.visit) return;
  INFO("from ", name_of(b));
  Bench touching = b;
  touching.touch("bar.end");
  CHECK(touching.screen() == "attract");
  Bench waiting = b;
  REQUIRE(next_deadline(waiting.state).has_value());
  waiting.wait(times::kIdle + times::kPrint);
  CHECK(waiting.screen() == "attract");
}

std::map<std::string, Bench> explore() {
  std::map<std::string, Bench> known;
  std::deque<std::string> open;
  const auto come_to = [&](const Bench& b) {
    const auto [at, is_new] = known.emplace(name_of(b), b);
    if (is_new) open.push_back(at->first);
  };
  come_to(Bench());
  while (!open.empty()) {
    const Bench from = known.at(open.front());
    open.pop_front();
    check_ways_out(from);
    for (Happening& what : happenings(from)) {
      Bench next = from;
      next.happen(std::move(what));
      come_to(next);
    }
    if (!from.state.visit) continue;
    Bench later = from;
    later.wait(*next_deadline(from.state) - from.state.now.steady);
    come_to(later);
    for (const auto& element : from.shown().elements) {
      const bool control = element.role == core::session::Role::button || element.role == core::session::Role::field;
      if (!control || !element.enabled) continue;
      Bench next = from;
      next.touch(element.id, element.role == core::session::Role::field ? (from.state.visit->pin.empty() ? "482913" : "") : nullptr);
      // Settings change nothing else: they are not followed.
      if (element.id != "bar.language" && element.id != "bar.size" && element.id != "bar.contrast") come_to(next);
    }
  }
  return known;
}

}  // namespace

TEST_CASE("no page is a dead end, and every published element is met") {
  const auto known = explore();
  MESSAGE(known.size(), " states");
  CHECK(met().screens.size() == kPages);
  const std::vector<PublishedId> published = published_ids();
  for (const PublishedId& id : published) {
    INFO(id.screen, ": ", id.element);
    CHECK(met().touched.contains(id));
  }
  const std::set<PublishedId> all(published.begin(), published.end());
  for (const PublishedId& id : met().touched) {
    INFO(id.screen, ": ", id.element);
    CHECK(all.contains(id));
  }
}

/// About what the tests before it said: those of the devices, whose files come first, and the exploration above.
TEST_CASE("what is said exists in every language, and nothing is left that nobody says") {
  for (const std::string& mistake : core::session::checks::mistakes_of(met().texts, [](std::string_view id) { return id.starts_with("service."); })) {
    FAIL_CHECK(mistake);
  }
}
