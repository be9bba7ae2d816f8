#include "kiosk/diagnostics/words.h"

#include <algorithm>
#include <cstdio>

#include "kiosk/core/receipt/build.h"

namespace bancheng::diagnostics {
namespace {

using core::receipt::time_text;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

std::string gigabytes(std::uint64_t bytes) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f GB", static_cast<double>(bytes) / 1e9);
  return text;
}

}  // namespace

Words plain(const std::string& text) { return say("service.plain", {{"text", text.empty() ? std::string("—") : text}}); }

Words part_words(Part part) { return say(std::string("service.part.") + name_of(part)); }
Words trouble_words(Trouble trouble) { return say(std::string("service.trouble.") + name_of(trouble)); }
Words todo_words(Trouble trouble) { return say(std::string("service.todo.") + name_of(trouble)); }

Words state_words(const DeviceFacts& facts) {
  if (facts.health == hal::Health::starting) return say("service.state.starting");
  const auto troubles = troubles_of(facts);
  return troubles.empty() ? say("service.state.ok") : trouble_words(troubles.front());
}

Words identity_words(const hal::Identity& identity) {
  std::string text;
  for (const std::string* part : {&identity.model, &identity.serial, &identity.firmware}) {
    if (part->empty()) continue;
    if (!text.empty()) text += " · ";
    text += *part;
  }
  return text.empty() ? say("service.identity.none") : plain(text);
}

Words age_words(base::Milliseconds age) {
  const auto said = [](const char* id, auto count) { return say(id, {{"count", std::int64_t{count.count()}}}); };
  if (age < minutes(1)) return say("service.age.now");
  if (age < hours(2)) return said("service.age.minutes", std::chrono::duration_cast<minutes>(age));
  if (age < days(2)) return said("service.age.hours", std::chrono::duration_cast<hours>(age));
  return said("service.age.days", std::chrono::duration_cast<days>(age));
}

Words mishap_words(const Mishap& mishap) {
  if (mishap.times == 1) return trouble_words(mishap.trouble);
  return say("service.mishap.times", {{"trouble", trouble_words(mishap.trouble)}, {"times", std::int64_t{mishap.times}}});
}

Words last_mishap_words(const Mishaps& mishaps, Part part) {
  const Mishap* last = mishaps.last_of(part);
  if (last == nullptr) return say("service.mishap.none");
  return say("service.mishap.last", {{"time", time_text(last->at)}, {"what", mishap_words(*last)}});
}

Words hall_words(const HallFacts& hall) {
  if (hall.courier == false) return trouble_words(Trouble::courier_gone);
  if (!hall.reachable) return say("service.state.starting");
  if (*hall.reachable) return say("service.hall.reachable");
  if (!hall.reached) return say("service.hall.never");
  return say("service.hall.since", {{"time", time_text(*hall.reached)}});
}

Words queue_words(const std::optional<QueueHeard>& queue, base::WallTime now) {
  if (!queue) return say("service.state.starting");
  if (queue->waiting == 0 && queue->parked == 0) return say("service.queue.empty");
  const std::int64_t waiting = static_cast<std::int64_t>(queue->waiting);
  const std::int64_t parked = static_cast<std::int64_t>(queue->parked);
  if (!queue->oldest) return say("service.queue.parked", {{"waiting", waiting}, {"parked", parked}});
  return say("service.queue.some", {{"waiting", waiting}, {"parked", parked}, {"age", age_words(std::max(now - *queue->oldest, base::Milliseconds(0)))}});
}

std::optional<std::int64_t> days_left(const Certificate& certificate, base::WallTime now) {
  if (!certificate.expires) return std::nullopt;
  return std::chrono::floor<days>(*certificate.expires - now).count();
}

Words expiry_words(const Certificate& certificate, base::WallTime now) {
  const auto left = days_left(certificate, now);
  if (!left) return say("service.certificate.unreadable");
  const std::string date = time_text(*certificate.expires).substr(0, 10);
  if (*left < 0) return say("service.certificate.expired", {{"date", date}});
  return say("service.certificate.days", {{"date", date}, {"days", *left}});
}

Words disk_words(const TerminalFacts& facts) {
  return say("service.disk.free", {{"free", gigabytes(facts.disk_free)}, {"size", gigabytes(facts.disk_size)}});
}

std::string second_text(base::WallTime at) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count() % 60;
  char text[8];
  std::snprintf(text, sizeof text, ":%02d", static_cast<int>((seconds + 60) % 60));
  return time_text(at) + text;
}

}  // namespace bancheng::diagnostics
