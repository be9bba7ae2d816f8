// What every public function of the room does around OpenCV. Private to the room.
#pragma once

#include <exception>
#include <opencv2/core/utility.hpp>

namespace bancheng::imaging {

/// Runs `work` with OpenCV's worker threads switched off (a frame is small, the loop thread's core is not ours); an
/// exception of OpenCV or of the allocator becomes `otherwise`.
template <typename Work, typename Otherwise>
[[nodiscard]] auto guarded(Work&& work, Otherwise&& otherwise) -> decltype(work()) {
  static const bool single_threaded = [] {
    cv::setNumThreads(1);
    return true;
  }();
  static_cast<void>(single_threaded);
  try {
    return work();
  } catch (const std::exception&) {
    return otherwise;
  }
}

}  // namespace bancheng::imaging
