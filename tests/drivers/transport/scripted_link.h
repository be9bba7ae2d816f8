// A link in simulated time: what is sent to it, and what comes back when. Waiting moves its clock, so a test of late,
// lost and missing answers takes no time and comes out the same on every machine.
#pragma once

#include <algorithm>
#include <deque>
#include <functional>
#include <utility>
#include <vector>

#include "drivers/transport/transport.h"

namespace bancheng::testing {

class ScriptedLink final : public drivers::Transport {
 public:
  using Bytes = std::vector<std::uint8_t>;

  /// Called with everything that is sent.
  std::function<void(const Bytes&)> on_sent = [](const Bytes&) {};
  /// The machine has so much else to do that its clock goes on by this many times what driver and device are let work.
  int slowness = 1;

  /// `bytes` arrive `after` from now, and not before what was put earlier.
  void answer(Bytes bytes, base::Milliseconds after = base::Milliseconds{0}) {
    const base::Milliseconds at = worked_ + after;
    coming_.emplace_back(coming_.empty() ? at : std::max(at, coming_.back().first), std::move(bytes));
  }
  [[nodiscard]] const base::Clock& clock() const { return clock_; }
  /// Something is still to arrive.
  [[nodiscard]] bool has_more() const { return !coming_.empty(); }

  drivers::TransportResult<void> open(const drivers::Limit&) override { return {}; }
  drivers::TransportResult<std::size_t> read_some(std::span<std::uint8_t> into, const drivers::Limit& limit) override {
    while (coming_.empty() || coming_.front().first > worked_) {
      if (clock_.now().steady >= limit.deadline) return base::failure(drivers::TransportError::deadline);
      work();
    }
    Bytes& bytes = coming_.front().second;
    const std::size_t count = std::min(bytes.size(), into.size());
    std::copy_n(bytes.begin(), count, into.begin());
    bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count));
    if (bytes.empty()) coming_.pop_front();
    return count;
  }
  drivers::TransportResult<void> write_all(std::span<const std::uint8_t> bytes, const drivers::Limit&) override {
    on_sent({bytes.begin(), bytes.end()});
    return {};
  }
  void drop_input() noexcept override {
    while (!coming_.empty() && coming_.front().first <= worked_) coming_.pop_front();
  }
  void close() noexcept override {}

 private:
  void work() {
    constexpr base::Milliseconds kTurn{10};
    worked_ += kTurn;
    clock_.advance(kTurn * slowness);
  }

  base::ManualClock clock_;
  base::Milliseconds worked_{0};
  std::deque<std::pair<base::Milliseconds, Bytes>> coming_;
};

}  // namespace bancheng::testing
