// Worker: one thread that does slow work (storing, finding a page in a picture) away from the loop, in order. Bounded.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace bancheng::app {

/// Jobs hand their results back through the queue they were given; they must not throw. What still waits when the worker
/// is destroyed is dropped unrun.
class Worker {
 public:
  explicit Worker(std::size_t capacity);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// Any thread. False when the queue is full: the caller answers for the job as failed.
  [[nodiscard]] bool give(std::function<void()> job);

 private:
  void run();

  const std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> jobs_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace bancheng::app
