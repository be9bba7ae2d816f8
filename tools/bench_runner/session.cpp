// session.step: one event as the kiosk's loop handles it, step() and then view(), along random walks through visits.
#include <array>
#include <memory>
#include <random>
#include <utility>

#include "kiosk/app/catalogue_files.h"
#include "kiosk/core/delivery/number.h"
#include "kiosk/core/session/session.h"
#include "tools/bench_runner/figures.h"
#include "tools/bench_runner/stopwatch.h"

namespace bancheng::bench {
namespace {

using namespace core::session;
using base::PersonText;

constexpr int kStepsEachRun = 1000;
constexpr std::uint32_t kTerminal = 10'001;

core::identity::IdCard specimen_card() {
  core::identity::IdCard card;
  card.name = PersonText("样本");
  card.sex_code = PersonText("2");
  card.nation_code = PersonText("01");
  card.birth_date = PersonText("19491231");
  card.address = PersonText("样本市样本区样本路1号");
  card.number = PersonText("11010519491231002X");
  card.authority = PersonText("样本市公安局");
  card.valid_from = PersonText("20200101");
  card.valid_to = PersonText("长期");
  return card;
}

PersonText typed_in(const FieldData& field) {
  switch (field.keyboard) {
    case Keyboard::digits: return PersonText("1");
    case Keyboard::date: return PersonText("1949-12-31");
    case Keyboard::phone: return PersonText("010-00000000");
    case Keyboard::citizen_number: return PersonText("11010519491231002X");
    case Keyboard::capitals: return PersonText("91350100M000100Y43");  // GB 32100-2015, annex
    default: return PersonText("样本");
  }
}

/// A person who touches whatever the screen offers, mostly the way on, with devices, disk and hall that work.
class Walk {
 public:
  Walk(Setup setup, std::uint32_t seed) : setup_(std::move(setup)), state_(initial_state(setup_)), random_(seed) {
    now_.wall = base::WallTime(base::Milliseconds(1'767'323'045'678));
    for (const Device device : {Device::id_card_reader, Device::code_scanner, Device::document_camera, Device::receipt_printer}) {
      waiting_.emplace_back(DeviceState{device, true});
    }
  }

  /// Of one event.
  double milliseconds() {
    now_.wall += base::Milliseconds(2000);
    now_.steady = now_.steady + base::Milliseconds(2000);
    const Event event{now_, next()};
    const Stopwatch watch(CLOCK_THREAD_CPUTIME_ID);
    Step done = step(setup_, std::move(state_), event);
    state_ = std::move(done.state);
    screen_ = view(setup_, state_);
    const double spent = watch.milliseconds();
    for (const Effect& effect : done.effects) answer(effect);
    return spent;
  }

  [[nodiscard]] int stored() const { return stored_; }

 private:
  Happening next() {
    if (!waiting_.empty()) {
      Happening first = std::move(waiting_.front());
      waiting_.erase(waiting_.begin());
      return first;
    }
    std::vector<const Element*> usable;
    for (const Element& element : screen_.elements) {
      const bool touchable = element.role == Role::button || element.role == Role::choice || element.role == Role::field ||
                             element.role == Role::signature;
      // The bar is on every screen: as often touched as any one element of the page.
      if (touchable && element.enabled && (element.place != Place::bar || random_() % 8 == 0)) usable.push_back(&element);
    }
    if (usable.empty()) return Tick{};
    return touch(*usable[random_() % usable.size()]);
  }

  static Intent touch(const Element& element) {
    if (const auto* field = std::get_if<FieldData>(&element.data)) return {element.id, typed_in(*field)};
    if (element.role == Role::signature) return {element.id, core::delivery::Signature{{{0.2F, 0.3F, 0}, {0.8F, 0.7F, 400}}}};
    return {element.id, {}};
  }

  void answer(const Effect& effect) {
    if (std::holds_alternative<StartCardReading>(effect)) {
      waiting_.emplace_back(CardRead{specimen_card()});
    } else if (const auto* capture = std::get_if<Capture>(&effect)) {
      waiting_.emplace_back(PageCaptured{{static_cast<std::uint32_t>(capture->job)}, capture->job});
    } else if (const auto* store = std::get_if<Store>(&effect)) {
      const auto number = core::delivery::make_number({kTerminal, static_cast<std::uint32_t>(++stored_)});
      waiting_.emplace_back(Stored{{number.value_or(""), core::delivery::make_receipt_code({}), now_.wall}, store->job});
    } else if (const auto* watch = std::get_if<WatchAcceptance>(&effect)) {
      waiting_.emplace_back(HallAccepted{watch->number});
    } else if (const auto* print = std::get_if<Print>(&effect)) {
      waiting_.emplace_back(Printed{print->job});
    }
  }

  const Setup setup_;
  State state_;
  Screen screen_;
  base::Moment now_;
  std::mt19937 random_;
  std::vector<Happening> waiting_;
  int stored_ = 0;
};

}  // namespace

Taken take_session_step(const Options& options) {
  auto catalogue = app::read_catalogue(options.assets / "catalogue");
  if (!catalogue) return base::failure(catalogue.error().front());
  auto working_days = app::read_working_days(options.calendar);
  if (!working_days) return base::failure(working_days.error().front());
  Setup setup;
  setup.catalogue = *catalogue;
  setup.working_days = std::move(*working_days);
  setup.terminal_name = "样本大厅";
  setup.hall_phone = "12345";

  Figure figure{"session.step", "µs", {}};
  int stored = 0;
  for (int run = 0; run <= options.runs; ++run) {
    Walk walk(setup, static_cast<std::uint32_t>(run));
    double spent = 0;
    for (int i = 0; i < kStepsEachRun; ++i) spent += walk.milliseconds();
    if (run > 0) figure.values.push_back(spent * 1000 / kStepsEachRun);
    stored += walk.stored();
  }
  // A walk that turns round before it comes to the end of anything would measure little.
  if (stored == 0) return base::failure(base::Complaint{"session.step", "no walk came as far as storing something"});
  return std::vector<Figure>{figure};
}

}  // namespace bancheng::bench
