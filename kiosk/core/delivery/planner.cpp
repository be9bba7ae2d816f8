#include "kiosk/core/delivery/planner.h"

#include <algorithm>
#include <utility>

namespace bancheng::core::delivery {
namespace {

constexpr unsigned kMostDoublings = 20;

const std::string* number_in(const Step& step) {
  if (const auto* part = std::get_if<SendPart>(&step)) return &part->number;
  if (const auto* submit = std::get_if<Submit>(&step)) return &submit->number;
  return nullptr;
}

// Of a submission that is free to go: the first part that is not there yet, then the manifest.
Step step_for(const Waiting& waiting, const std::bitset<kMaxParts>& sent) {
  for (std::uint32_t index = 0; index < waiting.parts && index < kMaxParts; ++index) {
    if (!sent[index]) return SendPart{waiting.number, index};
  }
  return Submit{waiting.number};
}

bool is_of_the_line(Outcome outcome) {
  return outcome == Outcome::unreachable || outcome == Outcome::not_the_hall || outcome == Outcome::not_admitted || outcome == Outcome::busy;
}

}  // namespace

const char* name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::done: return "done";
    case Outcome::unreachable: return "unreachable";
    case Outcome::not_the_hall: return "not_the_hall";
    case Outcome::not_admitted: return "not_admitted";
    case Outcome::busy: return "busy";
    case Outcome::failed: return "failed";
    case Outcome::parts_missing: return "parts_missing";
    case Outcome::disputed: return "disputed";
    case Outcome::refused: return "refused";
  }
  return "";
}

Step Planner::next(base::SteadyTime now, std::span<const Waiting> candidates) {
  keep_only(candidates);
  if (line_not_before_ > now) return Wait{line_not_before_};
  if (line_failures_ > 0) return Probe{};
  base::SteadyTime wake = next_probe_;
  for (const Waiting& waiting : candidates) {
    const auto known = items_.find(waiting.number);
    if (known == items_.end()) return step_for(waiting, {});
    if (known->second.not_before <= now) return step_for(waiting, known->second.sent);
    wake = std::min(wake, known->second.not_before);
  }
  if (next_probe_ <= now) return Probe{};
  return Wait{wake};
}

bool Planner::report(const Step& step, const Answer& answer, base::SteadyTime now, double random) {
  line_up_ = answer.outcome != Outcome::unreachable && answer.outcome != Outcome::not_the_hall;
  const std::string* number = number_in(step);
  if (number == nullptr) {
    report_probe(answer, now, random);
    return false;
  }
  if (is_of_the_line(answer.outcome)) {
    suspect_ = *number;
    line_failed(answer, now, random);
    return false;
  }
  line_worked(now);
  switch (answer.outcome) {
    case Outcome::done: done(step, now); return false;
    case Outcome::parts_missing: parts_missing(*number, answer, now, random); return false;
    case Outcome::disputed: return disputed(*number, answer, now, random);
    case Outcome::refused: forget(*number); return true;
    default: item_failed(*number, answer, now, random); return false;
  }
}

// When the hall answers, what failed before was the fault of what was being sent. The time that was asked for then has been
// waited by now.
void Planner::report_probe(const Answer& answer, base::SteadyTime now, double random) {
  const auto suspect = std::exchange(suspect_, std::nullopt);
  if (answer.outcome != Outcome::done) return line_failed(answer, now, random);
  line_worked(now);
  if (suspect) put_off(*suspect, &Item::suspicions, {}, now, random);
}

void Planner::try_now(base::SteadyTime now) {
  if (hall_asked_for_time_ && line_not_before_ > now) return;
  line_not_before_ = std::min(line_not_before_, now);
  if (line_up_ != std::optional(true)) next_probe_ = std::min(next_probe_, now);
}

base::Milliseconds Planner::delay(unsigned failures, base::Milliseconds ceiling, const Answer& answer, double random) const {
  const unsigned doublings = std::min(failures - 1, kMostDoublings);
  const base::Milliseconds top = std::min(ceiling, times_.first * (1 << doublings));
  const auto drawn = base::Milliseconds(static_cast<base::Milliseconds::rep>(static_cast<double>(top.count()) * random));
  const base::Milliseconds asked = std::min(answer.retry_after.value_or(base::Milliseconds{0}), times_.longest_retry_after);
  return std::max({drawn, asked, times_.shortest});
}

void Planner::line_failed(const Answer& answer, base::SteadyTime now, double random) {
  ++line_failures_;
  hall_asked_for_time_ = answer.retry_after.has_value();
  line_not_before_ = now + delay(line_failures_, times_.line_ceiling, answer, random);
  next_probe_ = line_not_before_;
}

void Planner::item_failed(const std::string& number, const Answer& answer, base::SteadyTime now, double random) {
  put_off(number, &Item::failures, answer, now, random);
}

void Planner::put_off(const std::string& number, unsigned Item::*count, const Answer& answer, base::SteadyTime now, double random) {
  const auto is_ill = [](const Item& item) { return item.failures + item.suspicions > 0; };
  const auto ill = std::count_if(items_.begin(), items_.end(), [&](const auto& one) { return is_ill(one.second); });
  Item& item = items_[number];
  if (!is_ill(item) && static_cast<std::size_t>(ill) >= kMostItems) return line_failed(answer, now, random);
  item.not_before = now + delay(++(item.*count), times_.item_ceiling, answer, random);
}

bool Planner::disputed(const std::string& number, const Answer& answer, base::SteadyTime now, double random) {
  std::optional<std::uint64_t>& since = items_[number].disputed_at;
  if (since && deliveries_ > *since) {
    forget(number);
    return true;
  }
  since = since.value_or(deliveries_);
  item_failed(number, answer, now, random);
  return false;
}

// The first time the parts go again at once; a hall that keeps losing them is tried more and more slowly.
void Planner::parts_missing(const std::string& number, const Answer& answer, base::SteadyTime now, double random) {
  const auto known = items_.find(number);
  bool any = false;
  for (const std::uint32_t index : answer.missing) {
    if (known == items_.end() || index >= kMaxParts || !known->second.sent[index]) continue;
    known->second.sent.reset(index);
    any = true;
  }
  const bool first_time = any && known->second.missing_rounds++ == 0;
  if (!first_time) item_failed(number, answer, now, random);
}

void Planner::line_worked(base::SteadyTime now) {
  line_failures_ = 0;
  hall_asked_for_time_ = false;
  line_not_before_ = now;
  next_probe_ = now + times_.probe_every;
}

void Planner::done(const Step& step, base::SteadyTime now) {
  if (const auto* submit = std::get_if<Submit>(&step)) return delivered(submit->number, now);
  const auto* part = std::get_if<SendPart>(&step);
  if (part == nullptr || part->index >= kMaxParts) return;
  Item& item = items_[part->number];
  item.sent.set(part->index);
  item.suspicions = 0;
}

// The hall's key is right (again): what it disputed goes once more at once, and is either delivered or handed to a person.
void Planner::delivered(const std::string& number, base::SteadyTime now) {
  items_.erase(number);
  ++deliveries_;
  for (auto& [other, item] : items_) {
    if (item.disputed_at) item.not_before = std::min(item.not_before, now);
  }
}

void Planner::forget(const std::string& number) {
  items_.erase(number);
  if (suspect_ == number) suspect_.reset();
}

void Planner::keep_only(std::span<const Waiting> candidates) {
  const auto is_gone = [&](const std::string& number) {
    return std::none_of(candidates.begin(), candidates.end(), [&](const Waiting& w) { return w.number == number; });
  };
  std::erase_if(items_, [&](const auto& item) { return is_gone(item.first); });
  if (suspect_ && is_gone(*suspect_)) suspect_.reset();
}

}  // namespace bancheng::core::delivery
