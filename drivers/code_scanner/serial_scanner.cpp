#include "drivers/code_scanner/serial_scanner.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "kiosk/base/wait.h"

namespace bancheng::drivers::code_scanner {
namespace {

using base::Milliseconds;

constexpr Milliseconds kSendTime{500};
constexpr Milliseconds kReplyTime{5000};    // page, section 3, Newland
constexpr Milliseconds kCommandPause{50};   // the same
constexpr Milliseconds kTriggerAgain{3000};
constexpr Milliseconds kAskAgain{5000};
constexpr Milliseconds kTornAfter{1000};    // a payload whose suffix has not come by then is torn
constexpr Milliseconds kSameCode{2000};     // drivers/hal/code_scanner.h
constexpr Milliseconds kNothingToDo{60'000};
constexpr std::string_view kAskWho = "QRYSYS";

std::string printable(std::string_view text) {
  std::string kept;
  for (const char c : text.substr(0, 64)) {
    if (c >= 0x20 && c < 0x7F) kept.push_back(c);
  }
  return kept;
}

}  // namespace

SerialScanner::SerialScanner(const CodeScannerConfig& config, const base::Clock& clock,
                             hal::EventSink<hal::CodeScannerEvent> sink)
    : config_(config),
      clock_(clock),
      sink_(std::move(sink)),
      framer_(config.suffix, config.trigger == Trigger::newland),
      thread_(std::make_unique<DeviceThread>(make_transport(config.address, clock), clock, signals_,
                                             static_cast<DeviceAttendant&>(*this))) {}

SerialScanner::~SerialScanner() {
  thread_->stop();
  base::wipe(chunk_.data(), chunk_.size());
}

void SerialScanner::start_scanning() { scanning_.say(true); }
void SerialScanner::stop_scanning() { scanning_.say(false); }

void SerialScanner::link_lost(TransportError why) {
  if (health_ != hal::Health::gone) spdlog::warn("code scanner lost: {}", name_of(why));
  framer_.clear();
  forget_last_code();
  set_health(hal::Health::gone);
}

void SerialScanner::set_health(hal::Health health) {
  if (announced_ && health == health_) return;
  announced_ = true;
  health_ = health;
  sink_(hal::ScannerChanged{health, identity_});
}

void SerialScanner::begin() {
  framer_.clear();
  reply_due_.reset();
  command_due_ = clock_.now().steady;
  if (has_replies()) return;  // it is there when it has said so
  back_off_->reset();
  set_health(hal::Health::ok);
}

TransportError SerialScanner::serve(Transport& link, BackOff& back_off) {
  back_off_ = &back_off;
  begin();
  while (!signals_.stop.raised()) {
    take_wish(link);
    auto done = send_what_is_due(link);
    if (done) done = receive(link);
    if (!done) return done.error();
    if (reply_due_ && clock_.now().steady >= *reply_due_) return TransportError::deadline;
  }
  return TransportError::interrupted;
}

void SerialScanner::take_wish(Transport& link) {
  if (!scanning_.take()) return;
  // What was read for somebody before is nobody's now.
  link.drop_input();
  framer_.clear();
  forget_last_code();
  stop_owed_ = !scanning_.on();
  command_due_ = std::max(clock_.now().steady, last_command_ + kCommandPause);
}

/// The next command for the scanner; empty when there is none to give.
std::vector<std::uint8_t> SerialScanner::command_to_send() {
  // Nothing is known about a Newland scanner at first: the question comes before the first trigger.
  if (has_replies() && !usable(health_)) return encode_newland(kAskWho);
  if (scanning_.on()) return encode_trigger(config_.trigger, true);
  if (std::exchange(stop_owed_, false)) return encode_trigger(config_.trigger, false);
  return has_replies() ? encode_newland(kAskWho) : std::vector<std::uint8_t>();
}

TransportResult<void> SerialScanner::send_what_is_due(Transport& link) {
  const base::SteadyTime now = clock_.now().steady;
  if (now < command_due_) return {};
  command_due_ = now + (scanning_.on() ? kTriggerAgain : kAskAgain);
  return send(link, command_to_send());
}

TransportResult<void> SerialScanner::send(Transport& link, std::span<const std::uint8_t> command) {
  if (command.empty()) return {};
  const base::SteadyTime now = clock_.now().steady;
  last_command_ = now;
  if (has_replies() && !reply_due_) reply_due_ = now + kReplyTime;
  return link.write_all(command, {now + kSendTime, signals_.stop.fd()});
}

Milliseconds SerialScanner::pause_time() const { return config_.suffix == Suffix::none ? config_.gap : kTornAfter; }

base::SteadyTime SerialScanner::next_deadline() const {
  const base::SteadyTime now = clock_.now().steady;
  base::SteadyTime next = now + kNothingToDo;
  if (command_due_ > now) next = std::min(next, command_due_);
  if (reply_due_) next = std::min(next, *reply_due_);
  if (framer_.waiting()) next = std::min(next, last_byte_ + pause_time());
  return next;
}

TransportResult<void> SerialScanner::receive(Transport& link) {
  const auto count = link.read_some(chunk_, {next_deadline(), signals_.wake.fd()});
  if (count) {
    last_byte_ = clock_.now().steady;
    framer_.feed(std::span(chunk_).first(*count));
    base::wipe(chunk_.data(), *count);
    while (auto piece = framer_.next()) handle(std::move(*piece));
    return {};
  }
  if (count.error() != TransportError::deadline && count.error() != TransportError::interrupted) return base::failure(count.error());
  if (framer_.waiting() && clock_.now().steady >= last_byte_ + pause_time()) {
    if (auto piece = framer_.pause()) handle(std::move(*piece));
  }
  return {};
}

void SerialScanner::handle(Piece piece) {
  if (const auto* reply = std::get_if<NewlandReply>(&piece)) return handle_reply(*reply);
  if (!scanning_.on()) return;
  if (const auto* raw = std::get_if<RawPayload>(&piece)) return handle_payload(*raw);
  refuse();
}

void SerialScanner::handle_payload(const RawPayload& raw) {
  auto payload = decode_payload(raw.bytes, {config_.aim_prefix, config_.eci_escapes});
  if (!payload) return refuse();
  if (payload->content.empty() || seen_just_now(payload->content)) return;
  sink_(hal::CodeArrived{std::move(payload->text), std::move(payload->content), std::move(payload->symbology)});
}

/// The scanner has done its one read; the next try shall not wait for the next regular trigger.
void SerialScanner::refuse() {
  command_due_ = std::min(command_due_, clock_.now().steady + kCommandPause);
  sink_(hal::CodeRefused{});
}

void SerialScanner::handle_reply(const NewlandReply& reply) {
  reply_due_.reset();
  back_off_->reset();
  if (reply.command.starts_with(kAskWho)) identity_.model = printable(std::string_view(reply.command).substr(kAskWho.size()));
  const bool trigger_refused = !reply.accepted && reply.command.starts_with("SCNTRG");
  if (!usable(health_) && scanning_.on()) command_due_ = clock_.now().steady + kCommandPause;
  set_health(trigger_refused ? hal::Health::needs_care : hal::Health::ok);
}

/// The window runs from the last sighting, so a code that is held before the scanner is one code.
bool SerialScanner::seen_just_now(std::span<const std::uint8_t> content) {
  const base::SteadyTime now = clock_.now().steady;
  const bool same = std::equal(content.begin(), content.end(), last_code_.begin(), last_code_.end()) && now - last_code_seen_ < kSameCode;
  if (!same) last_code_.assign(content.begin(), content.end());
  last_code_seen_ = now;
  return same;
}

void SerialScanner::forget_last_code() {
  last_code_.clear();
  last_code_.shrink_to_fit();
}

}  // namespace bancheng::drivers::code_scanner

namespace bancheng::drivers {

std::unique_ptr<hal::CodeScanner> make_code_scanner(const CodeScannerConfig& config, const base::Clock& clock,
                                                    hal::EventSink<hal::CodeScannerEvent> sink) {
  return std::make_unique<code_scanner::SerialScanner>(config, clock, std::move(sink));
}

}  // namespace bancheng::drivers
