// Visit: a script that plays a person, devices and disk against the session, and notes what was not as it should be. The
// same scripts are the unit tests and part of the mutation run, so a script reports instead of aborting.
#pragma once

#include <string>
#include <vector>

#include "kiosk/core/session/machine.h"
#include "specimens.h"

namespace bancheng::core::session::checks {

class Visit {
 public:
  explicit Visit(const Table& table, Setup setup = specimen_setup());

  const std::vector<std::string>& problems() const { return problems_; }
  const State& state() const { return state_; }
  Screen screen() const { return view(setup_, state_); }
  const Setup& setup() const { return setup_; }

  // --- the person
  void touch(const std::string& element);
  void type(const std::string& text);
  void draw(const delivery::Signature& signature);
  void lay(Specimen card) { happen(CardRead{specimen_card(card)}); }

  // --- the world
  void happen(Happening what);
  void device(Device device, bool usable) { happen(DeviceState{device, usable}); }
  /// Lets time pass, with a Tick at each deadline on the way.
  void wait(base::Milliseconds time);
  void captured(std::uint32_t page);   ///< answers the last Capture
  void stored(std::uint32_t number);   ///< answers the last Store
  void store_failed(StoreTrouble trouble = StoreTrouble::disk_failed);
  void printed();                      ///< answers the last Print
  void not_printed(PrintTrouble trouble = PrintTrouble::paper_out);
  void accepted(std::uint32_t number);
  void scan(const std::string& payload) { happen(CodeRead{base::PersonText(payload)}); }
  void answered(inquiry::Answer answer);   ///< answers the last Ask
  void unanswered(inquiry::Trouble trouble);

  // --- whole stretches of the visit, each from the end of the one before
  void begin();                 ///< all devices work; home
  void to_card();               ///< the item "pass", up to the page of the card
  void to_form();               ///< card laid, condition met: the first question
  void to_materials();
  void to_delivery();
  void to_check();              ///< pick-up
  void to_sign();
  void to_storing();
  void to_receipt();            ///< stored as number 1, the hall silent
  void file_help_case();        ///< from any page, up to its storing

  // --- what should be
  void expect(bool good, const std::string& what);
  void expect_screen(const std::string& id);
  void expect_element(const std::string& id);
  void expect_no_element(const std::string& id);
  void expect_message(const std::string& element, const std::string& message);

  /// The last effect of this kind since the last touch or happening; nothing when there was none.
  template <typename T>
  const T* effect() const {
    const T* last = nullptr;
    for (const Effect& one : effects_) {
      if (const T* found = std::get_if<T>(&one)) last = found;
    }
    return last;
  }
  template <typename T>
  void expect_effect(const std::string& name) {
    expect(effect<T>() != nullptr, "effect " + name);
  }
  /// The last Store, whenever it was asked for.
  const std::optional<Store>& last_store() const { return last_store_; }
  const std::optional<Print>& last_print() const { return last_print_; }
  std::size_t stores() const { return stores_; }

 private:
  void apply(Happening what);
  bool failed() const { return !problems_.empty(); }

  const Table& table_;
  Setup setup_;
  State state_;
  base::Moment now_;
  Effects effects_;
  std::optional<Store> last_store_;
  std::optional<Print> last_print_;
  std::uint64_t last_capture_ = 0;
  std::uint64_t last_ask_ = 0;
  std::size_t stores_ = 0;
  std::vector<std::string> problems_;
};

struct Script {
  const char* name;
  void (*play)(Visit&);
};

[[nodiscard]] std::vector<Script> front_scripts();
[[nodiscard]] std::vector<Script> bar_scripts();
[[nodiscard]] std::vector<Script> home_scripts();
[[nodiscard]] std::vector<Script> lookup_scripts();
[[nodiscard]] std::vector<Script> card_scripts();
[[nodiscard]] std::vector<Script> form_scripts();
[[nodiscard]] std::vector<Script> material_scripts();
[[nodiscard]] std::vector<Script> check_scripts();
[[nodiscard]] std::vector<Script> store_scripts();
[[nodiscard]] std::vector<Script> receipt_scripts();
[[nodiscard]] std::vector<Script> help_scripts();
[[nodiscard]] std::vector<Script> idle_scripts();
[[nodiscard]] std::vector<Script> all_scripts();

/// The text argument `name` of the message that an element says; empty when there is none.
[[nodiscard]] std::string argument_of(const Words& words, const std::string& name);
[[nodiscard]] std::string message_of(const Words& words);

}  // namespace bancheng::core::session::checks
