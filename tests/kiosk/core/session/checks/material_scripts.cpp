#include "visit.h"

#include "kiosk/core/session/moves.h"

namespace bancheng::core::session::checks {
namespace {

void pages_are_looked_at(Visit& v) {
  v.to_materials();
  v.expect(v.effect<StartPreview>() != nullptr, "StartPreview");
  v.touch("capture");
  v.expect_effect<Capture>("Capture");
  v.expect_element("material.capturing");
  v.expect_no_element("capture");
  v.captured(1);
  v.expect_screen("material-review");
  v.expect_effect<StopPreview>("StopPreview");
  v.expect_no_element("add-page");
  v.touch("retake");
  const auto* drop = v.effect<DropPage>();
  v.expect(drop != nullptr && drop->page.value == 1, "the page is dropped");
  v.expect_screen("material");
  v.touch("capture");
  v.captured(2);
  v.touch("keep");
  v.expect_screen("material");
  v.expect(v.state().session->main.index == 1, "the second material");
}

void camera_goes_while_capturing(Visit& v) {
  v.to_materials();
  v.touch("capture");
  v.device(Device::document_camera, false);
  v.expect_message("material.trouble", "material.no-camera");
  v.expect_no_element("material.capturing");
  v.expect_element("bring-later");
  v.expect(v.state().session->capture_job == 0, "the page is not waited for any more");
}

void several_pages(Visit& v) {
  v.to_materials();
  v.touch("capture");
  v.captured(1);
  v.touch("keep");
  v.touch("capture");
  v.captured(2);
  v.touch("add-page");
  v.expect_screen("material");
  v.touch("bar.back");
  v.expect_screen("material-review");
  v.touch("add-page");
  v.touch("capture");
  v.captured(3);
  v.expect_element("page.2");
  v.expect_no_element("add-page");
  v.touch("retake");
  v.touch("continue");
  v.expect_screen("delivery");
  v.expect(v.state().session->materials[1].pages.size() == 1, "one page left");
}

void capture_fails(Visit& v) {
  v.to_materials();
  v.touch("capture");
  v.happen(CaptureFailed{CaptureTrouble::no_page_found, v.state().session->capture_job});
  v.expect_message("material.trouble", "material.no-page-found");
  v.expect_no_element("bring-later");
  v.touch("capture");
  v.wait(times::kCapture);
  v.expect_message("material.trouble", "material.camera-failed");
  v.expect_element("bring-later");
  v.touch("capture");
  v.captured(1);
  v.expect_screen("material-review");
}

void late_pages_are_dropped(Visit& v) {
  v.to_materials();
  v.touch("capture");
  const std::uint64_t first = v.problems().empty() ? v.state().session->capture_job : 0;
  v.wait(times::kCapture);
  v.happen(CaptureFailed{CaptureTrouble::camera_failed, first});
  v.expect(v.state().session->captures_failed == 1, "a late failure is not counted again");
  v.touch("capture");
  v.happen(PageCaptured{{9}, first});
  v.expect_effect<DropPage>("DropPage");
  v.expect_screen("material");
  v.touch("bar.back");
  v.captured(10);
  v.expect_effect<DropPage>("DropPage");
  v.touch("bar.end");
  v.touch("end-confirm");
  v.touch("finish");
  v.captured(11);
  v.expect_effect<DropPage>("DropPage");
  v.expect_screen("attract");
}

void camera_goes(Visit& v) {
  v.to_materials();
  v.touch("capture");
  v.device(Device::document_camera, false);
  v.expect_message("material.trouble", "material.no-camera");
  v.expect_no_element("preview");
  v.expect_no_element("capture");
  v.touch("get-help");
  v.expect_screen("help-category");
  v.touch("bar.back");
  v.touch("bring-later");
  v.touch("bring-later");
  v.touch("delivery.pick-up");
  v.expect_screen("check");
  v.touch("continue");
  v.expect_screen("sign");
  v.draw(good_signature());
  v.touch("submit");
  v.stored(1);
  v.wait(times::kAcceptance);
  if (!v.problems().empty()) return;
  const auto& application = std::get<delivery::Application>(v.last_store()->submission.content);
  v.expect(application.materials.size() == 2 && application.materials[0].pages.empty(), "named, without pages");
}

void camera_comes_back(Visit& v) {
  v.to_materials();
  v.device(Device::document_camera, false);
  v.touch("bring-later");
  v.touch("bar.back");
  v.device(Device::document_camera, true);
  v.expect_message("material.trouble", "material.follows");
  v.touch("capture");
  v.captured(1);
  v.touch("keep");
  v.expect(!v.state().session->materials[0].to_follow, "it does not follow any more");
}

void help_during_capture(Visit& v) {
  v.to_materials();
  v.touch("capture");
  v.touch("bar.help");
  v.expect_effect<StopPreview>("StopPreview");
  v.captured(1);
  v.expect_effect<DropPage>("DropPage");
  v.touch("bar.back");
  v.expect_effect<StartPreview>("StartPreview");
  v.expect_element("capture");
}

}  // namespace

std::vector<Script> material_scripts() {
  return {{"the camera goes away while a page is waited for", camera_goes_while_capturing},
          {"pages are looked at, kept or taken again", pages_are_looked_at},
          {"several pages", several_pages},
          {"a capture fails", capture_fails},
          {"late pages are dropped", late_pages_are_dropped},
          {"the camera goes: materials are brought later", camera_goes},
          {"the camera comes back", camera_comes_back},
          {"help during a capture", help_during_capture}};
}

}  // namespace bancheng::core::session::checks
