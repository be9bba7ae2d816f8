// What a touch does, page by page, and what happens when a wait is over.
#include <algorithm>
#include <cstdint>
#include <initializer_list>

#include "kiosk/diagnostics/machine.h"
#include "kiosk/diagnostics/papers.h"

namespace bancheng::diagnostics {
namespace {

using Bits = std::uint32_t;
constexpr Bits bit(At at) { return Bits{1} << static_cast<unsigned>(at); }
constexpr Bits bits(std::initializer_list<At> pages) {
  Bits all = 0;
  for (const At at : pages) all |= bit(at);
  return all;
}
constexpr Bits kAll = (Bits{1} << kPages) - 1;
constexpr Bits kInside = kAll & ~bits({At::no_pin, At::pin, At::locked});

/// On these pages this element does this.
struct Row {
  Bits pages;
  const char* element;
  void (*act)(const Context&);
};

template <At at>
void go(const Context& context) {
  arrive(context, at);
}

template <At at>
void go_to_device(const Context& context) {
  context.note(Act::device_opened);
  arrive(context, at);
}

void change_language(const Context& context) {
  core::Language& language = context.visit().settings.language;
  language = language == core::Language::zh_cn ? core::Language::en : core::Language::zh_cn;
}

void change_size(const Context& context) {
  using core::session::TextSize;
  TextSize& size = context.visit().settings.text_size;
  size = size == TextSize::largest ? TextSize::small : static_cast<TextSize>(static_cast<int>(size) + 1);
}

void change_contrast(const Context& context) { context.visit().settings.high_contrast = !context.visit().settings.high_contrast; }

void walk_away(const Context& context) { leave(context, Act::left); }

/// Digits alone count, whatever a keyboard sent.
void type_pin(const Context& context) {
  const auto* typed = std::get_if<base::PersonText>(&std::get<Intent>(context.event.what).value);
  if (typed == nullptr) return;
  base::PersonText digits;
  for (const char c : typed->view()) {
    if (c >= '0' && c <= '9' && digits.size() < kLongestPin) digits.append({&c, 1});
  }
  context.visit().pin = std::move(digits);
}

void hand_pin_in(const Context& context) {
  Visit& visit = context.visit();
  visit.job = ++context.state.last_job;
  visit.refused.reset();
  visit.wait = context.in(times::kPinCheck);
  context.emit(CheckPin{visit.job, std::exchange(visit.pin, {})});
}

void print(const Context& context, core::receipt::Receipt paper, bool with_pattern, Act act) {
  Visit& visit = context.visit();
  visit.job = ++context.state.last_job;
  visit.paper = {PaperJob::Phase::printing, {}};
  visit.wait = context.in(times::kPrint);
  context.note(act);
  context.emit(Print{visit.job, visit.settings.language, std::move(paper), with_pattern});
}

void print_test_page(const Context& context) { print(context, test_page(context.setup, context.state), true, Act::test_printed); }
void print_report(const Context& context) { print(context, readiness_report(context.setup, context.state), false, Act::report_printed); }

void take_picture(const Context& context) {
  Visit& visit = context.visit();
  visit.job = ++context.state.last_job;
  visit.page = std::monostate{};
  visit.wait = context.in(times::kCapture);
  context.emit(Capture{visit.job});
}

void drop_picture(const Context& context) {
  Visit& visit = context.visit();
  if (const auto* taken = std::get_if<PageTaken>(&visit.page)) context.emit(DropPage{taken->page});
  visit.page = std::monostate{};
}

constexpr Row kRows[] = {
    {kAll, "bar.language", change_language},
    {kAll, "bar.size", change_size},
    {kAll, "bar.contrast", change_contrast},
    {kAll, "bar.end", walk_away},
    {kInside & ~bit(At::overview), "bar.back", go<At::overview>},
    {bit(At::pin), "pin", type_pin},
    {bit(At::pin), "continue", hand_pin_in},
    {bit(At::overview), "open.reader", go_to_device<At::reader>},
    {bit(At::overview), "open.scanner", go_to_device<At::scanner>},
    {bit(At::overview), "open.camera", go_to_device<At::camera>},
    {bit(At::overview), "open.printer", go_to_device<At::printer>},
    {bit(At::overview), "open.hall", go<At::hall>},
    {bit(At::overview), "open.terminal", go<At::terminal>},
    {bit(At::overview), "open.mishaps", go<At::mishaps>},
    {bit(At::overview), "open.report", go<At::report>},
    {bit(At::printer), "test", print_test_page},
    {bit(At::camera), "capture", take_picture},
    {bit(At::camera), "again", drop_picture},
    {bit(At::report), "print", print_report},
};

std::optional<base::SteadyTime> wait_of(const Context& context, At at) {
  if (at == At::reader || at == At::scanner) return context.in(times::kNothingSeen);
  return std::nullopt;
}

}  // namespace

void arrive(const Context& context, At at) {
  drop_picture(context);
  Visit& visit = context.visit();
  visit.at = at;
  visit.wait = wait_of(context, at);
  visit.job = 0;
  visit.paper = {};
  visit.card = std::monostate{};
  visit.code = std::monostate{};
  visit.nothing_seen = false;
  if (bit(at) & bits({At::overview, At::hall, At::terminal, At::report})) context.emit(ReadFacts{});
}

void leave(const Context& context, Act why) {
  context.note(why);
  context.state.visit.reset();
  context.emit(Leave{});
}

void touched(const Context& context, const Intent& intent) {
  for (const Row& row : kRows) {
    if ((row.pages & bit(context.visit().at)) == 0 || intent.element != row.element) continue;
    row.act(context);
    return;
  }
}

void waited(const Context& context) {
  Visit& visit = context.visit();
  switch (visit.at) {
    case At::locked:
      visit.at = At::pin;
      visit.refused.reset();
      return;
    case At::pin:
      visit.job = 0;
      visit.refused = PinVerdict::unreadable;
      return;
    case At::reader:
    case At::scanner: visit.nothing_seen = true; return;
    case At::printer:
    case At::report:
      visit.job = 0;
      visit.paper = {PaperJob::Phase::failed, Trouble::gone};
      return;
    case At::camera:
      visit.job = 0;
      visit.page = Trouble::no_picture;
      return;
    default: return;
  }
}

std::vector<PublishedId> published_ids() {
  std::vector<PublishedId> ids;
  for (std::size_t page = 0; page < kPages; ++page) {
    const At at = static_cast<At>(page);
    for (const Row& row : kRows) {
      if (row.pages & bit(at)) ids.push_back({screen_id(at), row.element});
    }
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace bancheng::diagnostics
