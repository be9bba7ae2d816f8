// `bancheng-simulator receipt-printer`: the printer on its line, and the commands of its control socket:
//   paper-out   near-end   cover-open   hot   broken   silent   at once
//   after-rows N WHAT   cutter-jam                              one of the above or unplug, once so many rows were fed;
//                                                               at the next cut
//   ok                                                          a person mends everything
//   drop-bytes N [M]                                            loses N bytes, once M more have come
//   power-cycle                                                 buffers and settings are lost, the cable stays
//   clone on|off   speed MM_PER_S   width DOTS   reset          the last three: a new printer with a new roll
//   count                                                       receipts cut so far
//   paper FILE.png   last FILE.png                              all paper with its cuts, the newest cut receipt
// paper-out-after N is after-rows N paper-out. `unplug` pulls the cable only: what is in the buffer is still printed.
#include <algorithm>
#include <charconv>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "tools/simulators/device.h"
#include "tools/simulators/options.h"
#include "tools/simulators/receipt_printer_machine.h"
#include "tools/simulators/runner.h"

namespace bancheng::simulators {
namespace {

std::optional<std::uint32_t> number_in(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// What people and wear do to a printer; nullptr when `word` is nothing of it.
PrinterMachine::Happening happening(std::string_view word) {
  static const std::map<std::string_view, PrinterMachine::Happening> kHappenings = {
      {"ok", &PrinterMachine::mend},
      {"paper-out", &PrinterMachine::end_paper},
      {"near-end", &PrinterMachine::near_end},
      {"cover-open", &PrinterMachine::open_cover},
      {"cutter-jam", &PrinterMachine::block_cutter},
      {"hot", &PrinterMachine::overheat},
      {"broken", &PrinterMachine::break_down},
      {"silent", &PrinterMachine::fall_silent},
      {"power-cycle", &PrinterMachine::power_cycle},
  };
  const auto found = kHappenings.find(word);
  return found == kHappenings.end() ? nullptr : found->second;
}

class ReceiptPrinter final : public Device {
 public:
  explicit ReceiptPrinter(const PrinterModel& model) : model_(model), machine_(model) {}

  [[nodiscard]] std::size_t room() const override { return machine_.room(); }
  void receive(std::span<const std::uint8_t> bytes) override { machine_.receive(bytes); }
  [[nodiscard]] Bytes take_output() override { return machine_.take_output(); }
  void advance(base::SteadyTime now) override { machine_.advance(now); }
  [[nodiscard]] std::optional<base::SteadyTime> next_step() const override { return machine_.next_step(); }
  [[nodiscard]] bool wants_unplug() override { return machine_.take_pulled_plug(); }
  [[nodiscard]] std::string command(std::string_view word, std::string_view rest) override;

 private:
  [[nodiscard]] bool happens(std::string_view word);
  [[nodiscard]] std::string after_rows(std::string_view rest);
  [[nodiscard]] std::string setting(std::string_view word, std::string_view rest);
  [[nodiscard]] std::string drop_bytes(std::string_view rest);
  [[nodiscard]] std::string question(std::string_view word, std::string_view rest);
  [[nodiscard]] std::string renew(const PrinterModel& model);

  PrinterModel model_;
  PrinterMachine machine_;
};

std::string ReceiptPrinter::command(std::string_view word, std::string_view rest) {
  if (rest.empty() && happens(word)) return "ok";
  if (std::string answer = setting(word, rest); !answer.empty()) return answer;
  return question(word, rest);
}

bool ReceiptPrinter::happens(std::string_view word) {
  const auto what = happening(word);
  if (what != nullptr) (machine_.*what)();
  return what != nullptr;
}

/// "N WHAT": what happens once N rows more have passed the head.
std::string ReceiptPrinter::after_rows(std::string_view rest) {
  const std::size_t space = std::min(rest.find(' '), rest.size());
  const auto rows = number_in(rest.substr(0, space));
  const std::string_view word = rest.substr(std::min(space + 1, rest.size()));
  const auto what = word == "unplug" ? &PrinterMachine::pull_plug : happening(word);
  if (!rows || what == nullptr) return "error after-rows needs a number and what then happens";
  machine_.after_rows(*rows, what);
  return "ok";
}

/// Empty when `word` is no setting.
std::string ReceiptPrinter::setting(std::string_view word, std::string_view rest) {
  if (word == "reset") return renew(model_);
  if (word == "clone") {
    if (rest != "on" && rest != "off") return "error clone needs on or off";
    machine_.set_clone(rest == "on");
    return "ok";
  }
  if (word == "drop-bytes") return drop_bytes(rest);
  if (word == "after-rows") return after_rows(rest);
  if (word == "paper-out-after") return after_rows(std::string(rest) + " paper-out");
  if (word != "speed" && word != "width") return {};
  const auto number = number_in(rest);
  if (!number) return "error " + std::string(word) + " needs a number";
  PrinterModel changed = model_;
  if (word == "speed") changed.millimetres_per_second = *number;
  if (word == "width") changed.width_in_dots = *number;
  if (*number == 0 || *number > 2000) return "error " + std::string(word) + " is 1 to 2000";
  return renew(changed);
}

/// "N": the next N bytes; "N M": N bytes once M more have come.
std::string ReceiptPrinter::drop_bytes(std::string_view rest) {
  const std::size_t space = std::min(rest.find(' '), rest.size());
  const auto count = number_in(rest.substr(0, space));
  const auto after = space == rest.size() ? std::optional<std::uint32_t>(0) : number_in(rest.substr(space + 1));
  if (!count || !after) return "error drop-bytes needs one or two numbers";
  machine_.drop_bytes(*count, *after);
  return "ok";
}

/// A new printer, with a roll of its own; the host keeps its line to it.
std::string ReceiptPrinter::renew(const PrinterModel& model) {
  model_ = model;
  machine_ = PrinterMachine(model);
  return "ok";
}

std::string ReceiptPrinter::question(std::string_view word, std::string_view rest) {
  const Paper& paper = machine_.paper();
  if (word == "count" && rest.empty()) return "ok " + std::to_string(paper.receipts());
  if (word == "paper" && !rest.empty())
    return paper.write_all(std::filesystem::path(rest)) ? "ok" : "error no paper, or not to be written";
  if (word == "last" && !rest.empty())
    return paper.write_last(std::filesystem::path(rest)) ? "ok" : "error no receipt, or not to be written";
  return "error unknown command";
}

}  // namespace

int run_receipt_printer(const Options& options) {
  PrinterModel model;
  model.hand_shake = options.link.has_value();
  ReceiptPrinter printer(model);
  return run_device(options, printer);
}

}  // namespace bancheng::simulators
