#include "kiosk/app/kiosk.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "kiosk/app/catalogue_desk.h"
#include "kiosk/app/catalogue_files.h"
#include "kiosk/app/effect_runner.h"
#include "kiosk/app/offered_items.h"
#include "kiosk/app/script_hands.h"
#include "kiosk/app/service_desk.h"
#include "kiosk/base/log.h"
#include "kiosk/text/phrasebook.h"
#include "kiosk/text/spelling.h"

namespace bancheng::app {
namespace {

using core::Language;
using namespace core::session;
using Complaints = std::vector<base::Complaint>;

/// Nobody can have begun a visit when the first frame has only just been drawn; longer than this the terminal does not wait for its catalogue.
constexpr base::Milliseconds kCataloguePatience{2'000};

base::Result<ui::Phrasebooks, Complaints> read_phrasebooks(const std::filesystem::path& assets) {
  auto chinese = text::Phrasebook::load(assets / "lang", Language::zh_cn);
  auto english = text::Phrasebook::load(assets / "lang", Language::en);
  Complaints complaints;
  for (const auto* book : {&chinese, &english}) {
    if (!*book) complaints.push_back(book->error());
  }
  if (!complaints.empty()) return base::failure(std::move(complaints));
  return ui::Phrasebooks{*chinese, *english};
}

ui::ShellConfig shell_config(const Config& config) {
  ui::ShellConfig shell;
  shell.title = "办成";
  shell.width = config.display.width();
  shell.height = config.display.height();
  shell.kind = config.display.fullscreen ? ui::WindowKind::borderless : ui::WindowKind::window;
  shell.renderer = config.display.renderer;
  shell.panel_width_mm = config.display.width_mm();
  shell.panel_height_mm = config.display.height_mm();
  shell.low_reach_mm = config.low_reach_mm();
  shell.assets = config.paths.assets;
  shell.pinyin_program = config.paths.pinyin;
  return shell;
}

bool asks_for_wipe(const Effects& effects) {
  return std::any_of(effects.begin(), effects.end(), [](const Effect& effect) { return std::holds_alternative<Wipe>(effect); });
}

}  // namespace

base::Result<std::unique_ptr<Kiosk>, Complaints> Kiosk::open(const Config& config, const base::Clock& clock) {
  auto phrasebooks = read_phrasebooks(config.paths.assets);
  if (!phrasebooks) return base::failure(std::move(phrasebooks.error()));
  auto catalogue = read_catalogue(config.paths.assets / "catalogue");
  if (!catalogue) return base::failure(std::move(catalogue.error()));
  auto offered = offer(**catalogue, config.items);
  if (!offered) return base::failure(std::move(offered.error()));
  auto working_days = read_working_days(config.paths.calendar);
  if (!working_days) return base::failure(std::move(working_days.error()));
  auto shell = ui::Shell::open(shell_config(config), *phrasebooks, clock);
  if (!shell) return base::failure(Complaints{shell.error()});

  Setup setup;
  setup.catalogue = *offered;
  setup.working_days = std::move(*working_days);
  setup.terminal_name = config.terminal.name;
  setup.hall_phone = config.terminal.hall_phone;
  setup.defaults = config.settings;
  setup.long_times = config.long_times;
  setup.opening_hours = config.opening_hours;
  setup.languages = config.languages();
  setup.home_tiles = static_cast<std::size_t>(config.items.home_tiles);
  std::unique_ptr<Kiosk> kiosk(new Kiosk(config, clock, std::move(setup), std::move(*shell)));
  auto effects = EffectRunner::open(config, clock, *phrasebooks, *kiosk->shell_, kiosk->tasks_,
                                    [raw = kiosk.get()](Happening what) { raw->dispatch(std::move(what)); });
  if (!effects) return base::failure(std::move(effects.error()));
  kiosk->effects_ = std::move(*effects);
  kiosk->service_ = std::make_unique<ServiceDesk>(
      config, clock, kiosk->tasks_, *kiosk->effects_, *catalogue,
      ServiceDesk::Calls{[raw = kiosk.get()](Happening what) { raw->dispatch(std::move(what)); },
                         [raw = kiosk.get()] { return raw->is_idle(); }, [raw = kiosk.get()](bool wiped) { raw->show(wiped); }});
  if (auto opened = kiosk->open_catalogue_desk(config); !opened) return base::failure(std::move(opened.error()));
  kiosk->hands_ = make_script_hands(config.paths.panel, *kiosk->shell_);
  return kiosk;
}

base::Result<void, Complaints> Kiosk::open_catalogue_desk(const Config& config) {
  if (config.paths.catalogue.empty()) return {};
  auto signer = bundle::TrustedSigner::load(config.keys.catalogue_signer);
  if (!signer) return base::failure(Complaints{signer.error()});
  CatalogueShelf shelf({config.paths.catalogue, config.paths.assets / "icons", config.items}, std::move(*signer));
  catalogues_ = std::make_unique<CatalogueDesk>(std::move(shelf), [this] { shell_->wake(); });
  effects_->equipment().storing.set_catalogue_watch([this] { catalogues_->look(); });
  return {};
}

Kiosk::Kiosk(const Config& config, const base::Clock& clock, Setup setup, std::unique_ptr<ui::Shell> shell)
    : clock_(clock),
      setup_(std::move(setup)),
      usage_(config.paths.usage),
      shell_(std::move(shell)),
      tasks_(kMostLoopTasks, [this] { shell_->wake(); }),
      state_(initial_state(setup_)),
      screen_(view(setup_, state_)) {
  setup_.most_used = usage_.most_used(today());
}

Kiosk::~Kiosk() = default;

void Kiosk::stop() {
  stopping_ = true;
  shell_->wake();
}

void Kiosk::run() {
  shell_->show(screen_);
  effects_->start_devices();
  tell_of_owed_receipts();
  shell_->wake();  // the first round draws the first frame and waits for nothing
  round();
  notifier_.ready();
  effects_->prepare_receipts();
  // After the first frame too: nobody can have touched "search" yet.
  if (catalogues_) catalogues_->start(kCataloguePatience);
  use_new_catalogue();
  if (!setup_.search) setup_.search = std::make_shared<const core::catalogue::SearchIndex>(*setup_.catalogue, text::Spelling());
  screen_ = view(setup_, state_);
  while (!stopping_) round();
  notifier_.stopping();
  spdlog::info("kiosk: stopped");
}

void Kiosk::round() {
  if (hands_) hands_->serve(screen_);
  take_inputs();
  if (tasks_.dropped() > 0) {
    spdlog::critical("the loop was stuck and has lost events: ending, to start anew");
    std::abort();
  }
  for (const auto& task : tasks_.take_all()) task();
  const auto is_over = [&](const auto& deadline) { return deadline && clock_.now().steady >= *deadline; };
  if (is_over(next_deadline(state_))) dispatch(Tick{});
  if (is_over(service_->next_deadline())) service_->take(Tick{});
  use_new_catalogue();
  notifier_.alive();
}

bool Kiosk::is_idle() const { return shown_page(state_) == At::attract && !service_->is_open(); }

void Kiosk::use_new_catalogue() {
  if (!catalogues_ || !is_idle()) return;
  auto taken = catalogues_->take();
  if (!taken) return;
  setup_.catalogue = std::move(taken->offered);
  setup_.search = std::move(taken->search);
  service_->use(taken->whole);
  spdlog::info("catalogue: version {} is in use", taken->whole->version);
  show(false);
}

void Kiosk::take_inputs() {
  for (ui::Input& input : shell_->wait(next_wake())) {
    if (std::holds_alternative<ui::Quit>(input)) {
      stopping_ = true;
    } else if (std::holds_alternative<ui::ServiceCall>(input)) {
      service_->call();
    } else if (auto* intent = std::get_if<Intent>(&input)) {
      take(std::move(*intent));
    } else {
      take(Activity{});
    }
  }
}

void Kiosk::take(Happening what) {
  if (!service_->is_open()) return dispatch(std::move(what));
  if (auto* intent = std::get_if<Intent>(&what)) return service_->take(std::move(*intent));
  service_->take(Activity{});
}

std::optional<base::SteadyTime> Kiosk::first_deadline() const {
  const auto session = next_deadline(state_);
  const auto service = service_->next_deadline();
  return session && service ? std::min(*session, *service) : session ? session : service;
}

base::SteadyTime Kiosk::next_wake() const {
  const base::SteadyTime latest = clock_.now().steady + notifier_.longest_sleep();
  const auto deadline = first_deadline();
  return deadline && *deadline < latest ? *deadline : latest;
}

void Kiosk::dispatch(Happening what) {
  if (service_->takes(what)) return;
  const std::string before = item_of_visit();
  Step next = step(setup_, std::move(state_), Event{clock_.now(), std::move(what)});
  state_ = std::move(next.state);
  if (const std::string item = item_of_visit(); item != before) usage_.count(item, today());
  // Effects first: a wipe empties the screen, and what is shown after it belongs to nobody any more.
  const bool wiped = asks_for_wipe(next.effects);
  effects_->run(std::move(next.effects));
  show(wiped);
  if (wiped) learn_what_is_used();  // waits for the disk, when nobody waits for the screen
}

std::string Kiosk::item_of_visit() const { return state_.session ? state_.session->item : std::string(); }

std::chrono::sys_days Kiosk::today() const { return core::form::date_in_china(clock_.now().wall); }

void Kiosk::learn_what_is_used() {
  usage_.save(today());
  setup_.most_used = usage_.most_used(today());
}

void Kiosk::show(bool wiped) {
  Screen shown = service_->is_open() ? service_->view() : view(setup_, state_);
  if (shown.id != screen_.id) spdlog::info("screen {}", shown.id);
  if (!wiped && shown == screen_) return;
  screen_ = std::move(shown);
  shell_->show(screen_);
}

void Kiosk::tell_of_owed_receipts() {
  for (ReceiptOwed& owed : effects_->owed_receipts()) dispatch(std::move(owed));
}

}  // namespace bancheng::app
