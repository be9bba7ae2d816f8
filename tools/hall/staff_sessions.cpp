#include "tools/hall/staff_sessions.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>

#include "tools/hall/sealed.h"

namespace bancheng::hall {
namespace {

constexpr std::size_t kMaxSessions = 1'000;

base::Milliseconds lock_after(int failures) {
  if (failures < StaffSessions::kFreeFailures) return base::Milliseconds{0};
  const int doublings = std::min(failures - StaffSessions::kFreeFailures, 20);
  return std::min(StaffSessions::kLongestLock, StaffSessions::kFirstLock * (1 << doublings));
}

}  // namespace

std::string StaffSessions::random_token() {
  core::delivery::Sha256 random{};
  if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1) std::abort();  // no randomness: no login is safe
  return core::delivery::to_hex(random);
}

bool StaffSessions::same_token(std::string_view a, std::string_view b) {
  return a.size() == b.size() && !a.empty() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

base::Result<std::string, Refused> StaffSessions::log_in(const std::string& name, const base::PersonText& password) {
  const bool admitted = logins_under_way_.fetch_add(1) < kMostLogins;
  auto result = admitted ? check_and_log_in(name, password) : base::failure(Refused{LoginRefusal::busy});
  logins_under_way_.fetch_sub(1);
  return result;
}

base::Result<std::string, Refused> StaffSessions::check_and_log_in(const std::string& name, const base::PersonText& password) {
  const std::lock_guard one_at_a_time(logins_);
  const std::string account = core::delivery::to_hex(sha256_of(name));
  const base::Moment now = clock_.now();
  auto failures = store_.login_failures(account);
  if (!failures) return base::failure(Refused{LoginRefusal::storage_unavailable});
  if (failures->locked_until > now.wall) return base::failure(Refused{LoginRefusal::locked, failures->locked_until - now.wall});

  const auto member = staff_.check(name, password);
  if (!member) {
    const base::Milliseconds lock = lock_after(failures->failures + 1);
    if (!store_.set_login_failures(account, {failures->failures + 1, now.wall + lock}, now.wall))
      return base::failure(Refused{LoginRefusal::storage_unavailable});
    if (lock.count() > 0) return base::failure(Refused{LoginRefusal::locked, lock});
    return base::failure(Refused{LoginRefusal::wrong});
  }
  if (failures->failures > 0 && !store_.set_login_failures(account, {}, now.wall))
    return base::failure(Refused{LoginRefusal::storage_unavailable});

  const std::string id = random_token();
  const std::lock_guard lock(sessions_mutex_);
  remove_ended(now.steady);
  if (sessions_.size() >= kMaxSessions) return base::failure(Refused{LoginRefusal::storage_unavailable});
  sessions_.emplace(id, Entry{{*member, random_token()}, now.steady, now.steady});
  return id;
}

std::optional<StaffSession> StaffSessions::find(std::string_view id) {
  const base::SteadyTime now = clock_.now().steady;
  const std::lock_guard lock(sessions_mutex_);
  remove_ended(now);
  const auto found = sessions_.find(id);
  if (found == sessions_.end()) return std::nullopt;
  found->second.used = now;
  return found->second.session;
}

void StaffSessions::log_out(std::string_view id) {
  const std::lock_guard lock(sessions_mutex_);
  if (const auto found = sessions_.find(id); found != sessions_.end()) sessions_.erase(found);
}

void StaffSessions::remove_ended(base::SteadyTime now) {
  std::erase_if(sessions_, [&](const auto& entry) { return now - entry.second.used > kIdleLife || now - entry.second.began > kLongestLife; });
}

}  // namespace bancheng::hall
