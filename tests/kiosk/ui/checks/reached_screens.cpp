#include "reached_screens.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>

#include "../../core/session/checks/specimens.h"
#include "../../core/session/checks/world.h"
#include "kiosk/app/catalogue_files.h"
#include "kiosk/text/spelling.h"
#include "kiosk/ui/view.h"

namespace bancheng::ui::checks {
namespace {

using namespace core::session;
using namespace core::session::checks;
namespace fs = std::filesystem;

constexpr std::size_t kAlike = 6;  ///< states that are gone on from, of those that look alike

std::shared_ptr<const text::Phrasebook> book(core::Language language) {
  auto loaded = text::Phrasebook::load(fs::path(BANCHENG_BINARY_DIR) / "assets/lang", language);
  if (!loaded) throw std::runtime_error(loaded.error().where + ": " + loaded.error().what);
  return *loaded;
}

/// What the kind of its data says about an element's place on the page.
std::string kind_of(const ElementData& data) {
  std::string kind = std::to_string(data.index());
  if (const auto* field = std::get_if<FieldData>(&data)) {
    kind += "k" + std::to_string(static_cast<int>(field->keyboard)) + (field->value.empty() ? "-" : "v") + (field->hint.empty() ? "-" : "h");
  }
  if (const auto* preview = std::get_if<PreviewData>(&data)) kind += preview->page ? "p" : "-";
  if (const auto* row = std::get_if<RowData>(&data)) kind += row->value.empty() ? "-" : "v";
  return kind;
}

std::string shape_of(const Screen& screen) {
  std::string shape = screen.id;
  for (const Element& e : screen.elements) {
    shape += "\n" + e.id + " " + std::to_string(static_cast<int>(e.role)) + std::to_string(static_cast<int>(e.place)) +
             std::to_string(static_cast<int>(e.emphasis)) + (e.detail.empty() ? "-" : "d") + (e.error.empty() ? "-" : "e") +
             (e.icon.empty() ? "-" : "i") + (e.enabled ? "" : "o") + (e.selected ? "s" : "") + kind_of(e.data);
  }
  return shape;
}

/// Which page of which item it is; what else decides how the page looks is its shape.
std::string place_of(const State& state) {
  if (!state.session) return "";
  const Session& visit = *state.session;
  const auto spot = [](const Spot& at) { return std::to_string(static_cast<int>(at.at)) + "." + std::to_string(at.index); };
  return visit.item + " " + spot(visit.main) + (visit.help ? " " + spot(visit.help->spot) : "") + (visit.changing ? " changing" : "");
}

/// From every page of every item, in a few of the states that look alike, all that may happen next.
class Walk {
 public:
  Walk(const Setup& setup, const World& world, std::function<void(const Screen&)> see) : setup_(setup), world_(world), see_(std::move(see)) {
    meet(opening_state(setup, world));
  }

  void run() {
    while (!waiting_.empty()) {
      const State state = std::move(waiting_.front());
      waiting_.pop_front();
      base::Moment now = state.now;
      now.steady = now.steady + base::Milliseconds(10);
      for (Possible& one : possible(state)) meet(step(setup_, state, Event{now, std::move(one.what)}).state);
      if (const auto due = next_deadline(state)) meet(step(setup_, state, Event{{now.wall, std::max(*due, now.steady)}, Tick{}}).state);
    }
  }

 private:
  std::vector<Possible> possible(const State& state) const {
    std::vector<Possible> next = answers_of(world_, setup_, state);
    for (const Element& element : view(setup_, state).elements) {
      if (!is_interactive(element) || element.id == "bar.language" || element.id == "bar.size" || element.id == "bar.contrast") continue;
      for (Possible& one : touches_of(element)) next.push_back(std::move(one));
    }
    return next;
  }

  void meet(State state) {
    const Screen screen = view(setup_, state);
    const std::string shape = shape_of(screen) + "\n" + place_of(state);
    std::set<std::string>& alike = met_[shape];
    if (alike.size() >= kAlike || !alike.insert(abstraction_of(setup_, state, Times::left_out)).second) return;
    see_(screen);
    waiting_.push_back(std::move(state));
  }

  const Setup& setup_;
  const World& world_;
  const std::function<void(const Screen&)> see_;
  std::deque<State> waiting_;
  std::map<std::string, std::set<std::string>> met_;
};

Setup whole_catalogue() {
  Setup setup = specimen_setup();
  auto catalogue = app::read_catalogue(fs::path(BANCHENG_SOURCE_DIR) / "assets/catalogue");
  if (!catalogue) throw std::runtime_error(catalogue.error().front().where + ": " + catalogue.error().front().what);
  setup.catalogue = *catalogue;
  setup.search = std::make_shared<const core::catalogue::SearchIndex>(**catalogue, text::Spelling());
  return setup;
}

using Job = std::function<void(ScreenShapes&)>;

Job walking(Setup setup, World world) {
  return [setup = std::move(setup), world = std::move(world)](ScreenShapes& shapes) {
    Walk(setup, world, [&](const Screen& screen) { shapes.note(screen); }).run();
  };
}

std::vector<Job> all_jobs() {
  std::vector<Job> jobs{walking(whole_catalogue(), all_worlds().front())};
  // What is shown when something fails does not depend on the item.
  for (const World& world : all_worlds()) jobs.push_back(walking(specimen_setup(), world));
  return jobs;
}

/// With no more in a field than can be typed there.
Screen as_typed(Screen screen) {
  for (Element& element : screen.elements) {
    auto* field = std::get_if<FieldData>(&element.data);
    if (field == nullptr || static_cast<int>(field->value.size()) <= field->max_length) continue;
    field->value = base::PersonText(field->value.view().substr(0, static_cast<std::size_t>(field->max_length)));
  }
  return screen;
}

}  // namespace

ScreenShapes::ScreenShapes() : zh_cn_(book(core::Language::zh_cn)), en_(book(core::Language::en)) {}

std::size_t ScreenShapes::length_of(const Screen& screen, const text::Phrasebook& phrases) const {
  std::size_t length = 0;
  for (const Element& element : screen.elements) {
    const Spoken spoken = resolve(element, phrases);
    for (const base::PersonText* text : {&spoken.label, &spoken.detail, &spoken.error, &spoken.value, &spoken.hint}) length += text->size();
  }
  return length;
}

void ScreenShapes::note(const Screen& shown) {
  const Screen screen = as_typed(shown);
  auto& [chinese, english] = shapes_[shape_of(screen)];
  for (auto& [longest, phrases] : {std::pair<Longest&, const text::Phrasebook&>{chinese, *zh_cn_}, {english, *en_}}) {
    const std::size_t length = length_of(screen, phrases) + 1;
    if (length > longest.length) longest = {length, screen};
  }
}

void ScreenShapes::add(const ScreenShapes& other) {
  for (const auto& [shape, longest] : other.shapes_) {
    auto& [chinese, english] = shapes_[shape];
    if (longest.first.length > chinese.length) chinese = longest.first;
    if (longest.second.length > english.length) english = longest.second;
  }
}

std::vector<Screen> ScreenShapes::longest(core::Language language) const {
  std::vector<Screen> screens;
  for (const auto& [shape, longest] : shapes_) screens.push_back(language == core::Language::en ? longest.second.screen : longest.first.screen);
  return screens;
}

ScreenShapes reached_screens(unsigned threads) {
  const std::vector<Job> jobs = all_jobs();
  ScreenShapes all;
  std::mutex mutex;
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    ScreenShapes mine;
    for (std::size_t i = next++; i < jobs.size(); i = next++) jobs[i](mine);
    const std::lock_guard lock(mutex);
    all.add(mine);
  };
  std::vector<std::thread> workers;
  for (unsigned i = 1; i < threads; ++i) workers.emplace_back(work);
  work();
  for (std::thread& worker : workers) worker.join();
  return all;
}

}  // namespace bancheng::ui::checks
