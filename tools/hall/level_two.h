// Level 2: a code to the phone on record, and the pass that a right code earns. A code is six random digits, good for five
// minutes and five tries; at most three codes a person in fifteen minutes; a new code ends the one before. A pass lasts fifteen minutes,
// for this person at this terminal. Nothing of it is kept on a disk: a hall that restarts asks for a new code.
#pragma once

#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/clock.h"
#include "kiosk/base/person_text.h"
#include "kiosk/base/result.h"
#include "kiosk/core/delivery/manifest.h"
#include "kiosk/core/inquiry/inquiry.h"

namespace bancheng::hall {

/// Thread-safe.
class LevelTwo {
 public:
  static constexpr base::Milliseconds kCodeLife = std::chrono::minutes(5);
  static constexpr base::Milliseconds kPassLife = std::chrono::minutes(15);
  static constexpr base::Milliseconds kCountedFor = std::chrono::minutes(15);
  static constexpr std::size_t kMostCodes = 3;  ///< for a person within kCountedFor
  static constexpr int kMostTries = 5;
  static constexpr std::size_t kMostPersons = 10'000;  ///< remembered at once

  /// `clock` must outlive it.
  explicit LevelTwo(const base::Clock& clock) : clock_(clock) {}

  struct Code {
    std::string challenge;
    base::PersonText digits;
  };
  /// `person` is a tag. too_often is the only trouble.
  [[nodiscard]] base::Result<Code, core::inquiry::Trouble> new_code(const std::string& person, const std::string& terminal);
  /// wrong_code, or code_expired when this challenge cannot be answered any more.
  [[nodiscard]] base::Result<core::inquiry::Pass, core::inquiry::Trouble> check(const std::string& person, const std::string& terminal,
                                                                                 const std::string& challenge, const base::PersonText& digits);
  [[nodiscard]] bool holds(const std::string& person, const std::string& terminal, const core::inquiry::Pass& pass);

 private:
  struct Challenge {
    Code code;
    std::string terminal;
    base::SteadyTime ends;
    int tries = 0;
  };
  struct Given {
    core::delivery::Sha256 pass_sha256{};
    std::string terminal;
    base::SteadyTime ends;
  };
  struct Person {
    std::deque<base::SteadyTime> codes;  ///< when they were sent
    std::optional<Challenge> challenge;
    std::deque<Given> passes;
  };
  static void remove_ended(Person& person, base::SteadyTime now);
  [[nodiscard]] Person* known(const std::string& person, base::SteadyTime now);

  const base::Clock& clock_;
  std::mutex mutex_;
  std::map<std::string, Person> persons_;
};

}  // namespace bancheng::hall
