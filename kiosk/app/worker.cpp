#include "kiosk/app/worker.h"

#include <utility>

#include "kiosk/base/person_text.h"

namespace bancheng::app {

Worker::Worker(std::size_t capacity) : capacity_(capacity), thread_([this] { run(); }) {}

Worker::~Worker() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

bool Worker::give(std::function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    if (jobs_.size() == capacity_) return false;
    jobs_.push_back(std::move(job));
  }
  changed_.notify_one();
  return true;
}

void Worker::run() {
  for (;;) {
    std::function<void()> job;
    {
      std::unique_lock lock(mutex_);
      // No deadline: an idle worker has nothing to wait for but work or the end.
      changed_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
      if (stopping_) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    job();
    job = nullptr;
    base::wipe_stack_below();
  }
}

}  // namespace bancheng::app
