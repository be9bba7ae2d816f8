#include "bench.h"
#include "kiosk/diagnostics/papers.h"
#include "kiosk/diagnostics/readiness.h"
#include "kiosk/diagnostics/words.h"

using namespace bancheng;
using namespace bancheng::diagnostics;
using namespace bancheng::diagnostics::checks;
using namespace std::chrono_literals;

namespace {

std::string icon_of(const Bench& b, const std::string& id) {
  const Screen shown = b.shown();
  REQUIRE(shown.find(id) != nullptr);
  return shown.find(id)->icon;
}

const CardSeen kCard{core::identity::CardKind::resident, base::PersonText("1101**********002X"), base::PersonText("样*"), {}};

}  // namespace

TEST_CASE("the reader reads exactly while its page is shown, and shows what is masked") {
  Bench b;
  b.all_devices(hal::Health::ok);
  b.enter("open.reader");
  CHECK(b.asked<StartCardReading>() != nullptr);
  b.happen(kCard);
  CHECK(icon_of(b, "result") == "done");
  for (const auto objection : {core::identity::CardObjection::number_wrong, core::identity::CardObjection::number_contradicts,
                               core::identity::CardObjection::expired, core::identity::CardObjection::not_yet_valid,
                               core::identity::CardObjection::incomplete}) {
    for (const auto kind : {core::identity::CardKind::resident, core::identity::CardKind::foreigner_2017, core::identity::CardKind::foreigner_2023,
                            core::identity::CardKind::hmt_residence}) {
      CardSeen card = kCard;
      card.kind = kind;
      card.objection = objection;
      b.happen(card);
      CHECK(b.has("objection"));
    }
  }
  b.happen(CardFailed{hal::CardFault::moved});
  CHECK(icon_of(b, "result") == "warning");
  b.happen(CardFailed{hal::CardFault::unsupported});
  CHECK(icon_of(b, "result") == "warning");
  b.touch("bar.back");
  CHECK(b.asked<StopCardReading>() != nullptr);
  b.happen(kCard);
  b.touch("open.reader");
  CHECK_FALSE(b.has("result"));
}

TEST_CASE("a card or a code that is not noticed is said after a while") {
  for (const char* button : {"open.reader", "open.scanner"}) {
    Bench b;
    b.enter(button);
    CHECK(b.has("waiting"));
    b.wait(times::kNothingSeen);
    CHECK(b.has("nothing"));
  }
}

TEST_CASE("the scanner scans exactly while its page is shown, and knows the test page's code") {
  Bench b;
  b.enter("open.scanner");
  CHECK(b.asked<StartScanning>() != nullptr);
  b.happen(CodeSeen{17, 17, "", false});
  CHECK(icon_of(b, "result") == "done");
  b.happen(CodeSeen{29, 29, "Q1", true});
  CHECK(b.shown().find("result")->label == say("service.code.test-page"));
  b.happen(CodeFailed{});
  CHECK(icon_of(b, "result") == "warning");
  b.touch("bar.end");
  CHECK(b.screen() == "attract");
  CHECK(b.asked<StopScanning>() != nullptr);
  CHECK(b.asked<Leave>() != nullptr);
}

TEST_CASE("the camera shows what it sees, takes one page, and takes it again") {
  Bench b;
  b.device(Part::camera, hal::Health::ok);
  b.enter("open.camera");
  CHECK(b.asked<StartPreview>() != nullptr);
  b.touch("capture");
  REQUIRE(b.asked<Capture>() != nullptr);
  const std::uint64_t job = b.asked<Capture>()->job;
  CHECK(job > kFirstJob);
  CHECK_FALSE(b.shown().find("capture")->enabled);
  b.happen(PageSeen{job, {5}, 698, 492, 55'000});
  CHECK(b.asked<StopPreview>() != nullptr);
  CHECK(b.has("result"));
  b.touch("again");
  REQUIRE(b.asked<DropPage>() != nullptr);
  CHECK(b.asked<DropPage>()->page == core::delivery::PageId{5});
  CHECK(b.asked<StartPreview>() != nullptr);
  b.touch("capture");
  b.happen(PageFailed{b.state.visit->job, core::session::CaptureTrouble::no_page_found});
  CHECK(icon_of(b, "result") == "warning");
  CHECK(b.state.mishaps.last_of(Part::camera) == nullptr);  // an empty desk is no fault of the camera
  b.touch("capture");
  b.happen(PageFailed{b.state.visit->job, core::session::CaptureTrouble::camera_failed});
  CHECK(b.state.mishaps.last_of(Part::camera)->trouble == Trouble::no_picture);
}

TEST_CASE("a picture that never comes ends, and one that comes too late is dropped") {
  Bench b;
  b.device(Part::camera, hal::Health::ok);
  b.enter("open.camera");
  b.touch("capture");
  const std::uint64_t job = b.state.visit->job;
  b.wait(times::kCapture);
  CHECK(icon_of(b, "result") == "warning");
  CHECK(b.shown().find("capture")->enabled);
  b.happen(PageSeen{job, {9}, 1, 1, 1});
  CHECK(b.asked<DropPage>() != nullptr);
}

TEST_CASE("leaving the camera's page drops what was taken") {
  Bench b;
  b.device(Part::camera, hal::Health::ok);
  b.enter("open.camera");
  b.touch("capture");
  b.happen(PageSeen{b.state.visit->job, {5}, 1, 1, 1});
  b.touch("bar.back");
  CHECK(b.asked<DropPage>() != nullptr);
}

TEST_CASE("a camera that is gone takes no pictures") {
  Bench b;
  b.device(Part::camera, hal::Health::gone);
  b.enter("open.camera");
  CHECK(b.has("trouble.gone"));
  CHECK_FALSE(b.shown().find("capture")->enabled);
}

TEST_CASE("the test page: printed, probably printed, not printed, never answered") {
  Bench b;
  b.device(Part::printer, hal::Health::ok);
  b.enter("open.printer");
  const auto print = [&] {
    b.touch("test");
    REQUIRE(b.asked<Print>() != nullptr);
    CHECK(b.asked<Print>()->with_pattern);
    CHECK_FALSE(b.shown().find("test")->enabled);
    return b.asked<Print>()->job;
  };
  b.happen(PaperOut{print(), hal::Proof::confirmed});
  CHECK(icon_of(b, "result") == "done");
  b.happen(PaperOut{print(), hal::Proof::likely});
  CHECK(icon_of(b, "result") == "info");
  b.happen(PaperFailed{print(), hal::PrinterFault::paper_out});
  CHECK(icon_of(b, "result") == "warning");
  const std::uint64_t late = print();
  b.wait(times::kPrint);
  CHECK(icon_of(b, "result") == "warning");
  print();
  b.happen(PaperOut{late, hal::Proof::confirmed});
  CHECK(b.has("printing"));
}

TEST_CASE("a device that falls into trouble has not passed its test any more") {
  Bench b;
  b.all_devices(hal::Health::ok);
  b.enter("open.printer");
  b.touch("test");
  b.happen(PaperOut{b.state.visit->job, hal::Proof::confirmed});
  b.device(Part::reader, hal::Health::gone);
  CHECK(b.has("result"));
  b.device(Part::printer, hal::Health::unavailable, {hal::PrinterFault::cover_open});
  CHECK_FALSE(b.has("result"));
  b.touch("bar.back");
  b.touch("open.scanner");
  b.happen(CodeSeen{});
  b.device(Part::scanner, hal::Health::gone);
  CHECK_FALSE(b.has("result"));
}

TEST_CASE("each fault of the printer is said with what to do, the worst first") {
  for (const auto fault : {hal::PrinterFault::paper_out, hal::PrinterFault::cover_open, hal::PrinterFault::cutter_jam, hal::PrinterFault::hot,
                           hal::PrinterFault::broken, hal::PrinterFault::silent}) {
    Bench b;
    b.device(Part::printer, hal::Health::unavailable, {fault}, true);
    b.enter("open.printer");
    CHECK(b.has(std::string("trouble.") + name_of(trouble_of(fault))));
    CHECK(b.has("trouble.paper-low"));
    CHECK(b.state.mishaps.last_of(Part::printer)->trouble == trouble_of(fault));
  }
}

TEST_CASE("mishaps: the same again is counted, another kind is noted, fifty are kept, what mends is not noted") {
  Bench b;
  for (int i = 0; i < 3; ++i) b.happen(CardFailed{hal::CardFault::moved});
  REQUIRE(b.state.mishaps.all().size() == 1);
  CHECK(b.state.mishaps.all().front().times == 3);
  b.device(Part::reader, hal::Health::ok);
  b.device(Part::reader, hal::Health::gone);
  b.device(Part::reader, hal::Health::gone);
  b.device(Part::reader, hal::Health::ok);
  CHECK(b.state.mishaps.all().size() == 2);
  for (int i = 0; i < 40; ++i) {
    b.happen(CodeFailed{});
    b.happen(CardFailed{hal::CardFault::unsupported});
  }
  CHECK(b.state.mishaps.all().size() == Mishaps::kMost);
  b.happen(StoringFailed{core::session::StoreTrouble::disk_full});
  b.happen(StoringFailed{core::session::StoreTrouble::disk_failed});
  b.device(Part::scanner, hal::Health::needs_care);
  b.device(Part::camera, hal::Health::faulty);
  b.enter("open.mishaps");
  CHECK(b.has("mishap.49"));
  CHECK_FALSE(b.has("mishap.50"));
}

TEST_CASE("a terminal without mishaps says so") {
  Bench b;
  b.enter("open.mishaps");
  CHECK(b.has("none"));
}

TEST_CASE("the hall: reached, lost and since when, courier gone, never reached") {
  Bench b;
  b.enter("open.hall");
  b.happen(HallHeard{false});
  CHECK(b.state.mishaps.all().empty());  // it was never reached: nothing was lost
  b.happen(CourierHeard{true});
  b.happen(HallHeard{true});
  b.wait(10s);
  b.happen(HallHeard{false});
  CHECK(b.state.hall.reached == kNow + 10s);
  CHECK(b.state.mishaps.last_of(Part::hall)->trouble == Trouble::unreachable);
  CHECK(b.has("care.hall"));
  b.happen(CourierHeard{false});
  CHECK(b.state.mishaps.last_of(Part::hall)->trouble == Trouble::courier_gone);
  for (const auto age : {30s, 90s, 7200s + 1s, 3600s * 72}) {
    b.happen(QueueHeard{2, 1, kNow + 10s - age});
    CHECK(b.has("care.queue"));
  }
  b.happen(QueueHeard{0, 1, {}});
  b.happen(TerminalFacts{b.facts()});
  CHECK(b.has("damaged"));
}

TEST_CASE("readiness: fit, and each thing that is not") {
  Bench b;
  b.all_devices(hal::Health::ok);
  b.happen(CourierHeard{true});
  b.happen(HallHeard{true});
  b.happen(QueueHeard{0, 0, {}});
  b.happen(TerminalFacts{b.facts()});
  CHECK(worst_of(findings(b.state)) == Fitness::fit);
  b.enter();
  CHECK(icon_of(b, "verdict") == "done");
  b.touch("open.report");

  const auto worst_with = [&](auto change) {
    Bench other = b;
    change(other);
    other.touch("print");
    other.happen(PaperOut{other.state.visit->job, hal::Proof::confirmed});
    CHECK(other.has("printed"));
    other.touch("bar.back");
    return worst_of(findings(other.state));
  };
  const auto with_facts = [&](auto change) {
    return worst_with([&](Bench& other) {
      TerminalFacts facts = other.facts();
      change(facts);
      other.happen(std::move(facts));
    });
  };
  CHECK(worst_with([](Bench&) {}) == Fitness::fit);
  CHECK(worst_with([](Bench& o) { o.device(Part::reader, hal::Health::gone); }) == Fitness::unfit);
  CHECK(worst_with([](Bench& o) { o.device(Part::printer, hal::Health::needs_care, {}, true); }) == Fitness::care);
  CHECK(worst_with([](Bench& o) { o.device(Part::scanner, hal::Health::unavailable); }) == Fitness::unfit);
  CHECK(worst_with([](Bench& o) { o.device(Part::camera, hal::Health::starting); }) == Fitness::care);
  CHECK(worst_with([](Bench& o) { o.happen(HallHeard{false}); }) == Fitness::care);
  CHECK(worst_with([](Bench& o) { o.happen(CourierHeard{false}); }) == Fitness::unfit);
  CHECK(worst_with([](Bench& o) { o.happen(QueueHeard{1, 1, kNow}); }) == Fitness::care);
  CHECK(worst_with([](Bench& o) { o.happen(QueueHeard{1, 0, kNow - 25h}); }) == Fitness::care);
  CHECK(worst_with([](Bench& o) { o.happen(QueueHeard{1, 0, kNow - 1h}); }) == Fitness::fit);
  CHECK(with_facts([](TerminalFacts& f) { f.damaged = 1; }) == Fitness::care);
  CHECK(with_facts([](TerminalFacts& f) { f.certificates[0].expires = kNow + std::chrono::days(30); }) == Fitness::care);
  CHECK(with_facts([](TerminalFacts& f) { f.certificates[1].expires = kNow - 1s; }) == Fitness::unfit);
  CHECK(with_facts([](TerminalFacts& f) { f.certificates[1].expires.reset(); }) == Fitness::unfit);
  CHECK(with_facts([](TerminalFacts& f) { f.disk_free = 999'999'999; }) == Fitness::care);
  CHECK(with_facts([](TerminalFacts& f) { f.disk_free = 99'999'999; }) == Fitness::unfit);
  CHECK(worst_with([](Bench& o) {
    o.device(Part::reader, hal::Health::gone);
    o.happen(HallHeard{false});
  }) == Fitness::unfit);
}

TEST_CASE("the report that does not come out is said") {
  Bench b;
  b.enter("open.report");
  b.touch("print");
  b.happen(PaperFailed{b.state.visit->job, hal::PrinterFault::hot});
  CHECK(icon_of(b, "printed") == "warning");
  b.touch("print");
  b.happen(PaperOut{b.state.visit->job, hal::Proof::likely});
  CHECK(icon_of(b, "printed") == "done");
}
