// Waits for something that another thread or process brings about. The limit only ends a test that has failed.
#pragma once

#include <chrono>
#include <thread>

namespace bancheng::bench {

template <typename Condition>
[[nodiscard]] bool eventually(Condition condition) {
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > limit) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

}  // namespace bancheng::bench
