#include "tools/simulators/scanner_machine.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "tools/simulators/hex.h"
#include "tools/simulators/options.h"
#include "tools/simulators/runner.h"

namespace bancheng::simulators {
namespace {

constexpr base::Milliseconds kSplitPause{30};
constexpr std::array<std::uint8_t, 6> kNewlandLead{0x7E, 0x01, '0', '0', '0', '0'};
constexpr std::array<std::uint8_t, 2> kNewlandEnd{0x3B, 0x03};
constexpr std::size_t kLongestCommand = 256;

std::string_view view_of(std::span<const std::uint8_t> bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

template <typename Container>
void append(Bytes& to, const Container& bytes) {
  to.insert(to.end(), bytes.begin(), bytes.end());
}

}  // namespace

Bytes ScannerMachine::take_output() {
  Bytes output = outbox_.take(now_);
  if (silent_) output.clear();
  return output;
}

bool ScannerMachine::wants_unplug() { return !outbox_.next() && std::exchange(unplug_wished_, false); }

void ScannerMachine::power_up() {
  outbox_.clear();
  from_host_.clear();
  triggered_ = false;
  unplug_wished_ = false;
}

// --- codes ---

std::string ScannerMachine::show(Bytes code) {
  shown_ = std::move(code);
  if (!needs_trigger_ || triggered_) read_code();
  return "ok";
}

void ScannerMachine::read_code() {
  if (!shown_) return;
  Bytes bytes = bytes_of(aim_);
  append(bytes, *std::exchange(shown_, std::nullopt));
  append(bytes, suffix_);
  triggered_ = false;  // one code a trigger
  Bytes once = bytes;
  for (unsigned repeats = std::exchange(repeats_, 0); repeats > 0; --repeats) append(bytes, once);
  append(held_, bytes);
  if (hold_ > 0 && --hold_ > 0) return;
  send(std::exchange(held_, {}));
}

void ScannerMachine::send(Bytes bytes) {
  if (const auto cut = std::exchange(cut_after_, std::nullopt)) {
    bytes.resize(std::min<std::size_t>(bytes.size(), *cut));
    unplug_wished_ = true;
  }
  const std::size_t first = std::min<std::size_t>(bytes.size(), split_.value_or(bytes.size()));
  outbox_.put(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(first)), now_);
  if (first < bytes.size()) outbox_.put(Bytes(bytes.begin() + static_cast<std::ptrdiff_t>(first), bytes.end()), now_ + kSplitPause);
}

// --- what the host sends ---

void ScannerMachine::receive(std::span<const std::uint8_t> bytes) {
  if (silent_) return;
  append(from_host_, bytes);
  obey_host();
}

void ScannerMachine::obey_host() {
  while (!from_host_.empty()) {
    if (obey_newland() || obey_honeywell()) {
      ++heard_;
      continue;
    }
    const bool begins_command = from_host_[0] == kNewlandLead[0] || from_host_[0] == 0x16;
    if (begins_command && from_host_.size() < kLongestCommand) return;
    from_host_.erase(from_host_.begin());
  }
}

bool ScannerMachine::obey_newland() {
  const auto end = std::search(from_host_.begin(), from_host_.end(), kNewlandEnd.begin(), kNewlandEnd.end());
  const std::size_t lead = kNewlandLead.size() + 1;  // with the type character
  if (end == from_host_.end() || end - from_host_.begin() < static_cast<std::ptrdiff_t>(lead)) return false;
  if (!std::equal(kNewlandLead.begin(), kNewlandLead.end(), from_host_.begin())) return false;
  const std::string command(from_host_.begin() + static_cast<std::ptrdiff_t>(lead), end);
  const std::uint8_t type = from_host_[lead - 1];
  from_host_.erase(from_host_.begin(), end + kNewlandEnd.size());
  Bytes reply{0x02, 0x01, '0', '0', '0', '0', type};
  append(reply, newland_reply(command));
  append(reply, kNewlandEnd);
  outbox_.put(std::move(reply), now_);
  if (command == "SCNTRG1" || command == "SCNTRG0") trigger(command.back() == '1');
  return true;
}

/// The command repeated, the data it asks for, and whether it was understood.
Bytes ScannerMachine::newland_reply(std::string_view command) {
  Bytes reply = bytes_of(command);
  const bool known = command == "SCNTRG1" || command == "SCNTRG0" || command == "QRYSYS";
  if (command == "QRYSYS") append(reply, std::string_view("Simulated scanner 1.0"));
  reply.push_back(known ? 0x06 : 0x05);
  return reply;
}

bool ScannerMachine::obey_honeywell() {
  const std::string_view waiting = view_of(from_host_);
  const bool on = waiting.starts_with("\x16\x54\x0D");
  if (!on && !waiting.starts_with("\x16\x55\x0D")) return false;
  from_host_.erase(from_host_.begin(), from_host_.begin() + 3);
  trigger(on);
  return true;
}

void ScannerMachine::trigger(bool on) {
  triggered_ = on;
  if (on) read_code();
}

// --- the control socket ---

std::string ScannerMachine::set_suffix(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kSuffixes{
      {{"cr", "\r"}, {"lf", "\n"}, {"cr-lf", "\r\n"}, {"none", ""}}};
  for (const auto& [known, bytes] : kSuffixes) {
    if (known != name) continue;
    suffix_ = bytes;
    return "ok";
  }
  return "error suffixes are cr, lf, cr-lf, none";
}

std::string ScannerMachine::set_aim(std::string_view id) {
  if (id != "off" && (id.size() != 3 || id.front() != ']')) return "error an AIM id has three characters, as ]Q1";
  aim_ = id == "off" ? std::string_view() : id;
  return "ok";
}

std::string ScannerMachine::set_fault(std::string_view name, std::string_view argument) {
  const auto number = number_of(argument);
  if (!number) return "error a fault needs a number";
  if (name == "split") {
    split_ = *number;
  } else if (name == "cut-after") {
    cut_after_ = *number;
  } else if (name == "join") {
    hold_ = *number;
  } else if (name == "repeat") {
    repeats_ = *number;
  } else if (name == "garbage" && *number <= 65536) {
    send(Bytes(*number, 'x'));
  } else {
    return "error faults are split, cut-after, join, repeat, garbage";
  }
  return "ok";
}

/// What a technician sets once; nothing for other words.
std::optional<std::string> ScannerMachine::set_up(std::string_view word, std::string_view rest) {
  if (word == "suffix") return set_suffix(rest);
  if (word == "aim") return set_aim(rest);
  if (word == "trigger-mode" && (rest == "on" || rest == "off")) {
    needs_trigger_ = rest == "on";
    return "ok";
  }
  return std::nullopt;
}

std::string ScannerMachine::command(std::string_view word, std::string_view rest) {
  if (word == "code") return show(bytes_of(rest));
  if (word == "code-hex") {
    auto bytes = from_hex(rest);
    return bytes ? show(std::move(*bytes)) : "error the code must be hexadecimal";
  }
  if (word == "heard") return "ok " + std::to_string(heard_);
  if (word == "fault" && rest != "silent") {
    const std::size_t space = std::min(rest.find(' '), rest.size());
    return set_fault(rest.substr(0, space), rest.substr(std::min(space + 1, rest.size())));
  }
  if (word == "silent" || word == "fault") {
    silent_ = true;
    return "ok";
  }
  if (word == "ok") {
    silent_ = false;
    split_.reset();
    cut_after_.reset();
    hold_ = 0;
    repeats_ = 0;
    return "ok";
  }
  if (auto answer = set_up(word, rest)) return *answer;
  return "error commands are code, code-hex, suffix, aim, trigger-mode, fault, silent, ok, plug, unplug, pace, heard";
}

int run_code_scanner(const Options& options) {
  ScannerMachine machine;
  return run_device(options, machine);
}

}  // namespace bancheng::simulators
