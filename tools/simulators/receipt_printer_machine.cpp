#include "tools/simulators/receipt_printer_machine.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

namespace bancheng::simulators {
namespace {

constexpr std::size_t kBusyBelow = 128;  // bytes left (page, section 1)
constexpr std::size_t kFreeFrom = 256;
constexpr std::size_t kSerialPiece = 1024;
constexpr std::size_t kMostOutput = 16 * 1024;  // nobody listens: what is older is worth nothing
constexpr double kCutMicroseconds = 300'000;
constexpr std::uint32_t kCharacterHeight = 24;
constexpr std::uint32_t kCharacterWidth = 12;
constexpr std::size_t kLongestLine = 256;

constexpr std::uint8_t flag(bool on, int bit) { return static_cast<std::uint8_t>(on ? 1U << bit : 0U); }

constexpr std::uint8_t sum(std::initializer_list<std::uint8_t> flags) {
  std::uint8_t all = 0;
  for (const std::uint8_t one : flags) all = static_cast<std::uint8_t>(all | one);
  return all;
}

double microseconds(base::SteadyTime time) { return static_cast<double>(time.since_boot.count()) * 1000.0; }

}  // namespace

PrinterMachine::PrinterMachine(const PrinterModel& model)
    : model_(model), paper_(model.width_in_dots, model.head_to_cutter) {}

// ---- bytes in ----

std::size_t PrinterMachine::room() const {
  // A hung printer takes what comes and does nothing with it.
  if (silent_ || model_.hand_shake) return kSerialPiece;
  return model_.receive_buffer - std::min(buffer_.size(), model_.receive_buffer);
}

void PrinterMachine::receive(std::span<const std::uint8_t> bytes) {
  if (silent_) return;
  std::vector<std::uint8_t> through;
  for (const std::uint8_t byte : bytes) {
    if (loses_byte()) continue;
    const auto command = real_time_.feed(byte, through);
    if (!command) continue;
    store(through);
    through.clear();
    obey(*command);
  }
  store(through);
}

bool PrinterMachine::loses_byte() {
  if (bytes_to_drop_ == 0) return false;
  if (bytes_before_drop_ > 0) {
    --bytes_before_drop_;
    return false;
  }
  --bytes_to_drop_;
  return true;
}

void PrinterMachine::store(std::span<const std::uint8_t> bytes) {
  for (const std::uint8_t byte : bytes) {
    if (model_.hand_shake && buffer_.size() >= model_.receive_buffer) return;
    buffer_.push_back(byte);
  }
  hand_shake();
}

void PrinterMachine::hand_shake() {
  if (!model_.hand_shake) return;
  const std::size_t left = model_.receive_buffer - std::min(buffer_.size(), model_.receive_buffer);
  if (!held_off_ && left <= kBusyBelow) {
    held_off_ = true;
    answer(std::array<std::uint8_t, 1>{0x13});
  } else if (held_off_ && left >= kFreeFrom) {
    held_off_ = false;
    answer(std::array<std::uint8_t, 1>{0x11});
  }
}

void PrinterMachine::obey(const RealTimeCommand& command) {
  switch (command.kind) {
    case RealTimeCommand::Kind::ask_status:
      answer(std::array<std::uint8_t, 1>{real_time_status(command.n)});
      return;
    case RealTimeCommand::Kind::recover:
      recover(command.n);
      return;
    case RealTimeCommand::Kind::clear_buffers:
      if (clone_) return;
      if (cutter_error_ && !cutter_blocked_) cutter_error_ = false;
      clear_buffers();
      answer(std::array<std::uint8_t, 3>{0x37, 0x25, 0x00});
      announce();
      return;
    case RealTimeCommand::Kind::pulse:
      return;  // no drawer
  }
}

void PrinterMachine::recover(std::uint8_t n) {
  if (n == 0 || !cutter_error_ || cutter_blocked_) return;
  cutter_error_ = false;
  if (n == 2) clear_buffers();
  announce();
}

void PrinterMachine::clear_buffers() {
  buffer_.clear();
  parser_.reset();
  line_.clear();
  rows_to_feed_ = 0;
  cut_pending_ = false;
  hand_shake();
}

// ---- answers ----

std::uint8_t PrinterMachine::real_time_status(std::uint8_t n) const {
  constexpr std::uint8_t kPattern = 0x12;
  switch (n) {
    case 1:
      return sum({kPattern, flag(true, 2), flag(offline(), 3)});  // drawer sensor high, as without a drawer
    case 2:
      return sum({kPattern, flag(cover_open_, 2), flag(paper_out_, 5), flag(error(), 6)});
    case 3:
      return sum({kPattern, flag(cutter_error_, 3), flag(broken_, 5), flag(hot_ || opened_while_printing_, 6)});
    default:
      return sum({kPattern, flag(near_end_, 2), flag(near_end_, 3), flag(paper_out_, 5), flag(paper_out_, 6)});
  }
}

std::array<std::uint8_t, 4> PrinterMachine::automatic_status() const {
  return {sum({0x10, flag(true, 2), flag(offline(), 3), flag(cover_open_, 5)}),
          sum({flag(cutter_error_, 3), flag(broken_, 5), flag(hot_ || opened_while_printing_, 6)}),
          sum({flag(near_end_, 0), flag(near_end_, 1), flag(paper_out_, 2), flag(paper_out_, 3)}), 0x00};
}

void PrinterMachine::announce() {
  if (auto_status_ == 0 || clone_) return;
  const auto status = automatic_status();
  bool changed = false;
  for (std::size_t part = 0; part < 3; ++part) {
    changed |= (auto_status_ >> (part + 1) & 1) != 0 && status[part] != announced_[part];
  }
  if (!changed) return;
  announced_ = status;
  answer(status);
}

void PrinterMachine::answer(std::span<const std::uint8_t> bytes) {
  if (silent_ || output_.size() + bytes.size() > kMostOutput) return;
  output_.insert(output_.end(), bytes.begin(), bytes.end());
}

std::vector<std::uint8_t> PrinterMachine::take_output() { return std::exchange(output_, {}); }

// ---- printing ----

bool PrinterMachine::working() const { return rows_to_feed_ > 0 || cut_pending_ || !buffer_.empty(); }

void PrinterMachine::advance(base::SteadyTime now) {
  now_us_ = microseconds(now);
  if (idle_) head_free_us_ = std::max(head_free_us_, now_us_);
  idle_ = false;
  while (head_free_us_ <= now_us_) {
    if (!offline() && !silent_ && step()) continue;
    idle_ = true;
    break;
  }
  hand_shake();
}

std::optional<base::SteadyTime> PrinterMachine::next_step() const {
  if (idle_) return std::nullopt;
  return base::SteadyTime{base::Milliseconds(static_cast<base::Milliseconds::rep>(std::ceil(head_free_us_ / 1000.0)))};
}

bool PrinterMachine::step() {
  if (rows_to_feed_ > 0) {
    --rows_to_feed_;
    pass_row({});
    return true;
  }
  if (cut_pending_) {
    cut();
    return true;
  }
  const auto order = parser_.next(buffer_);
  if (!order) return false;
  perform(*order);
  return true;
}

void PrinterMachine::perform(const Order& order) {
  std::visit([this](const auto& what) { do_order(what); }, order);
}

void PrinterMachine::pass_row(std::span<const std::uint8_t> dots) {
  paper_.print_row(dots);
  head_free_us_ += 1e6 * 25.4 / (model_.dots_per_inch * model_.millimetres_per_second);
  if (rows_until_ > 0 && --rows_until_ == 0) (this->*happening_)();
}

void PrinterMachine::cut() {
  if (cutter_blocked_) {
    cutter_error_ = true;
    announce();
    return;
  }
  cut_pending_ = false;
  paper_.cut();
  head_free_us_ += kCutMicroseconds;
}

/// Text is not what this printer is for: each character shows as a box, so that stray bytes are seen on the paper.
void PrinterMachine::print_line() {
  const std::size_t stride = paper_.bytes_per_row();
  for (std::uint32_t y = 0; y < std::max(line_height_, line_.empty() ? 0 : kCharacterHeight); ++y) {
    std::vector<std::uint8_t> row(stride, 0x00);
    const bool edge = y == 2 || y == kCharacterHeight - 3;
    for (std::size_t x = 0; x < line_.size() * kCharacterWidth && x < stride * 8; ++x) {
      const std::size_t within = x % kCharacterWidth;
      const bool side = within == 1 || within == kCharacterWidth - 2;
      const bool inside = y >= 2 && y <= kCharacterHeight - 3 && within >= 1 && within <= kCharacterWidth - 2;
      if (inside && (edge || side)) row[x / 8] = static_cast<std::uint8_t>(row[x / 8] | 0x80 >> (x % 8));
    }
    pass_row(row);
  }
  line_.clear();
}

void PrinterMachine::do_order(const order::Initialise&) {
  line_.clear();
  line_height_ = 30;
}

void PrinterMachine::do_order(const order::PictureRow& what) {
  for (std::uint32_t i = 0; i < what.times; ++i) pass_row(what.dots);
}

void PrinterMachine::do_order(const order::Feed& what) {
  if (!line_.empty()) print_line();
  rows_to_feed_ = what.rows;
}

void PrinterMachine::do_order(const order::FeedLines& what) {
  if (!line_.empty()) print_line();
  rows_to_feed_ = what.lines * line_height_;
}

void PrinterMachine::do_order(const order::LineHeight& what) { line_height_ = what.rows; }

void PrinterMachine::do_order(const order::Cut& what) {
  if (!line_.empty()) print_line();
  rows_to_feed_ = (what.to_cutter ? model_.head_to_cutter : 0) + what.more_rows;
  cut_pending_ = true;
}

void PrinterMachine::do_order(const order::Character& what) {
  if (line_.size() < kLongestLine) line_.push_back(static_cast<char>(what.code));
}

void PrinterMachine::do_order(const order::LineEnd&) { print_line(); }

void PrinterMachine::do_order(const order::AutoStatus& what) {
  auto_status_ = what.which;
  if (auto_status_ == 0 || clone_) return;
  announced_ = automatic_status();
  answer(announced_);
}

void PrinterMachine::do_order(const order::AskPaper& what) {
  const bool paper = what.which == 1 || what.which == 49;
  const std::uint8_t sensors = sum({flag(near_end_, 0), flag(near_end_, 1), flag(paper_out_, 2), flag(paper_out_, 3)});
  answer(std::array<std::uint8_t, 1>{paper ? sensors : std::uint8_t{0x01}});
}

void PrinterMachine::do_order(const order::AskIdentity& what) {
  if (clone_) return;
  if (what.which <= 3) return answer(std::array<std::uint8_t, 1>{0x02});
  std::string_view text;
  switch (what.which) {
    case 65:
      text = "1.00 SIM";
      break;
    case 66:
      text = "BANCHENG";
      break;
    case 67:
      text = "SIM-80";
      break;
    case 68:
      text = "SIM0000001";
      break;
    case 69:
      text = "CHINA GB18030";
      break;
    default:
      return;
  }
  std::vector<std::uint8_t> block{0x5F};
  block.insert(block.end(), text.begin(), text.end());
  block.push_back(0x00);
  answer(block);
}

void PrinterMachine::do_order(const order::AskProcessId& what) {
  if (clone_) return;
  answer(std::array<std::uint8_t, 7>{0x37, 0x22, what.id[0], what.id[1], what.id[2], what.id[3], 0x00});
}

void PrinterMachine::do_order(const order::Nothing&) {}

// ---- what people and wear do to it ----

void PrinterMachine::end_paper() {
  paper_out_ = true;
  near_end_ = true;
  announce();
}

void PrinterMachine::after_rows(std::uint32_t rows, Happening what) {
  if (rows == 0) return (this->*what)();
  rows_until_ = rows;
  happening_ = what;
}

void PrinterMachine::near_end() {
  near_end_ = true;
  announce();
}

void PrinterMachine::open_cover() {
  opened_while_printing_ = working() && !offline();
  cover_open_ = true;
  announce();
}

void PrinterMachine::block_cutter() { cutter_blocked_ = true; }

void PrinterMachine::overheat() {
  hot_ = true;
  announce();
}

void PrinterMachine::break_down() {
  broken_ = true;
  announce();
}

void PrinterMachine::mend() {
  if (broken_ || silent_) power_cycle();
  if (paper_out_) paper_.tear();
  if (cutter_error_) open_cover();  // there is no other way to the cutter
  paper_out_ = near_end_ = cover_open_ = opened_while_printing_ = hot_ = cutter_blocked_ = false;
  rows_until_ = 0;
  announce();
}

void PrinterMachine::power_cycle() {
  clear_buffers();
  real_time_.reset();
  output_.clear();
  auto_status_ = 0;
  line_height_ = 30;
  held_off_ = false;
  bytes_to_drop_ = 0;
  silent_ = broken_ = cutter_error_ = opened_while_printing_ = false;
}

}  // namespace bancheng::simulators
