#include "kiosk/app/page_desk.h"

#include <utility>

#include "kiosk/base/log.h"
#include "kiosk/imaging/page.h"

namespace bancheng::app {
namespace {

using namespace core::session;

constexpr std::size_t kMostJobs = 4;
constexpr int kPreviewWidth = 1280, kPreviewHeight = 960;
constexpr int kPageSide = 1400;  ///< of the picture that the screen shows of a kept page

ui::RgbImage to_rgb(imaging::Picture picture) { return {picture.width, picture.height, std::move(picture.rgb)}; }

ui::Outline to_outline(const imaging::Outline& found) {
  ui::Outline outline;
  for (std::size_t i = 0; i < found.size(); ++i) outline[i] = {found[i].x, found[i].y};
  return outline;
}

}  // namespace

PageDesk::PageDesk(ui::Shell& shell, LoopTasks& tasks, Tell tell)
    : shell_(shell), tasks_(tasks), tell_(std::move(tell)), worker_(kMostJobs) {}

PageDesk::~PageDesk() = default;

void PageDesk::open() { open_ = true; }

void PageDesk::close() {
  open_ = false;
  shell_.clear_live();
}

void PageDesk::expect_still(std::uint64_t job) { awaited_ = job; }

void PageDesk::take(hal::DocumentCameraEvent event) {
  std::visit([this](const auto& one) { take(one); }, event);
}

void PageDesk::take(const hal::PreviewFrame& preview) {
  // Only the newest frame matters: while one is looked at, others pass by.
  if (!open_ || looking_->exchange(true)) return;
  const bool given = worker_.give([this, frame = preview.frame, looking = looking_, visit = visit_] {
    auto seen = imaging::look_at(frame->jpeg, kPreviewWidth, kPreviewHeight);
    *looking = false;
    if (!seen) return;
    std::optional<ui::Outline> outline;
    if (seen->page) outline = to_outline(*seen->page);
    auto image = std::make_shared<ui::RgbImage>(to_rgb(std::move(seen->picture)));
    tasks_.push([this, visit, image, outline] {
      if (open_ && visit == visit_) shell_.set_live(std::move(*image), outline);
    });
  });
  if (!given) *looking_ = false;
}

void PageDesk::take(const hal::StillFrame& still) {
  if (!awaited_) return;
  const bool given = worker_.give([this, frame = still.frame, job = *awaited_, visit = visit_] {
    auto page = imaging::scan_page(frame->jpeg);
    if (!page) {
      tasks_.push([this, visit] {
        if (visit == visit_) fail_capture(CaptureTrouble::no_page_found);
      });
      return;
    }
    auto picture = imaging::decode_picture(page->jpeg, kPageSide, kPageSide);
    auto jpeg = std::make_shared<base::PersonBytes>(std::move(page->jpeg));
    auto image = std::make_shared<ui::RgbImage>(picture ? to_rgb(std::move(*picture)) : ui::RgbImage{});
    tasks_.push([this, job, visit, jpeg, image] {
      if (visit == visit_) keep(job, std::move(*jpeg), std::move(*image));
    });
  });
  if (!given) fail_capture(CaptureTrouble::camera_failed);
}

void PageDesk::take(const hal::StillFailed&) { fail_capture(CaptureTrouble::camera_failed); }

void PageDesk::take(const hal::CameraChanged& changed) { tell_(DeviceState{Device::document_camera, hal::usable(changed.health)}); }

void PageDesk::fail_capture(CaptureTrouble trouble) {
  if (const auto job = std::exchange(awaited_, std::nullopt)) tell_(CaptureFailed{trouble, *job});
}

void PageDesk::keep(std::uint64_t job, base::PersonBytes jpeg, ui::RgbImage picture) {
  if (awaited_ == job) awaited_.reset();
  const core::delivery::PageId page{++last_page_};
  pages_.emplace(page, std::make_shared<const base::PersonBytes>(std::move(jpeg)));
  shell_.set_page(page, std::move(picture));
  tell_(PageCaptured{page, job});
}

void PageDesk::drop(core::delivery::PageId page) {
  pages_.erase(page);
  shell_.drop_page(page);
}

void PageDesk::wipe() {
  ++visit_;
  awaited_.reset();
  close();
  for (const auto& [page, picture] : std::exchange(pages_, {})) shell_.drop_page(page);
}

}  // namespace bancheng::app
