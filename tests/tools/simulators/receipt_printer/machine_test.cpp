// The simulated printer against the bytes of the receipt-printer page: written from the page, not from the driver, so
// that driver and simulator cannot agree on a common mistake.
#include <doctest/doctest.h>
#include <png.h>
#include <stdlib.h>

#include <filesystem>
#include <random>
#include <string>

#include "tools/simulators/receipt_printer_machine.h"

using namespace bancheng;
using namespace bancheng::simulators;
using Bytes = std::vector<std::uint8_t>;

namespace {

struct Bench {
  explicit Bench(const PrinterModel& model = {}) : machine(model) { pass(0); }
  void pass(int milliseconds) {
    now = now + base::Milliseconds(milliseconds);
    machine.advance(now);
  }
  /// Long enough for all that a test prints.
  Bytes send(const Bytes& bytes) {
    machine.receive(bytes);
    for (int i = 0; i < 40; ++i) pass(100);
    return machine.take_output();
  }
  /// At once, without time for printing.
  Bytes ask(const Bytes& bytes) {
    machine.receive(bytes);
    return machine.take_output();
  }
  base::SteadyTime now{base::Milliseconds(5000)};
  PrinterMachine machine;
};

struct Folder {
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "paper-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::filesystem::path path;
};

struct Picture {
  std::uint32_t width = 0, height = 0;
  std::vector<std::uint8_t> pixels;
  [[nodiscard]] bool black(std::uint32_t x, std::uint32_t y) const { return pixels[y * width + x] == 0; }
};

Picture read_png(const std::filesystem::path& file) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  REQUIRE(png_image_begin_read_from_file(&image, file.c_str()) != 0);
  image.format = PNG_FORMAT_GRAY;
  Picture picture{image.width, image.height, {}};
  picture.pixels.resize(PNG_IMAGE_SIZE(image));
  REQUIRE(png_image_finish_read(&image, nullptr, picture.pixels.data(), 0, nullptr) != 0);
  return picture;
}

Bytes picture_command(std::uint8_t bytes_per_row, std::uint8_t rows, std::uint8_t fill) {
  Bytes bytes{0x1D, 0x76, 0x30, 0x00, bytes_per_row, 0x00, rows, 0x00};
  bytes.insert(bytes.end(), static_cast<std::size_t>(bytes_per_row) * rows, fill);
  return bytes;
}

const Bytes kAskId{0x1D, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, 'w', 'x', 'y', 'z'};
const Bytes kId{0x37, 0x22, 'w', 'x', 'y', 'z', 0x00};
const Bytes kCut{0x1D, 0x56, 0x42, 0x00};
const Bytes kClear{0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08};

}  // namespace

TEST_CASE("idle status, drawer sensor high") {
  Bench bench;
  CHECK(bench.ask({0x10, 0x04, 1}) == Bytes{0x16});
  CHECK(bench.ask({0x10, 0x04, 2, 0x10, 0x04, 3, 0x10, 0x04, 4}) == Bytes{0x12, 0x12, 0x12});
  CHECK(bench.send({0x1D, 0x72, 1}) == Bytes{0x00});
}

TEST_CASE("status of every fault") {
  Bench bench;
  const auto statuses = [&] { return bench.ask({0x10, 4, 1, 0x10, 4, 2, 0x10, 4, 3, 0x10, 4, 4}); };
  SUBCASE("near end") {
    bench.machine.near_end();
    CHECK(statuses() == Bytes{0x16, 0x12, 0x12, 0x1E});
    CHECK(bench.send({0x1D, 0x72, 1}) == Bytes{0x03});
  }
  SUBCASE("paper end") {
    bench.machine.end_paper();
    CHECK(statuses() == Bytes{0x1E, 0x32, 0x12, 0x7E});
    CHECK(bench.send({0x1D, 0x72, 1}).empty());  // no reply while offline
  }
  SUBCASE("cover") {
    bench.machine.open_cover();
    CHECK(statuses() == Bytes{0x1E, 0x16, 0x12, 0x12});
  }
  SUBCASE("heat") {
    bench.machine.overheat();
    CHECK(statuses() == Bytes{0x1E, 0x52, 0x52, 0x12});
  }
  SUBCASE("broken") {
    bench.machine.break_down();
    CHECK(statuses() == Bytes{0x1E, 0x52, 0x32, 0x12});
  }
  SUBCASE("cutter, at the cut") {
    bench.machine.block_cutter();
    CHECK(statuses() == Bytes{0x16, 0x12, 0x12, 0x12});
    bench.send(kCut);
    CHECK(statuses() == Bytes{0x1E, 0x52, 0x1A, 0x12});
  }
  SUBCASE("silent") {
    bench.machine.fall_silent();
    CHECK(statuses().empty());
    CHECK(bench.send({0x1D, 0x72, 1}).empty());
  }
  bench.machine.mend();
  bench.machine.receive(Bytes{0x10, 0x05, 0x02});
  CHECK(statuses() == Bytes{0x16, 0x12, 0x12, 0x12});
}

TEST_CASE("automatic status: four bytes at once and at every change") {
  Bench bench;
  CHECK(bench.send({0x1D, 0x61, 0x0E}) == Bytes{0x14, 0x00, 0x00, 0x00});
  bench.machine.open_cover();
  CHECK(bench.machine.take_output() == Bytes{0x3C, 0x00, 0x00, 0x00});
  bench.machine.mend();
  CHECK(bench.machine.take_output() == Bytes{0x14, 0x00, 0x00, 0x00});
  bench.machine.end_paper();
  CHECK(bench.machine.take_output() == Bytes{0x1C, 0x00, 0x0F, 0x00});
  bench.machine.mend();
  CHECK(bench.send({0x1D, 0x61, 0x00}) == Bytes{0x14, 0x00, 0x00, 0x00});
  bench.machine.end_paper();
  CHECK(bench.machine.take_output().empty());
}

TEST_CASE("a process id is answered after the printing, not before") {
  Bench bench;
  bench.machine.receive(picture_command(4, 200, 0xFF));
  bench.machine.receive(kAskId);
  bench.pass(0);
  bench.pass(100);  // 120 of 200 rows at 150 mm/s
  CHECK(bench.machine.take_output().empty());
  bench.pass(100);
  CHECK(bench.machine.take_output() == kId);
}

TEST_CASE("paper end in the middle: the rest comes out of the new roll, then the id") {
  Bench bench;
  bench.machine.after_rows(50, &PrinterMachine::end_paper);
  Bytes job = picture_command(4, 200, 0xFF);
  job.insert(job.end(), kAskId.begin(), kAskId.end());
  CHECK(bench.send(job).empty());
  CHECK(bench.ask({0x10, 4, 4}) == Bytes{0x7E});
  bench.machine.mend();
  CHECK(bench.send({}) == kId);
}

TEST_CASE("what happens after so many rows happens at that row, however late the printer is looked at") {
  Bench bench;
  SUBCASE("a fault holds it there") {
    bench.machine.after_rows(50, &PrinterMachine::open_cover);
    bench.ask(picture_command(4, 200, 0xFF));
    bench.pass(0);
    bench.pass(10'000);
    CHECK(bench.machine.paper().rows() == 50);
    CHECK(bench.ask({0x10, 4, 1}) == Bytes{0x1E});
  }
  SUBCASE("a pulled plug does not, and is told once") {
    bench.machine.after_rows(50, &PrinterMachine::pull_plug);
    CHECK_FALSE(bench.machine.take_pulled_plug());
    bench.ask(picture_command(4, 200, 0xFF));
    bench.pass(0);
    bench.pass(10'000);
    CHECK(bench.machine.paper().rows() == 200);
    CHECK(bench.machine.take_pulled_plug());
    CHECK_FALSE(bench.machine.take_pulled_plug());
  }
  SUBCASE("mended before, it does not happen") {
    bench.machine.after_rows(50, &PrinterMachine::open_cover);
    bench.machine.mend();
    bench.ask(picture_command(4, 200, 0xFF));
    bench.pass(0);
    bench.pass(10'000);
    CHECK(bench.machine.paper().rows() == 200);
  }
}

TEST_CASE("clearing throws away what waits and answers") {
  Bench bench;
  bench.machine.after_rows(50, &PrinterMachine::end_paper);
  Bytes job = picture_command(4, 200, 0xFF);
  job.insert(job.end(), kAskId.begin(), kAskId.end());
  bench.send(job);
  CHECK(bench.ask(kClear) == Bytes{0x37, 0x25, 0x00});
  bench.machine.mend();
  CHECK(bench.send({}).empty());
  CHECK(bench.send(kAskId) == kId);  // the picture that was begun is forgotten too
}

TEST_CASE("a jammed cutter: DLE ENQ works only once the way is clear") {
  Bench bench;
  bench.machine.block_cutter();
  Bytes job = kCut;
  job.insert(job.end(), kAskId.begin(), kAskId.end());
  CHECK(bench.send(job).empty());
  CHECK(bench.send({0x10, 0x05, 0x01}).empty());
  bench.machine.mend();
  CHECK(bench.send({}).empty());
  SUBCASE("1: goes on with the cut") {
    CHECK(bench.send({0x10, 0x05, 0x01}) == kId);
    CHECK(bench.machine.paper().receipts() == 1);
  }
  SUBCASE("2: forgets it") {
    CHECK(bench.send({0x10, 0x05, 0x02}).empty());
    CHECK(bench.machine.paper().receipts() == 0);
    CHECK(bench.ask({0x10, 4, 1}) == Bytes{0x16});
  }
}

TEST_CASE("whoever mends a jam opens the cover: automatic status shows it") {
  Bench bench;
  bench.send({0x1D, 0x61, 0x0E});
  bench.machine.block_cutter();
  CHECK(bench.send(kCut) == Bytes{0x1C, 0x08, 0x00, 0x00});
  bench.machine.mend();
  CHECK(bench.machine.take_output() == Bytes{0x3C, 0x08, 0x00, 0x00, 0x1C, 0x08, 0x00, 0x00});
}

TEST_CASE("real-time pairs inside a picture are obeyed and spoil it") {
  Bench bench;
  Bytes job = picture_command(4, 2, 0x00);
  job[8] = 0x10;
  job[9] = 0x04;
  job[10] = 0x01;
  CHECK(bench.ask(job) == Bytes{0x16});
  CHECK(bench.send(kAskId).empty());  // three bytes are missing: the picture swallowed the question
}

TEST_CASE("serial: XOFF at 128 bytes left, XON at 256, what comes nevertheless is lost") {
  PrinterModel model;
  model.hand_shake = true;
  Bench bench(model);
  bench.machine.open_cover();
  CHECK(bench.ask(Bytes(4096 - 129, 0x00)).empty());
  CHECK(bench.ask(Bytes(1, 0x00)) == Bytes{0x13});
  CHECK(bench.ask(Bytes(1000, 0x00)).empty());
  CHECK(bench.ask({0x10, 0x04, 0x02}) == Bytes{0x16});  // still heard
  bench.machine.mend();
  CHECK(bench.send({}) == Bytes{0x11});
}

TEST_CASE("network: no more is taken than there is room for") {
  Bench bench;
  bench.machine.open_cover();
  CHECK(bench.machine.room() == 4096);
  bench.ask(Bytes(4000, 0x00));
  CHECK(bench.machine.room() == 96);
}

TEST_CASE("a clone knows neither ids nor automatic status nor clearing") {
  Bench bench;
  bench.machine.set_clone(true);
  CHECK(bench.send(kAskId).empty());
  CHECK(bench.send({0x1D, 0x61, 0x0E}).empty());
  CHECK(bench.send(kClear).empty());
  CHECK(bench.send({0x1D, 0x49, 67}).empty());
  CHECK(bench.send({0x1D, 0x72, 1}) == Bytes{0x00});
}

TEST_CASE("identity") {
  Bench bench;
  const Bytes answer = bench.send({0x1D, 0x49, 67});
  REQUIRE(answer.size() > 2);
  CHECK(answer.front() == 0x5F);
  CHECK(answer.back() == 0x00);
}

TEST_CASE("dropped bytes") {
  Bench bench;
  bench.machine.drop_bytes(3, 0);
  CHECK(bench.ask({0x10, 0x04, 1, 0x10, 0x04, 2}) == Bytes{0x12});
  bench.machine.drop_bytes(3, 3);
  CHECK(bench.ask({0x10, 0x04, 1, 0x10, 0x04, 1, 0x10, 0x04, 2}) == Bytes{0x16, 0x12});
}

TEST_CASE("the paper: every dot where it belongs, cut where the cutter stands") {
  PrinterModel model;
  model.width_in_dots = 20;
  model.head_to_cutter = 5;
  Bench bench(model);
  Folder folder;
  CHECK_FALSE(bench.machine.paper().write_last(folder.path / "none.png"));
  Bytes job{0x1D, 0x76, 0x30, 0x00, 3, 0, 2, 0, 0x80, 0x00, 0x10, 0x01, 0x80, 0x00};
  job.insert(job.end(), kCut.begin(), kCut.end());
  bench.send(job);
  REQUIRE(bench.machine.paper().write_last(folder.path / "last.png"));
  const Picture first = read_png(folder.path / "last.png");
  REQUIRE(first.width == 20);
  REQUIRE(first.height == 2);
  for (std::uint32_t x = 0; x < 20; ++x) {
    CHECK(first.black(x, 0) == (x == 0 || x == 19));
    CHECK(first.black(x, 1) == (x == 7 || x == 8));
  }
  bench.send(job);
  REQUIRE(bench.machine.paper().write_last(folder.path / "last.png"));
  const Picture second = read_png(folder.path / "last.png");
  CHECK(second.height == 5 + 2);  // what lay between head and cutter is its upper margin
  CHECK(second.black(0, 5));
  CHECK(bench.machine.paper().receipts() == 2);
  REQUIRE(bench.machine.paper().write_all(folder.path / "all.png"));
  CHECK(read_png(folder.path / "all.png").height == 2 + 1 + 7 + 1 + 5);
}

TEST_CASE("any bytes at all") {
  std::mt19937 random(7);
  Bench bench;
  for (int round = 0; round < 300; ++round) {
    Bytes noise(random() % 600);
    for (auto& byte : noise) {
      constexpr std::uint8_t kCommands[] = {0x1B, 0x1D, 0x10, 0x28, 0x76, 0x30, 0x56, 0x42, 0x04, 0x05, 0x14, 0x00};
      byte = random() % 3 == 0 ? static_cast<std::uint8_t>(random()) : kCommands[random() % sizeof kCommands];
    }
    bench.machine.receive(noise);
    bench.pass(50);
    CHECK(bench.machine.take_output().size() <= 16 * 1024);
  }
}
