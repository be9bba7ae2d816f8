// The simulated receipt printer itself, without any link: bytes and faults in, answers and paper out (receipt-printer
// page, sections 3 to 6). Pure but for the time it is told. It behaves as a printer would, faults included; it knows
// nothing of the driver that is tested against it.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/base/clock.h"
#include "tools/simulators/receipt_printer_commands.h"
#include "tools/simulators/receipt_printer_paper.h"
#include "tools/simulators/receipt_printer_realtime.h"

namespace bancheng::simulators {

struct PrinterModel {
  std::uint32_t width_in_dots = 576;
  double millimetres_per_second = 150;
  double dots_per_inch = 203;
  std::uint32_t head_to_cutter = 96;  ///< rows: 12 mm
  std::size_t receive_buffer = 4096;  ///< bytes
  bool hand_shake = false;            ///< says XOFF when the buffer fills and loses what comes nevertheless (serial)
};

class PrinterMachine {
 public:
  explicit PrinterMachine(const PrinterModel& model);

  // The link's side.
  /// How many bytes can be taken now: all that a serial line brings, or what a network model has room for.
  [[nodiscard]] std::size_t room() const;
  void receive(std::span<const std::uint8_t> bytes);
  [[nodiscard]] std::vector<std::uint8_t> take_output();
  // Time's side.
  /// Prints what can be printed until `now`.
  void advance(base::SteadyTime now);
  /// When advance() has something to do next; nothing while it waits for bytes or for a person.
  [[nodiscard]] std::optional<base::SteadyTime> next_step() const;

  // The person's side.
  using Happening = void (PrinterMachine::*)();
  /// Lets it happen when the head has passed so many rows more, whatever the machine that plays this has to do else;
  /// mend() calls it off.
  void after_rows(std::uint32_t rows, Happening what);
  void end_paper();
  void near_end();
  void open_cover();
  void block_cutter();  ///< shows at the next cut
  void overheat();
  void break_down();
  void fall_silent() { silent_ = true; }
  /// Of the cable alone: what is in the buffer is still printed.
  void pull_plug() { plug_pulled_ = true; }
  /// True once after pull_plug().
  [[nodiscard]] bool take_pulled_plug() { return std::exchange(plug_pulled_, false); }
  /// Paper in, way cleared, cover closed, cooled down; what only a power cycle mends is switched off and on.
  void mend();
  /// Buffers and settings are lost, what is broken in the mechanism stays.
  void power_cycle();
  /// Loses `count` bytes of what comes, once `after` more have come.
  void drop_bytes(std::size_t count, std::size_t after) {
    bytes_to_drop_ = count;
    bytes_before_drop_ = after;
  }
  /// A cheap copy: knows neither process ids, automatic status, identity nor the clearing of buffers.
  void set_clone(bool clone) { clone_ = clone; }
  [[nodiscard]] const Paper& paper() const { return paper_; }

 private:
  [[nodiscard]] bool error() const { return cutter_error_ || broken_ || hot_ || opened_while_printing_; }
  [[nodiscard]] bool offline() const { return cover_open_ || paper_out_ || error(); }
  [[nodiscard]] bool working() const;
  [[nodiscard]] std::uint8_t real_time_status(std::uint8_t n) const;
  [[nodiscard]] std::array<std::uint8_t, 4> automatic_status() const;

  [[nodiscard]] bool loses_byte();
  void store(std::span<const std::uint8_t> bytes);
  void obey(const RealTimeCommand& command);
  void recover(std::uint8_t n);
  void clear_buffers();
  void hand_shake();
  /// Sends the automatic status when a part that is asked for has changed.
  void announce();
  void answer(std::span<const std::uint8_t> bytes);

  [[nodiscard]] bool step();  ///< false: nothing to do
  void perform(const Order& order);
  void do_order(const order::Initialise& what);
  void do_order(const order::PictureRow& what);
  void do_order(const order::Feed& what);
  void do_order(const order::FeedLines& what);
  void do_order(const order::LineHeight& what);
  void do_order(const order::Cut& what);
  void do_order(const order::Character& what);
  void do_order(const order::LineEnd& what);
  void do_order(const order::AutoStatus& what);
  void do_order(const order::AskPaper& what);
  void do_order(const order::AskIdentity& what);
  void do_order(const order::AskProcessId& what);
  void do_order(const order::Nothing& what);
  void print_line();
  void pass_row(std::span<const std::uint8_t> dots);
  void cut();

  PrinterModel model_;
  Paper paper_;
  RealTimeFilter real_time_;
  OrderParser parser_;
  OrderParser::Buffer buffer_;
  std::vector<std::uint8_t> output_;
  std::size_t bytes_to_drop_ = 0;
  std::size_t bytes_before_drop_ = 0;
  bool held_off_ = false;  ///< XOFF was said

  double now_us_ = 0;
  double head_free_us_ = 0;
  bool idle_ = true;

  std::string line_;  ///< characters not yet printed
  std::uint32_t line_height_ = 30;
  std::uint32_t rows_to_feed_ = 0;
  bool cut_pending_ = false;
  std::uint8_t auto_status_ = 0;
  std::array<std::uint8_t, 4> announced_{};

  bool clone_ = false;
  bool silent_ = false;
  bool cover_open_ = false;
  bool opened_while_printing_ = false;
  bool paper_out_ = false;
  bool near_end_ = false;
  bool cutter_blocked_ = false;
  bool cutter_error_ = false;
  bool hot_ = false;
  bool broken_ = false;
  bool plug_pulled_ = false;
  std::uint32_t rows_until_ = 0;  ///< then `happening_`; 0: nothing is to happen
  Happening happening_ = nullptr;
};

}  // namespace bancheng::simulators
