// LoopTasks: how other threads (drivers, workers, the courier's link) get work done on the loop thread.
#pragma once

#include <functional>

#include "kiosk/base/queue.h"

namespace bancheng::app {

/// `push` from any thread; the loop takes all and runs them in order. Nothing in it may be lost: live frames, the only
/// stream that could fill it, pass by (newest.h); a loop that has not taken 512 of the rest hangs, and is ended.
using LoopTasks = base::BoundedQueue<std::function<void()>>;

constexpr std::size_t kMostLoopTasks = 512;

}  // namespace bancheng::app
