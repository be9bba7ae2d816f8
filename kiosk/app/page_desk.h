// PageDesk: what lies under the document camera and what was kept of it. Frames are looked at on a thread of its own; the
// pages of a visit live here, as JPEG, until they are sealed or wiped.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>

#include "drivers/hal/document_camera.h"
#include "kiosk/app/loop_tasks.h"
#include "kiosk/app/worker.h"
#include "kiosk/core/session/event.h"
#include "kiosk/ui/shell.h"

namespace bancheng::app {

/// Pages by their handle; shared with whoever stores them, never changed, wiped with the last owner.
using PagePictures = std::map<core::delivery::PageId, std::shared_ptr<const base::PersonBytes>>;

/// Loop thread only, but for what the header says of its worker.
class PageDesk {
 public:
  using Tell = std::function<void(core::session::Happening)>;

  PageDesk(ui::Shell& shell, LoopTasks& tasks, Tell tell);
  ~PageDesk();

  /// The preview begins or ends.
  void open();
  void close();
  /// The next still frame answers this capture.
  void expect_still(std::uint64_t job);
  /// What the camera says; CameraChanged becomes a DeviceState.
  void take(hal::DocumentCameraEvent event);

  void drop(core::delivery::PageId page);
  [[nodiscard]] const PagePictures& all() const { return pages_; }
  /// Session end: every page and picture is gone; what the worker still holds is thrown away when it is done.
  void wipe();

 private:
  using FramePtr = std::shared_ptr<const hal::Frame>;

  void take(const hal::PreviewFrame& frame);
  void take(const hal::StillFrame& frame);
  void take(const hal::StillFailed&);
  void take(const hal::CameraChanged& changed);
  void fail_capture(core::session::CaptureTrouble trouble);
  void keep(std::uint64_t job, base::PersonBytes jpeg, ui::RgbImage picture);

  ui::Shell& shell_;
  LoopTasks& tasks_;
  Tell tell_;
  PagePictures pages_;
  std::uint32_t last_page_ = 0;
  std::optional<std::uint64_t> awaited_;
  bool open_ = false;
  std::uint64_t visit_ = 0;  ///< results of an earlier visit are thrown away
  std::shared_ptr<std::atomic<bool>> looking_ = std::make_shared<std::atomic<bool>>(false);
  Worker worker_;  // last: its thread ends before what its results reach
};

}  // namespace bancheng::app
