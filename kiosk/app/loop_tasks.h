// LoopTasks: how other threads (drivers, workers, the courier's link) get work done on the loop thread.
#pragma once

#include <functional>

#include "kiosk/base/queue.h"

namespace bancheng::app {

/// `post` from any thread; the loop takes all and runs them in order. Bounded: see base/queue.h.
using LoopTasks = base::BoundedQueue<std::function<void()>>;

constexpr std::size_t kMostLoopTasks = 512;

}  // namespace bancheng::app
