#include "kiosk/diagnostics/trouble.h"

#include <algorithm>

namespace bancheng::diagnostics {

const char* name_of(Trouble trouble) {
  static constexpr std::array<const char*, kTroubles> kNames{
      "gone",      "not-ready",  "faulty",     "card-moved", "card-refused", "code-refused", "no-picture",  "no-page",     "paper-out",
      "cover-open", "cutter-jam", "hot",        "paper-low",  "unreachable",  "courier-gone", "disk-full",   "disk-failed"};
  return kNames[static_cast<std::size_t>(trouble)];
}

const char* name_of(Part part) {
  static constexpr std::array<const char*, kParts.size()> kNames{"reader", "scanner", "camera", "printer", "hall", "disk"};
  return kNames[static_cast<std::size_t>(part)];
}

Trouble trouble_of(hal::PrinterFault fault) {
  switch (fault) {
    case hal::PrinterFault::paper_out: return Trouble::paper_out;
    case hal::PrinterFault::cover_open: return Trouble::cover_open;
    case hal::PrinterFault::cutter_jam: return Trouble::cutter_jam;
    case hal::PrinterFault::hot: return Trouble::hot;
    case hal::PrinterFault::broken: return Trouble::faulty;
    case hal::PrinterFault::silent: return Trouble::gone;
  }
  return Trouble::faulty;
}

void Mishaps::note(Part part, Trouble trouble, base::WallTime at) {
  if (!all_.empty() && all_.front().part == part && all_.front().trouble == trouble) {
    all_.front().at = at;
    ++all_.front().times;
    return;
  }
  all_.push_front({part, trouble, at});
  if (all_.size() > kMost) all_.pop_back();
}

const Mishap* Mishaps::last_of(Part part) const {
  const auto found = std::find_if(all_.begin(), all_.end(), [&](const Mishap& one) { return one.part == part; });
  return found == all_.end() ? nullptr : &*found;
}

std::vector<Trouble> troubles_of(const DeviceFacts& facts) {
  std::vector<Trouble> troubles;
  const auto add = [&](Trouble trouble) {
    if (std::find(troubles.begin(), troubles.end(), trouble) == troubles.end()) troubles.push_back(trouble);
  };
  if (facts.health == hal::Health::gone) add(Trouble::gone);
  if (facts.health == hal::Health::faulty) add(Trouble::faulty);
  for (const hal::PrinterFault fault : facts.faults) add(trouble_of(fault));
  if (facts.health == hal::Health::unavailable && troubles.empty()) add(Trouble::not_ready);
  if (facts.paper_near_end) add(Trouble::paper_low);
  // Works, but not as it was set up (the scanner that refuses its trigger).
  if (facts.health == hal::Health::needs_care && troubles.empty()) add(Trouble::not_ready);
  return troubles;
}

}  // namespace bancheng::diagnostics
