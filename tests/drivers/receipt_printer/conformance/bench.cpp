#include "tests/drivers/receipt_printer/conformance/bench.h"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <algorithm>

namespace bancheng::testing {
namespace {

/// Real time, only there to end a test that hangs.
constexpr std::chrono::seconds kPatience{60};
/// The longest pauses of the driver: between two looks at a printer at rest, and between two tries to reach one that is
/// away.
constexpr base::Milliseconds kBetweenLooks{1000};
constexpr base::Milliseconds kBetweenTries{2000};

template <typename Event>
const Event* ending_of(const std::vector<hal::ReceiptPrinterEvent>& events, std::uint64_t job) {
  for (const auto& event : events) {
    const auto* found = std::get_if<Event>(&event);
    if (found != nullptr && found->job == job) return found;
  }
  return nullptr;
}

const hal::PrinterChanged* newest_state(const std::vector<hal::ReceiptPrinterEvent>& events) {
  for (auto event = events.rbegin(); event != events.rend(); ++event) {
    if (const auto* change = std::get_if<hal::PrinterChanged>(&*event)) return change;
  }
  return nullptr;
}

}  // namespace

hal::Bitmap plain_picture(std::uint32_t height, std::uint32_t seed) {
  constexpr std::uint32_t kBytes = 72;
  hal::Bitmap picture{kBytes * 8, height, {}};
  picture.rows.resize(std::size_t{kBytes} * height);
  for (std::size_t i = 0; i < picture.rows.size(); ++i) {
    // None of these bytes is 10h, so no pair can begin.
    constexpr std::uint8_t kStrokes[] = {0x00, 0xFF, 0x3C, 0xC3, 0x81, 0x7E, 0x18, 0x66};
    picture.rows[i] = kStrokes[(i * 7 + i / kBytes * 3 + seed * 5 + i * seed / 11) % 8];
  }
  // The last row is black, so that the end of the picture is seen on the paper.
  std::fill(picture.rows.end() - kBytes, picture.rows.end(), std::uint8_t{0xFF});
  return picture;
}

bool shows_only(const PaperPicture& paper, const hal::Bitmap& picture) {
  if (paper.width != picture.width || paper.height < picture.height) return false;
  const std::uint32_t margin = paper.height - picture.height;
  const std::size_t stride = (picture.width + 7) / 8;
  for (std::uint32_t y = 0; y < paper.height; ++y) {
    for (std::uint32_t x = 0; x < paper.width; ++x) {
      const bool expected = y >= margin && (picture.rows[(y - margin) * stride + x / 8] >> (7 - x % 8) & 1) != 0;
      if (paper.black(x, y) != expected) return false;
    }
  }
  return true;
}

Bench::Bench(Link link, drivers::ProcessIds process_ids) : printer(link) {
  std::string name = (std::filesystem::temp_directory_path() / "bench-XXXXXX").string();
  folder_ = ::mkdtemp(name.data());
  auto clock = base::ControlClock::open(folder_ / "clock");
  REQUIRE(clock.has_value());
  clock_ = std::move(*clock);
  config_ = {printer.address(), 576, process_ids};
}

Bench::~Bench() {
  driver_.reset();
  std::filesystem::remove_all(folder_);
}

void Bench::start() {
  driver_ = drivers::make_receipt_printer(config_, *clock_, [this](hal::ReceiptPrinterEvent event) {
    const std::lock_guard lock(mutex_);
    events_.push_back(std::move(event));
    came_.notify_all();
  });
}

void Bench::await(const std::function<bool(const Events&)>& there, const char* what) {
  std::unique_lock lock(mutex_);
  INFO("awaited: ", what);
  REQUIRE(came_.wait_for(lock, kPatience, [&] { return there(events_); }));
}

void Bench::print(std::uint64_t job, hal::Bitmap picture) {
  ++jobs_;
  driver_->print(job, std::move(picture));
}

/// A job was given that has not ended.
bool Bench::works() {
  const std::lock_guard lock(mutex_);
  return jobs_ > std::count_if(events_.begin(), events_.end(),
                               [](const auto& event) { return !std::holds_alternative<hal::PrinterChanged>(event); });
}

hal::JobPrinted Bench::await_printed(std::uint64_t job) {
  await(
      [&](const Events& events) {
        return ending_of<hal::JobPrinted>(events, job) || ending_of<hal::JobFailed>(events, job);
      },
      "the job's end");
  const std::lock_guard lock(mutex_);
  if (const auto* failed = ending_of<hal::JobFailed>(events_, job)) {
    FAIL("job ", job, " failed, fault ", static_cast<int>(failed->fault));
  }
  return *ending_of<hal::JobPrinted>(events_, job);
}

hal::JobFailed Bench::await_failed(std::uint64_t job) {
  await(
      [&](const Events& events) {
        return ending_of<hal::JobPrinted>(events, job) || ending_of<hal::JobFailed>(events, job);
      },
      "the job's end");
  const std::lock_guard lock(mutex_);
  REQUIRE(ending_of<hal::JobFailed>(events_, job) != nullptr);
  return *ending_of<hal::JobFailed>(events_, job);
}

hal::PrinterChanged Bench::await_health(hal::Health health) {
  INFO("health ", static_cast<int>(health));
  if (!works()) advance(health == hal::Health::ok ? kBetweenTries : kBetweenLooks);
  await(
      [&](const Events& events) {
        const auto* state = newest_state(events);
        return state != nullptr && state->health == health;
      },
      "a health");
  return state();
}

hal::PrinterChanged Bench::state() {
  const std::lock_guard lock(mutex_);
  const auto* newest = newest_state(events_);
  REQUIRE(newest != nullptr);
  return *newest;
}

bool Bench::was(hal::Health health) {
  const std::lock_guard lock(mutex_);
  return std::any_of(events_.begin(), events_.end(), [&](const auto& event) {
    const auto* change = std::get_if<hal::PrinterChanged>(&event);
    return change != nullptr && change->health == health;
  });
}

int Bench::endings(std::uint64_t job) {
  const std::lock_guard lock(mutex_);
  return static_cast<int>(std::count_if(events_.begin(), events_.end(), [&](const auto& event) {
    const auto* printed = std::get_if<hal::JobPrinted>(&event);
    const auto* failed = std::get_if<hal::JobFailed>(&event);
    return (printed != nullptr && printed->job == job) || (failed != nullptr && failed->job == job);
  }));
}

void Bench::check_clean_receipt(std::uint64_t job, std::uint32_t seed) {
  const hal::Bitmap picture = plain_picture(150, seed);
  print(job, picture);
  await_printed(job);
  CHECK(shows_only(printer.last_receipt(), picture));
}

Waiting::Waiting(Link link, bool clone) : Bench(link) {
  printer.command(clone ? "clone on" : "clone off");
  start();
  await_health(hal::Health::ok);
}

hal::Bitmap long_picture() { return plain_picture(700, 1); }

Printing::Printing(const std::string& what, Link link, bool clone) : Waiting(link, clone) {
  printer.command("after-rows 100 " + what);
  print(1, long_picture());
}

}  // namespace bancheng::testing
