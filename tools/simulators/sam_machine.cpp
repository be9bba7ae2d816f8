#include "tools/simulators/sam_machine.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "tools/simulators/hex.h"
#include "tools/simulators/options.h"
#include "tools/simulators/runner.h"

namespace bancheng::simulators {
namespace {

constexpr std::uint8_t kOk = 0x90;
constexpr std::uint8_t kFound = 0x9F;
constexpr std::uint8_t kNoneStored = 0x91;
constexpr std::uint8_t kNoCard = 0x80;
constexpr std::uint8_t kSelectFailed = 0x81;
constexpr std::uint8_t kReadFailed = 0x41;
constexpr std::uint8_t kChecksumWrong = 0x10;
constexpr std::uint8_t kLengthWrong = 0x11;
constexpr std::uint8_t kUnknownCommand = 0x21;
constexpr std::uint8_t kResetCommand = 0x10;

constexpr base::Milliseconds kSplitPause{30};

/// 05.01-20110511-0123456789-0000000000, little-endian.
constexpr std::array<std::uint8_t, 16> kSamId{0x05, 0x00, 0x01, 0x00, 0xAF, 0xDC, 0x32, 0x01,
                                              0x15, 0xCD, 0x5B, 0x07, 0x00, 0x00, 0x00, 0x00};

void append_length(Bytes& to, std::size_t length) {
  to.push_back(static_cast<std::uint8_t>(length >> 8));
  to.push_back(static_cast<std::uint8_t>(length));
}

bool is_read(const SamCommand& command) { return command.code == 0x30 && command.parameter != 0x03; }

}  // namespace

void SamMachine::receive(std::span<const std::uint8_t> bytes) {
  if (faults_.silent) return;
  commands_.feed(bytes);
  while (const auto command = commands_.next()) {
    ++heard_;
    send(answer_to(*command), is_read(*command));
  }
}

Bytes SamMachine::take_output() {
  Bytes output = outbox_.take(now_);
  if (faults_.silent) output.clear();
  return output;
}

bool SamMachine::wants_unplug() { return !outbox_.next() && std::exchange(unplug_wished_, false); }

void SamMachine::power_up() {
  commands_.clear();
  outbox_.clear();
  selected_ = false;
  unplug_wished_ = false;
}

Bytes SamMachine::answer_to(const SamCommand& command) {
  if (command.code == 0x30) last_read_ = std::chrono::steady_clock::now();
  if (faults_.garbled_commands > 0) {
    --faults_.garbled_commands;
    return make_sam_answer(kChecksumWrong);
  }
  if (command.fault == SamCommand::Fault::checksum) return make_sam_answer(kChecksumWrong);
  if (command.fault == SamCommand::Fault::length) return make_sam_answer(kLengthWrong);
  if (faults_.fault_code) return make_sam_answer(*faults_.fault_code);
  switch (command.code << 8 | command.parameter) {
    case kResetCommand << 8 | 0xFF:
    case 0x11FF: return make_sam_answer(kOk);
    case 0x12FF: return make_sam_answer(kOk, kSamId);
    case 0x2001: return find();
    case 0x2002: return select();
    case 0x3001: return read(false);
    case 0x3010: return read(true);
    case 0x3003: return read_newest_address();
    case 0x6000: return make_sam_answer(kOk);
    default: return make_sam_answer(kUnknownCommand);
  }
}

Bytes SamMachine::find() {
  selected_ = false;
  if (!card_ || !answers_find_) return make_sam_answer(kNoCard);
  return make_sam_answer(kFound, std::array<std::uint8_t, 4>{});
}

Bytes SamMachine::select() {
  if (!card_ || !answers_find_) return make_sam_answer(kSelectFailed);
  if (faults_.refusal) return make_sam_answer(*faults_.refusal);
  selected_ = true;
  return make_sam_answer(kOk, std::array<std::uint8_t, 8>{});
}

Bytes SamMachine::read(bool with_fingerprints) {
  if (!card_ || !selected_) return make_sam_answer(kReadFailed);
  if (faults_.failing_reads > 0) {
    --faults_.failing_reads;
    return make_sam_answer(kReadFailed);
  }
  Bytes data;
  append_length(data, card_->text.size());
  append_length(data, card_->photo.size());
  if (with_fingerprints) append_length(data, card_->fingerprints.size());
  data.insert(data.end(), card_->text.begin(), card_->text.end());
  data.insert(data.end(), card_->photo.begin(), card_->photo.end());
  if (with_fingerprints) data.insert(data.end(), card_->fingerprints.begin(), card_->fingerprints.end());
  if (once_until_relaid_) answers_find_ = false;
  ++reads_;
  return make_sam_answer(kOk, data);
}

Bytes SamMachine::read_newest_address() {
  if (!card_ || !selected_) return make_sam_answer(kReadFailed);
  if (!card_->newest_address) return make_sam_answer(kNoneStored);
  return make_sam_answer(kOk, *card_->newest_address);
}

void SamMachine::send(Bytes answer, bool is_read_answer) {
  constexpr std::size_t kLengthAt = 5;
  if (faults_.wrong_checksums > 0) {
    --faults_.wrong_checksums;
    answer.back() = static_cast<std::uint8_t>(answer.back() ^ 0xFF);
  }
  if (const auto length = std::exchange(faults_.wrong_length, std::nullopt)) {
    answer[kLengthAt] = static_cast<std::uint8_t>(*length >> 8);
    answer[kLengthAt + 1] = static_cast<std::uint8_t>(*length);
  }
  if (const auto index = std::exchange(faults_.dropped_byte, std::nullopt); index && *index < answer.size()) {
    answer.erase(answer.begin() + *index);
  }
  answer.insert(answer.begin(), faults_.extra.begin(), faults_.extra.end());
  if (is_read_answer && faults_.cut_after) {
    answer.resize(std::min<std::size_t>(answer.size(), *std::exchange(faults_.cut_after, std::nullopt)));
    card_.reset();
  }
  if (is_read_answer && std::exchange(faults_.unplug_inside, false)) {
    answer.resize(answer.size() / 2);
    unplug_wished_ = true;
  }
  const base::SteadyTime at = now_ + std::exchange(faults_.late, std::nullopt).value_or(base::Milliseconds{0});
  const std::size_t first = std::min<std::size_t>(answer.size(), faults_.split.value_or(answer.size()));
  outbox_.put(Bytes(answer.begin(), answer.begin() + static_cast<std::ptrdiff_t>(first)), at);
  if (first < answer.size()) outbox_.put(Bytes(answer.begin() + static_cast<std::ptrdiff_t>(first), answer.end()), at + kSplitPause);
}

std::string SamMachine::lay(std::string_view file) {
  auto card = load_person_card(std::filesystem::path(file));
  if (!card) return "error " + card.error().where + " " + card.error().what;
  card_ = std::move(*card);
  answers_find_ = true;
  selected_ = false;
  return "ok";
}

std::string SamMachine::command(std::string_view word, std::string_view rest) {
  if (word == "card") return lay(rest);
  if (word == "card-remove") {
    card_.reset();
    return "ok";
  }
  if (word == "fault") return faults_.set(rest);
  if (word == "silent") return faults_.set("silent");
  if (word == "ok") {
    faults_ = SamFaults{};
    return "ok";
  }
  if (word == "lift-after-bytes") {
    faults_.cut_after = number_of(rest);
    return faults_.cut_after ? "ok" : "error a number of bytes is needed";
  }
  if (word == "select-80-until-relaid" && (rest == "on" || rest == "off")) {
    once_until_relaid_ = rest == "on";
    return "ok";
  }
  if (word == "heard") return "ok " + std::to_string(heard_);
  if (word == "reads") return "ok " + std::to_string(reads_);
  if (word == "last-read") return "ok " + std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(last_read_.time_since_epoch()).count());
  return "error commands are card, card-remove, lift-after-bytes, select-80-until-relaid, fault, silent, ok, plug, unplug, pace, heard, reads, last-read";
}

int run_id_card_reader(const Options& options) {
  SamMachine machine;
  return run_device(options, machine);
}

}  // namespace bancheng::simulators
