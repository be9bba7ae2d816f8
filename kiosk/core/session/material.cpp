// Materials: each page is laid under the camera, captured, looked at, kept or taken again.
#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"

namespace bancheng::core::session {
namespace {

/// After this many failed tries in a row the material may be brought later.
constexpr int kPatience = 2;

const catalogue::Material& material_of(const catalogue::Item& item, const Session& visit) {
  return item.materials[visit.main.index];
}

MaterialState& pages_of(const Context& context) { return context.visit().materials[context.visit().main.index]; }
const MaterialState& pages_of(const Page& page) { return page.visit().materials[page.visit().main.index]; }

bool has_pages(const Context& context) { return !pages_of(context).pages.empty(); }

bool can_capture(const State& state) {
  return usable(state, Device::document_camera) && state.session->capture_job == 0;
}

bool may_bring_later(const State& state, const MaterialState& material) {
  if (state.session->capture_job != 0 || !material.pages.empty()) return false;
  return !usable(state, Device::document_camera) || state.session->captures_failed >= kPatience || material.to_follow;
}

bool room_for_page(const catalogue::Item& item, const Session& visit) {
  const auto most = static_cast<std::size_t>(material_of(item, visit).max_pages);
  return visit.materials[visit.main.index].pages.size() < most;
}

void capture(const Context& context) {
  Session& visit = context.visit();
  visit.capture_job = next_job(context.state);
  visit.capture_trouble.reset();
  visit.wait = context.state.now.steady + times::kCapture;
  context.emit(Capture{visit.capture_job});
}

bool is_awaited_page(const Context& context) { return context.got<PageCaptured>().job == context.visit().capture_job; }

void take_page(const Context& context) {
  MaterialState& material = pages_of(context);
  material.pages.push_back(context.got<PageCaptured>().page);
  material.to_follow = false;
  context.emit(PlaySound{Sound::done});
  arrive(context, {At::material_review, context.visit().main.index});
}

void drop_late_page(const Context& context) { context.emit(DropPage{context.got<PageCaptured>().page}); }

void note_failure(const Context& context, CaptureTrouble trouble) {
  Session& visit = context.visit();
  visit.capture_job = 0;
  visit.wait.reset();
  visit.capture_trouble = trouble;
  ++visit.captures_failed;
  context.call_attention();
}

bool is_awaited_failure(const Context& context) {
  return context.got<CaptureFailed>().job == context.visit().capture_job;
}

void explain_failure(const Context& context) { note_failure(context, context.got<CaptureFailed>().trouble); }

void give_capture_up(const Context& context) { note_failure(context, CaptureTrouble::camera_failed); }

bool camera_went_away(const Context& context) {
  return context.visit().capture_job != 0 && !usable(context.state, Device::document_camera);
}

void bring_later(const Context& context) {
  pages_of(context).to_follow = true;
  go_on(context);
}

bool later_is_allowed(const Context& context) { return may_bring_later(context.state, pages_of(context)); }

void retake(const Context& context) {
  std::vector<delivery::PageId>& pages = pages_of(context).pages;
  context.emit(DropPage{pages.back()});
  pages.pop_back();
  arrive(context, {At::material, context.visit().main.index});
}

void add_page(const Context& context) { arrive(context, {At::material, context.visit().main.index}); }

bool more_pages_fit(const Context& context) { return room_for_page(context.item(), context.visit()); }

void add_camera_notice(Page& page) {
  const Session& visit = page.visit();
  if (!usable(page.state, Device::document_camera)) {
    page.notice("material.trouble", say("material.no-camera"), Emphasis::warning, "warning");
  } else if (visit.capture_trouble) {
    const bool no_page = *visit.capture_trouble == CaptureTrouble::no_page_found;
    page.notice("material.trouble", say(no_page ? "material.no-page-found" : "material.camera-failed"), Emphasis::warning,
                "warning");
  } else if (pages_of(page).to_follow) {
    page.notice("material.trouble", say("material.follows"));
  }
}

void add_page_count(Page& page) {
  const std::int64_t most = material_of(page.item(), page.visit()).max_pages;
  if (most < 2) return;
  const auto next = static_cast<std::int64_t>(pages_of(page).pages.size()) + 1;
  page.text("material.page", say("material.page", {{"page", next}, {"most", most}}));
}

}  // namespace

void view_material(Page& page) {
  const catalogue::Material& material = material_of(page.item(), page.visit());
  const MaterialState& scanned = pages_of(page);
  page.progress(Stage::materials);
  page.heading(Words(material.name));
  if (page.visit().capture_job != 0) page.busy("material.capturing", say("material.capturing"));
  add_camera_notice(page);
  if (!material.hint.empty()) page.text("hint", Words(material.hint));
  add_page_count(page);
  if (!material.picture.empty()) page.picture(material.picture);
  if (usable(page.state, Device::document_camera)) {
    page.add({.id = "preview", .role = Role::preview, .label = say("material.preview"), .data = PreviewData{}});
  }
  if (can_capture(page.state)) page.button("capture", say("material.capture"), Emphasis::primary, "page-under-camera");
  if (!scanned.pages.empty()) page.button("continue", say("material.no-more"));
  if (may_bring_later(page.state, scanned)) page.button("bring-later", say("material.later"));
  page.button("get-help", say("material.help"), Emphasis::quiet, "help");
}

void view_material_review(Page& page) {
  const catalogue::Material& material = material_of(page.item(), page.visit());
  const MaterialState& scanned = pages_of(page);
  page.progress(Stage::materials);
  page.heading(say("material-review.title"));
  page.text("material-review.look", say("material-review.look", {{"material", Words(material.name)}}));
  for (std::size_t i = 0; i < scanned.pages.size(); ++i) {
    page.add({.id = "page." + std::to_string(i + 1), .role = Role::preview,
              .label = say("material-review.page", {{"page", static_cast<std::int64_t>(i + 1)}}),
              .data = PreviewData{scanned.pages[i]}});
  }
  page.button("keep", say("material-review.keep"), Emphasis::primary);
  page.button("retake", say("material-review.retake"));
  if (room_for_page(page.item(), page.visit())) page.button("add-page", say("material-review.add"));
}

Table material_transitions() {
  constexpr At kScan = At::material;
  constexpr At kReview = At::material_review;
  return {
      // name                        pages    upon                  element        guard               action
      {"material: capture",          kScan,   Upon::touch,          "capture",     [](const Context& c) { return can_capture(c.state); }, capture},
      {"material: page captured",    kScan,   Upon::page_captured,  "",            is_awaited_page,    take_page},
      {"material: late page",        kGround, Upon::page_captured,  "",            always,             drop_late_page},
      {"material: capture failed",   kScan,   Upon::capture_failed, "",            is_awaited_failure, explain_failure},
      {"material: camera silent",    kScan,   Upon::wait_over,      "",            always,             give_capture_up},
      {"material: camera went away", kScan,   Upon::device,         "",            camera_went_away,   give_capture_up},
      {"material: no more pages",    kScan,   Upon::touch,          "continue",    has_pages,          go_on},
      {"material: bring later",      kScan,   Upon::touch,          "bring-later", later_is_allowed,   bring_later},
      {"material: help",             kScan,   Upon::touch,          "get-help",    always,             open_help},
      {"review: keep",               kReview, Upon::touch,          "keep",        always,             go_on},
      {"review: retake",             kReview, Upon::touch,          "retake",      has_pages,          retake},
      {"review: add a page",         kReview, Upon::touch,          "add-page",    more_pages_fit,     add_page},
  };
}

}  // namespace bancheng::core::session
