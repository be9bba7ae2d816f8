// Any stream to the simulated printer, with and without faults: it stays within its bounds, always answers a real-time
// question, and cleared and mended it prints again.
#include <algorithm>
#include <span>

#include "tests/fuzz/fuzz.h"
#include "tools/simulators/receipt_printer_machine.h"

namespace {

using namespace bancheng::simulators;
using bancheng::base::Milliseconds;
using bancheng::base::SteadyTime;
using bancheng::fuzz::Bytes;
using bancheng::fuzz::require;

const Bytes kClear{0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08};
const Bytes kAskId{0x1B, 0x40, 0x1D, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, 'a', 'b', 'c', 'd'};
const Bytes kId{0x37, 0x22, 'a', 'b', 'c', 'd', 0x00};

void happen(PrinterMachine& machine, std::uint8_t what) {
  switch (what % 8) {
    case 0:
      return machine.after_rows(what, &PrinterMachine::end_paper);
    case 1:
      return machine.open_cover();
    case 2:
      return machine.block_cutter();
    case 3:
      return machine.overheat();
    case 4:
      return machine.drop_bytes(what, what);
    case 5:
      return machine.mend();
    case 6:
      return machine.near_end();
    default:
      return;
  }
}

bool holds(const Bytes& bytes, const Bytes& part) {
  return std::search(bytes.begin(), bytes.end(), part.begin(), part.end()) != bytes.end();
}

}  // namespace

std::vector<Bytes> bancheng::fuzz::seeds() {
  return {{0, 0x1B, 0x40, 0x1D, 0x61, 0x0E, 0x1D, 0x76, 0x30, 0x00, 2,
           0, 2,    0,    0xFF, 0x00, 0x00, 0xFF, 0x1D, 0x56, 0x42, 0x00},
          {8, 0x1D, 0x76, 0x30, 0x03, 1, 0, 9, 0, 0x10, 0x04, 0x01, 0x10, 0x05, 0x02, 0x1D, 0x72, 0x01},
          {1, 'a', 'b', 0x0A, 0x1B, 0x64, 3, 0x1B, 0x33, 10, 0x1B, 0x4A, 20, 0x1D, 0x49, 67, 0x1D, 0x49, 1},
          {2, 0x1D, 0x56, 0x00, 0x1D, 0x28, 0x6B, 3, 0, 1, 2, 3, 0x1C, 0x26, 0x1D, 0x4C, 0, 0, 0x1B, 0x70, 0, 1, 1}};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  PrinterModel model;
  model.width_in_dots = 64;
  model.hand_shake = (data[0] & 0x08) != 0;
  model.millimetres_per_second = 1e6;
  PrinterMachine machine(model);
  SteadyTime now{Milliseconds(1000)};
  const auto pass = [&] {
    now = now + Milliseconds(500);
    machine.advance(now);
  };
  pass();
  std::span<const std::uint8_t> left(data + 1, size - 1);
  while (!left.empty()) {
    const std::size_t taken = std::min({left.size(), std::size_t{64}, machine.room()});
    if (taken == 0) break;
    machine.receive(left.first(taken));
    left = left.subspan(taken);
    happen(machine, data[0]);
    pass();
    require(machine.take_output().size() <= 16 * 1024, "output is bounded");
  }
  machine.drop_bytes(0, 0);
  machine.mend();
  machine.receive(Bytes(16, 0x00));  // ends a real-time command of which only the beginning came
  machine.receive(kClear);
  pass();
  (void)machine.take_output();
  machine.receive(Bytes{0x10, 0x04, 0x01});
  require(machine.take_output() == Bytes{0x16}, "cleared and mended it is online");
  machine.receive(kAskId);
  for (int i = 0; i < 4; ++i) pass();
  require(holds(machine.take_output(), kId), "cleared and mended it prints");
  return 0;
}
