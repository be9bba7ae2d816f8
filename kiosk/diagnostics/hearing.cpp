// What the diagnostic mode makes of what it hears: from the PIN's check, from devices, courier and disk.
#include <algorithm>

#include "kiosk/diagnostics/machine.h"

namespace bancheng::diagnostics {
namespace {

bool is_at(const Context& context, At at) { return context.state.visit && context.visit().at == at; }

void mishap(const Context& context, Part part, Trouble trouble) { context.state.mishaps.note(part, trouble, context.state.now.wall); }

void lock(const Context& context, base::Milliseconds locked_for) {
  Visit& visit = context.visit();
  visit.at = At::locked;
  visit.wait = context.in(locked_for);
}

/// The only way in. A second factor (product.md, R22) would be asked for here, on a page of its own before the overview.
void let_in(const Context& context) {
  context.note(Act::let_in);
  arrive(context, At::overview);
}

/// A device that is in trouble now has not passed the test that it passed before.
void forget_good_results(const Context& context, Part device) {
  Visit& visit = context.visit();
  if (device == Part::reader && std::holds_alternative<CardSeen>(visit.card)) visit.card = std::monostate{};
  if (device == Part::scanner && std::holds_alternative<CodeSeen>(visit.code)) visit.code = std::monostate{};
  const bool printed = visit.paper.phase == PaperJob::Phase::confirmed || visit.paper.phase == PaperJob::Phase::likely;
  if (device == Part::printer && printed) visit.paper = {};
}

bool is_mine(const Context& context, std::uint64_t job) { return context.state.visit && context.visit().job == job && job != 0; }

void paper_is_over(const Context& context, PaperJob how) {
  Visit& visit = context.visit();
  visit.job = 0;
  visit.wait.reset();
  visit.paper = how;
}

/// A card or a code came, good or bad: the device does notice them.
void something_seen(const Context& context) {
  context.visit().nothing_seen = false;
  context.visit().wait.reset();
}

}  // namespace

void take(const Context& context, const Called& called) {
  if (context.state.visit) return;
  Visit visit;
  visit.at = called.pin_is_set ? At::pin : At::no_pin;
  visit.settings = context.setup.defaults;
  visit.touched = context.state.now.steady;
  context.state.visit = std::move(visit);
  context.note(Act::called);
  if (!called.pin_is_set) return context.note(Act::no_pin);
  if (called.locked_for > base::Milliseconds(0)) lock(context, called.locked_for);
}

void take(const Context& context, const PinChecked& checked) {
  if (!is_mine(context, checked.job)) return;
  Visit& visit = context.visit();
  visit.job = 0;
  visit.wait.reset();
  if (checked.verdict == PinVerdict::right) return let_in(context);
  visit.refused = checked.verdict;
  if (checked.verdict == PinVerdict::wrong) context.note(Act::wrong_pin);
  if (checked.locked_for <= base::Milliseconds(0)) return;
  context.note(Act::locked_out);
  lock(context, checked.locked_for);
}

void take(const Context& context, const DeviceHeard& heard) {
  DeviceFacts& facts = context.state.devices[static_cast<std::size_t>(heard.device)];
  const std::vector<Trouble> before = troubles_of(facts);
  facts = heard.facts;
  const std::vector<Trouble> now = troubles_of(facts);
  // The worst is noted last, so that it is the newest.
  for (auto trouble = now.rbegin(); trouble != now.rend(); ++trouble) {
    if (std::find(before.begin(), before.end(), *trouble) != before.end()) continue;
    mishap(context, heard.device, *trouble);
    if (context.state.visit) forget_good_results(context, heard.device);
  }
}

void take(const Context& context, const CardSeen& seen) {
  if (!is_at(context, At::reader)) return;
  something_seen(context);
  context.visit().card = seen;
  context.note(Act::card_read);
}

void take(const Context& context, const CardFailed& failed) {
  const Trouble trouble = failed.fault == hal::CardFault::moved ? Trouble::card_moved : Trouble::card_refused;
  mishap(context, Part::reader, trouble);
  if (!is_at(context, At::reader)) return;
  something_seen(context);
  context.visit().card = trouble;
}

void take(const Context& context, const CodeSeen& seen) {
  if (!is_at(context, At::scanner)) return;
  something_seen(context);
  context.visit().code = seen;
  context.note(Act::code_read);
}

void take(const Context& context, const CodeFailed&) {
  mishap(context, Part::scanner, Trouble::code_refused);
  if (!is_at(context, At::scanner)) return;
  something_seen(context);
  context.visit().code = Trouble::code_refused;
}

void take(const Context& context, const PageSeen& seen) {
  if (!is_mine(context, seen.job)) return context.emit(DropPage{seen.page});
  Visit& visit = context.visit();
  visit.job = 0;
  visit.wait.reset();
  visit.page = PageTaken{seen.page, seen.width, seen.height, seen.bytes};
  context.note(Act::page_taken);
}

void take(const Context& context, const PageFailed& failed) {
  if (!is_mine(context, failed.job)) return;
  const Trouble trouble = failed.trouble == core::session::CaptureTrouble::no_page_found ? Trouble::no_page : Trouble::no_picture;
  if (trouble == Trouble::no_picture) mishap(context, Part::camera, trouble);
  Visit& visit = context.visit();
  visit.job = 0;
  visit.wait.reset();
  visit.page = trouble;
}

void take(const Context& context, const PaperOut& out) {
  if (!is_mine(context, out.job)) return;
  paper_is_over(context, {out.proof == hal::Proof::confirmed ? PaperJob::Phase::confirmed : PaperJob::Phase::likely, {}});
}

void take(const Context& context, const PaperFailed& failed) {
  if (!is_mine(context, failed.job)) return;
  paper_is_over(context, {PaperJob::Phase::failed, trouble_of(failed.fault)});
}

void take(const Context& context, const HallHeard& heard) {
  HallFacts& hall = context.state.hall;
  // Until now it was reached: this is as near as is known to when it was reached last.
  const bool was_reached = hall.reachable == true;
  if (heard.reachable || was_reached) hall.reached = context.state.now.wall;
  if (was_reached && !heard.reachable) mishap(context, Part::hall, Trouble::unreachable);
  hall.reachable = heard.reachable;
}

void take(const Context& context, const CourierHeard& heard) {
  HallFacts& hall = context.state.hall;
  if (hall.courier == true && !heard.there) mishap(context, Part::hall, Trouble::courier_gone);
  hall.courier = heard.there;
  if (heard.there) return;
  if (hall.reachable == true) hall.reached = context.state.now.wall;
  hall.reachable.reset();  // nobody is there who would know
}

void take(const Context& context, const QueueHeard& heard) { context.state.hall.queue = heard; }

void take(const Context& context, const StoringFailed& failed) {
  mishap(context, Part::disk, failed.trouble == core::session::StoreTrouble::disk_full ? Trouble::disk_full : Trouble::disk_failed);
}

void take(const Context& context, const TerminalFacts& facts) { context.state.terminal = facts; }

}  // namespace bancheng::diagnostics
