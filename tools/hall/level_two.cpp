#include "tools/hall/level_two.h"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>

#include "tools/hall/sealed.h"
#include "tools/hall/staff_sessions.h"

namespace bancheng::hall {
namespace {

using core::inquiry::Pass;
using core::inquiry::Trouble;

constexpr std::size_t kMostPasses = 4;  // of one person; the oldest goes
constexpr std::uint32_t kCodes = 1'000'000;

/// Every code equally often: what does not fit evenly is drawn again.
base::PersonText six_digits() {
  constexpr std::uint32_t kEvenEnd = UINT32_MAX - UINT32_MAX % kCodes;
  std::uint32_t drawn = kEvenEnd;
  while (drawn >= kEvenEnd) {
    unsigned char bytes[sizeof drawn];
    if (RAND_bytes(bytes, sizeof bytes) != 1) std::abort();  // no randomness: no code is safe
    std::memcpy(&drawn, bytes, sizeof drawn);
  }
  std::array<char, 6> text{};
  for (std::size_t i = text.size(); i-- > 0; drawn /= 10) text[i] = static_cast<char>('0' + drawn % 10);
  base::PersonText digits(std::string_view(text.data(), text.size()));
  base::wipe(text.data(), text.size());
  return digits;
}

}  // namespace

void LevelTwo::remove_ended(Person& person, base::SteadyTime now) {
  std::erase_if(person.codes, [&](base::SteadyTime sent) { return sent + kCountedFor <= now; });
  if (person.challenge && person.challenge->ends <= now) person.challenge.reset();
  std::erase_if(person.passes, [&](const Given& given) { return given.ends <= now; });
}

LevelTwo::Person* LevelTwo::known(const std::string& person, base::SteadyTime now) {
  const auto found = persons_.find(person);
  if (found == persons_.end()) return nullptr;
  remove_ended(found->second, now);
  return &found->second;
}

base::Result<LevelTwo::Code, Trouble> LevelTwo::new_code(const std::string& person, const std::string& terminal) {
  const base::SteadyTime now = clock_.now().steady;
  const std::lock_guard lock(mutex_);
  if (!persons_.contains(person) && persons_.size() >= kMostPersons) {
    for (auto& [tag, known] : persons_) remove_ended(known, now);
    std::erase_if(persons_, [](const auto& one) { return one.second.codes.empty() && one.second.passes.empty(); });
    if (persons_.size() >= kMostPersons) return base::failure(Trouble::too_often);
  }
  Person& of = persons_[person];
  remove_ended(of, now);
  if (of.codes.size() >= kMostCodes) return base::failure(Trouble::too_often);
  of.codes.push_back(now);
  of.challenge = Challenge{{StaffSessions::random_token(), six_digits()}, terminal, now + kCodeLife, 0};
  return of.challenge->code;
}

base::Result<Pass, Trouble> LevelTwo::check(const std::string& person, const std::string& terminal, const std::string& challenge,
                                            const base::PersonText& digits) {
  const base::SteadyTime now = clock_.now().steady;
  const std::lock_guard lock(mutex_);
  Person* of = known(person, now);
  if (of == nullptr || !of->challenge || of->challenge->terminal != terminal ||
      !StaffSessions::same_token(of->challenge->code.challenge, challenge))
    return base::failure(Trouble::code_expired);
  if (!StaffSessions::same_token(of->challenge->code.digits.view(), digits.view())) {
    if (++of->challenge->tries < kMostTries) return base::failure(Trouble::wrong_code);
    of->challenge.reset();
    return base::failure(Trouble::code_expired);
  }
  of->challenge.reset();
  Pass pass(StaffSessions::random_token());
  of->passes.push_back({sha256_of(pass.view()), terminal, now + kPassLife});
  if (of->passes.size() > kMostPasses) of->passes.pop_front();
  return pass;
}

bool LevelTwo::holds(const std::string& person, const std::string& terminal, const Pass& pass) {
  const std::lock_guard lock(mutex_);
  const Person* of = known(person, clock_.now().steady);
  if (of == nullptr || pass.empty()) return false;
  const auto hash = sha256_of(pass.view());
  return std::any_of(of->passes.begin(), of->passes.end(), [&](const Given& given) {
    return given.terminal == terminal && CRYPTO_memcmp(given.pass_sha256.data(), hash.data(), hash.size()) == 0;
  });
}

}  // namespace bancheng::hall
