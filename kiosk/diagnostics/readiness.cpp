#include "kiosk/diagnostics/readiness.h"

#include <algorithm>

namespace bancheng::diagnostics {
namespace {

Finding device_finding(const State& state, Part part) {
  const DeviceFacts& facts = state.devices[static_cast<std::size_t>(part)];
  Finding finding{name_of(part), part_words(part), Fitness::fit, state_words(facts), {}};
  if (facts.health == hal::Health::starting) {
    finding.fitness = Fitness::care;
    finding.todo = say("service.todo.starting");
    return finding;
  }
  const auto troubles = troubles_of(facts);
  if (troubles.empty()) return finding;
  finding.fitness = hal::usable(facts.health) ? Fitness::care : Fitness::unfit;
  finding.todo = todo_words(troubles.front());
  return finding;
}

Finding hall_finding(const State& state) {
  const HallFacts& hall = state.hall;
  Finding finding{"hall", part_words(Part::hall), Fitness::fit, hall_words(hall), {}};
  if (hall.courier == false) {
    finding.fitness = Fitness::unfit;
    finding.todo = todo_words(Trouble::courier_gone);
  } else if (hall.reachable != true) {
    // Citizens are served offline, so this is no reason to close.
    finding.fitness = Fitness::care;
    finding.todo = hall.reachable ? todo_words(Trouble::unreachable) : say("service.todo.starting");
  }
  return finding;
}

Finding queue_finding(const State& state) {
  const auto& queue = state.hall.queue;
  Finding finding{"queue", say("service.queue"), Fitness::fit, queue_words(queue, state.now.wall), {}};
  const bool old = queue && queue->oldest && state.now.wall - *queue->oldest > kLongInQueue;
  if (queue && queue->parked > 0) {
    finding.fitness = Fitness::care;
    finding.todo = say("service.todo.parked");
  } else if (state.terminal && state.terminal->damaged > 0) {
    finding.fitness = Fitness::care;
    finding.state = say("service.queue.damaged", {{"count", static_cast<std::int64_t>(state.terminal->damaged)}});
    finding.todo = say("service.todo.damaged");
  } else if (old) {
    finding.fitness = Fitness::care;
    finding.todo = say("service.todo.old-queue");
  }
  return finding;
}

Finding certificate_finding(const Certificate& certificate, base::WallTime now) {
  const bool of_hall = certificate.of == Certificate::Of::hall_sealing;
  Finding finding{of_hall ? "certificate.hall" : "certificate.terminal", say(of_hall ? "service.certificate.hall" : "service.certificate.terminal"),
                  Fitness::fit, expiry_words(certificate, now), {}};
  const auto left = days_left(certificate, now);
  if (left && *left > kSoonDays) return finding;
  finding.fitness = left && *left >= 0 ? Fitness::care : Fitness::unfit;
  finding.todo = say(of_hall ? "service.todo.certificate-hall" : "service.todo.certificate-terminal");
  return finding;
}

Finding disk_finding(const TerminalFacts& facts) {
  Finding finding{"disk", part_words(Part::disk), Fitness::fit, disk_words(facts), {}};
  if (facts.disk_free >= kLittleDisk) return finding;
  finding.fitness = facts.disk_free < kTooLittleDisk ? Fitness::unfit : Fitness::care;
  finding.todo = todo_words(Trouble::disk_full);
  return finding;
}

}  // namespace

std::vector<Finding> findings(const State& state) {
  std::vector<Finding> list;
  for (const Part part : kDevices) list.push_back(device_finding(state, part));
  list.push_back(hall_finding(state));
  list.push_back(queue_finding(state));
  if (!state.terminal) return list;
  for (const Certificate& certificate : state.terminal->certificates) list.push_back(certificate_finding(certificate, state.now.wall));
  list.push_back(disk_finding(*state.terminal));
  return list;
}

Fitness worst_of(const std::vector<Finding>& list) {
  Fitness worst = Fitness::fit;
  for (const Finding& finding : list) worst = std::max(worst, finding.fitness);
  return worst;
}

Words fitness_words(Fitness fitness) {
  switch (fitness) {
    case Fitness::fit: return say("service.state.ok");
    case Fitness::care: return say("service.fitness.care");
    case Fitness::unfit: return say("service.fitness.unfit");
  }
  return {};
}

Words verdict_words(const std::vector<Finding>& list) {
  const auto count = [&](Fitness fitness) {
    return std::int64_t{std::count_if(list.begin(), list.end(), [&](const Finding& one) { return one.fitness == fitness; })};
  };
  switch (worst_of(list)) {
    case Fitness::fit: return say("service.verdict.fit");
    case Fitness::care: return say("service.verdict.care", {{"care", count(Fitness::care)}});
    case Fitness::unfit: break;
  }
  if (count(Fitness::care) == 0) return say("service.verdict.unfit", {{"unfit", count(Fitness::unfit)}});
  return say("service.verdict.unfit-care", {{"unfit", count(Fitness::unfit)}, {"care", count(Fitness::care)}});
}

}  // namespace bancheng::diagnostics
