#include "sample_visit.h"

#include <algorithm>
#include <stdexcept>

#include "kiosk/base/text_files.h"
#include "kiosk/core/catalogue/load.h"
#include "kiosk/core/session/session.h"

namespace bancheng::ui::samples {
namespace {

using namespace core::session;

/// What `load` makes of the shipped *.yaml of `folder`.
template <typename Loaded, typename Error>
Loaded shipped(const char* folder, base::Result<Loaded, Error> (*load)(const std::vector<base::TextFile>&)) {
  const auto files = base::read_text_files(std::filesystem::path(BANCHENG_SOURCE_DIR) / folder, ".yaml");
  if (!files) throw std::runtime_error(files.error().where);
  auto loaded = load(*files);
  if (!loaded) throw std::runtime_error(loaded.error().front().where);
  return std::move(*loaded);
}

core::identity::IdCard specimen() {
  core::identity::IdCard card;
  card.name = base::PersonText("样本");
  card.sex_code = base::PersonText("2");
  card.nation_code = base::PersonText("01");
  card.birth_date = base::PersonText("19491231");
  card.address = base::PersonText("样本市样本区幸福路8号2单元301室");
  card.number = base::PersonText("11010519491231002X");
  card.authority = base::PersonText("样本市公安局");
  card.valid_from = base::PersonText("20100101");
  card.valid_to = base::PersonText("长期");
  return card;
}

class Player {
 public:
  explicit Player(const Settings& settings, std::chrono::sys_days on = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2}) {
    setup_.catalogue =
        std::make_shared<const core::catalogue::Catalogue>(shipped("assets/catalogue", core::catalogue::load_catalogue));
    setup_.working_days = shipped("config/calendar", core::catalogue::load_working_days);
    setup_.terminal_name = "市民服务中心一楼";
    setup_.hall_phone = "010-00000000";
    setup_.defaults = settings;
    state_ = initial_state(setup_);
    now_.wall = base::WallTime{on};
    for (const Device device : {Device::id_card_reader, Device::code_scanner, Device::document_camera, Device::receipt_printer}) {
      happen(DeviceState{device, true});
    }
  }

  void happen(Happening what) {
    now_.steady = now_.steady + base::Milliseconds(50);
    Step next = step(setup_, std::move(state_), Event{now_, std::move(what)});
    state_ = std::move(next.state);
    for (Effect& effect : next.effects) {
      if (const auto* store = std::get_if<Store>(&effect)) store_job_ = store->job;
      if (const auto* print = std::get_if<Print>(&effect)) print_job_ = print->job;
      if (const auto* capture = std::get_if<Capture>(&effect)) capture_job_ = capture->job;
    }
  }
  void touch(const std::string& element) { happen(Intent{element, {}}); }
  void type(const std::string& text) { happen(Intent{"answer", base::PersonText(text)}); }
  void sign() { happen(Intent{"signature", signature()}); }
  void lay_card() { happen(CardRead{specimen()}); }
  void captured(std::uint32_t page) { happen(PageCaptured{core::delivery::PageId{page}, capture_job_}); }
  void stored(const std::string& number) { happen(Stored{{number, "ABCD2345EFGH6789", now_.wall}, store_job_}); }
  void printed() { happen(Printed{print_job_}); }
  void not_printed() { happen(PrintFailed{print_job_, PrintTrouble::paper_out}); }
  void accepted(const std::string& number) { happen(HallAccepted{number}); }
  void wait_for_deadline() {
    if (const auto due = next_deadline(state_)) {
      now_.steady = std::max(now_.steady, *due);
      happen(Tick{});
    }
  }

  void keep(const std::string& name) { samples_.push_back({name, view(setup_, state_)}); }
  [[nodiscard]] std::vector<Sample> take() { return std::move(samples_); }

 private:
  Setup setup_;
  State state_;
  base::Moment now_;
  std::uint64_t store_job_ = 0;
  std::uint64_t print_job_ = 0;
  std::uint64_t capture_job_ = 0;
  std::vector<Sample> samples_;
};

void up_to_form(Player& p) {
  p.keep("attract");
  p.touch("start");
  p.keep("home");
  p.touch("item.elderly-card");
  p.keep("guide");
  p.touch("start");
  p.keep("card");
  p.happen(CardUnreadable{CardTrouble::moved});
  p.keep("card-moved");
  p.happen(CardUnreadable{CardTrouble::unsupported});
  p.keep("card-problem");
  p.touch("another-card");
  p.lay_card();
  p.keep("condition");
  p.touch("choice.no");
  p.keep("condition-unmet");
  p.touch("change-answer");
  p.touch("choice.yes");
}

void form(Player& p) {
  p.keep("field-address");
  p.touch("continue");
  p.keep("field-phone-empty");
  p.type("12");
  p.touch("continue");
  p.keep("field-phone-wrong");
  p.type("13800000000");
  p.touch("continue");
  p.keep("field-name");
  p.type("样本");
  p.touch("continue");
  p.keep("field-choice");
  p.touch("choice.alone");
}

void materials(Player& p) {
  p.keep("material");
  p.touch("capture");
  p.keep("material-capturing");
  p.captured(1);
  p.keep("material-review");
  p.touch("keep");
  p.touch("capture");
  p.captured(2);
  p.touch("add-page");
  p.touch("capture");
  p.captured(3);
  p.keep("material-review-2");
  p.touch("keep");
  p.keep("delivery");
  p.touch("delivery.courier");
  p.keep("courier-name");
  p.touch("continue");
  p.type("13800000000");
  p.touch("continue");
  p.keep("courier-address");
  p.type("样本市样本区幸福路8号");
  p.touch("continue");
}

void up_to_goodbye(Player& p) {
  p.keep("check");
  p.touch("continue");
  p.keep("sign-empty");
  p.sign();
  p.keep("sign");
  p.touch("bar.end");
  p.keep("end");
  p.touch("end-cancel");
  p.touch("submit");
  p.keep("storing");
  p.stored("310000000017");
  p.keep("storing-saved");
  p.accepted("310000000017");
  p.keep("receipt-printing");
  p.not_printed();
  p.keep("receipt-no-paper");
  p.touch("print-again");
  p.printed();
  p.keep("receipt");
  p.touch("continue");
  p.keep("survey");
  p.touch("degree.5");
  p.keep("goodbye");
}

void help_case(Player& p) {
  p.touch("bar.help");
  p.keep("help-category");
  p.touch("choice.do-not-understand");
  p.keep("help-text");
  p.touch("continue");
  p.keep("help-phone");
  p.type("13800000000");
  p.touch("continue");
}

/// A help case of the last days of a year: its deadline lies beyond the calendar.
void estimated_help_case(Player& p) {
  p.touch("start");
  p.touch("bar.help");
  p.touch("choice.other");
  p.touch("continue");
  p.touch("no-phone");
  p.stored("310000000024");
  p.accepted("310000000024");
  p.printed();
  p.keep("help-receipt-estimated");
}

}  // namespace

std::vector<Sample> visit(const Settings& settings) {
  Player p(settings);
  up_to_form(p);
  form(p);
  materials(p);
  up_to_goodbye(p);
  std::vector<Sample> all = p.take();
  Player second(settings);
  second.touch("start");
  second.wait_for_deadline();
  second.keep("idle");
  for (Sample& sample : second.take()) all.push_back(std::move(sample));
  Player third(settings);
  third.touch("start");
  help_case(third);
  third.keep("help-storing");
  third.happen(StoreFailed{StoreTrouble::disk_full, 1});
  third.keep("help-store-failed");
  for (Sample& sample : third.take()) all.push_back(std::move(sample));
  Player fourth(settings, std::chrono::sys_days{std::chrono::year{2026} / 12 / 30});
  estimated_help_case(fourth);
  for (Sample& sample : fourth.take()) all.push_back(std::move(sample));
  return all;
}

}  // namespace bancheng::ui::samples
