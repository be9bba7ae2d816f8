#include "visit.h"

#include <algorithm>

#include "kiosk/core/session/moves.h"

namespace bancheng::core::session::checks {

Visit::Visit(const Table& table, Setup setup)
    : table_(table), setup_(std::move(setup)), state_(initial_state(setup_)), now_(specimen_start()) {}

void Visit::apply(Happening what) {
  Step next = step_with(table_, setup_, std::move(state_), Event{now_, std::move(what)});
  state_ = std::move(next.state);
  for (Effect& effect : next.effects) {
    if (const auto* store = std::get_if<Store>(&effect)) {
      last_store_ = *store;
      ++stores_;
    }
    if (const auto* print = std::get_if<Print>(&effect)) last_print_ = *print;
    if (const auto* capture = std::get_if<Capture>(&effect)) last_capture_ = capture->job;
    if (const auto* ask = std::get_if<Ask>(&effect)) last_ask_ = ask->job;
    effects_.push_back(std::move(effect));
  }
}

void Visit::happen(Happening what) {
  if (failed()) return;
  effects_.clear();
  apply(std::move(what));
}

void Visit::touch(const std::string& element) {
  if (failed()) return;
  expect_element(element);
  happen(Intent{element, {}});
}

void Visit::type(const std::string& text) {
  expect_element("answer");
  happen(Intent{"answer", base::PersonText(text)});
}

void Visit::draw(const delivery::Signature& signature) {
  expect_element("signature");
  happen(Intent{"signature", signature});
}

void Visit::wait(base::Milliseconds time) {
  if (failed()) return;
  effects_.clear();
  const base::SteadyTime end = now_.steady + time;
  for (int ticks = 0; ticks < 1000; ++ticks) {
    const auto deadline = next_deadline(state_);
    if (!deadline || *deadline > end) break;
    const base::Milliseconds step = std::max(base::Milliseconds(0), *deadline - now_.steady);
    now_ = {now_.wall + step, now_.steady + step};
    apply(Tick{});
  }
  now_ = {now_.wall + (end - now_.steady), end};
}

void Visit::captured(std::uint32_t page) { happen(PageCaptured{{page}, last_capture_}); }

void Visit::stored(std::uint32_t number) {
  expect(last_store_.has_value(), "something was to be stored");
  if (!failed()) happen(Stored{stored_as(number, now_.wall), last_store_->job});
}

void Visit::store_failed(StoreTrouble trouble) {
  expect(last_store_.has_value(), "something was to be stored");
  if (!failed()) happen(StoreFailed{trouble, last_store_->job});
}

void Visit::answered(inquiry::Answer answer) {
  expect(last_ask_ != 0, "something was asked");
  happen(Answered{std::move(answer), last_ask_});
}

void Visit::unanswered(inquiry::Trouble trouble) {
  expect(last_ask_ != 0, "something was asked");
  happen(Unanswered{trouble, last_ask_});
}

void Visit::printed() {
  expect(last_print_.has_value(), "something was to be printed");
  if (!failed()) happen(Printed{last_print_->job});
}

void Visit::not_printed(PrintTrouble trouble) {
  expect(last_print_.has_value(), "something was to be printed");
  if (!failed()) happen(PrintFailed{last_print_->job, trouble});
}

void Visit::accepted(std::uint32_t number) { happen(HallAccepted{stored_as(number, now_.wall).number}); }

void Visit::begin() {
  for (const Device each : {Device::id_card_reader, Device::code_scanner, Device::document_camera, Device::receipt_printer}) {
    device(each, true);
  }
  touch("start");
  expect_screen("home");
}

void Visit::to_card() {
  begin();
  touch("item.pass");
  expect_screen("guide");
  touch("start");
  expect_screen("card");
}

void Visit::to_form() {
  to_card();
  lay(Specimen::elder);
  expect_screen("condition");
  touch("choice.yes");
  expect_screen("field");
}

void Visit::to_materials() {
  to_form();
  type(kGoodPhone);
  touch("continue");
  touch("choice.alone");
  touch("continue");
  expect_screen("material");
}

void Visit::to_delivery() {
  to_materials();
  touch("capture");
  captured(1);
  expect_screen("material-review");
  touch("keep");
  touch("capture");
  captured(2);
  touch("keep");
  expect_screen("delivery");
}

void Visit::to_check() {
  to_delivery();
  touch("delivery.pick-up");
  expect_screen("check");
}

void Visit::to_sign() {
  to_check();
  touch("continue");
  expect_screen("sign");
}

void Visit::to_storing() {
  to_sign();
  draw(good_signature());
  touch("submit");
  expect_screen("storing");
}

void Visit::to_receipt() {
  to_storing();
  stored(1);
  wait(times::kAcceptance);
  expect_screen("receipt");
}

void Visit::file_help_case() {
  touch("bar.help");
  expect_screen("help-category");
  touch("choice.other");
  expect_screen("help-text");
  touch("continue");
  expect_screen("help-phone");
  touch("no-phone");
  expect_screen("help-storing");
}

void Visit::expect(bool good, const std::string& what) {
  if (!good && !failed()) problems_.push_back("expected: " + what + " (on " + screen().id + ")");
}

void Visit::expect_screen(const std::string& id) { expect(screen().id == id, "screen " + id); }

void Visit::expect_element(const std::string& id) {
  if (failed()) return;
  const Screen shown = screen();
  const Element* element = shown.find(id);
  expect(element != nullptr && element->enabled, "element " + id);
}

void Visit::expect_no_element(const std::string& id) {
  if (failed()) return;
  const Screen shown = screen();
  expect(shown.find(id) == nullptr, "no element " + id);
}

void Visit::expect_message(const std::string& element, const std::string& message) {
  if (failed()) return;
  const Screen shown = screen();
  const Element* found = shown.find(element);
  expect(found != nullptr && message_of(found->label) == message, element + " says " + message);
}

std::vector<Script> all_scripts() {
  std::vector<Script> all;
  for (const auto part : {front_scripts, bar_scripts, home_scripts, lookup_scripts, card_scripts, form_scripts, material_scripts, check_scripts,
                          store_scripts, receipt_scripts, help_scripts, idle_scripts}) {
    const std::vector<Script> scripts = part();
    all.insert(all.end(), scripts.begin(), scripts.end());
  }
  return all;
}

std::string message_of(const Words& words) {
  const auto* message = std::get_if<Message>(&words.what);
  return message == nullptr ? "" : message->id;
}

std::string argument_of(const Words& words, const std::string& name) {
  const auto* message = std::get_if<Message>(&words.what);
  if (message == nullptr) return "";
  for (const Argument& argument : message->arguments) {
    if (argument.name != name) continue;
    if (const auto* text = std::get_if<std::string>(&argument.value)) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&argument.value)) return std::to_string(*number);
    if (const auto* inner = std::get_if<Words>(&argument.value)) return message_of(*inner);
  }
  return "";
}

}  // namespace bancheng::core::session::checks
