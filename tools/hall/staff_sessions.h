// Who is logged in on the staff pages: random 256-bit session ids in memory, each with its CSRF token; and the lock-out
// after wrong passwords, which doubles. Thread-safe.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "kiosk/base/clock.h"
#include "tools/hall/passwords.h"
#include "tools/hall/store.h"

namespace bancheng::hall {

struct StaffSession {
  StaffMember member;
  std::string csrf_token;
};

enum class LoginRefusal { wrong, locked, busy, storage_unavailable };
struct Refused {
  LoginRefusal why = LoginRefusal::wrong;
  base::Milliseconds wait{0};  ///< locked: how long still
};

class StaffSessions {
 public:
  static constexpr base::Milliseconds kIdleLife = std::chrono::minutes(30);
  static constexpr base::Milliseconds kLongestLife = std::chrono::hours(12);
  static constexpr std::size_t kMostLogins = 2;  ///< at once: one whose password is being checked, one that waits
  static constexpr int kFreeFailures = 3;  ///< wrong passwords before the first lock
  static constexpr base::Milliseconds kFirstLock = std::chrono::seconds(30);
  static constexpr base::Milliseconds kLongestLock = std::chrono::hours(24);

  StaffSessions(const base::Clock& clock, Store& store, StaffFile staff) : clock_(clock), store_(store), staff_(std::move(staff)) {}

  /// The new session's id. After kFreeFailures wrong passwords for one name the name is locked, twice as long each time; while
  /// it is locked, the right password does not help either. Names that nobody has behave alike. Checking a password takes time and
  /// memory on purpose: more than kMostLogins at once are refused as busy without a look.
  [[nodiscard]] base::Result<std::string, Refused> log_in(const std::string& name, const base::PersonText& password);
  /// Also marks the session as used.
  [[nodiscard]] std::optional<StaffSession> find(std::string_view id);
  void log_out(std::string_view id);

  /// 64 hex digits from the system's random generator.
  [[nodiscard]] static std::string random_token();
  [[nodiscard]] static bool same_token(std::string_view a, std::string_view b);

 private:
  struct Entry {
    StaffSession session;
    base::SteadyTime began, used;
  };
  void remove_ended(base::SteadyTime now);
  [[nodiscard]] base::Result<std::string, Refused> check_and_log_in(const std::string& name, const base::PersonText& password);

  const base::Clock& clock_;
  Store& store_;
  const StaffFile staff_;
  std::atomic<std::size_t> logins_under_way_{0};
  std::mutex logins_;    ///< one password at a time: a burst of tries can neither outrun the lock-out nor take the memory
  std::mutex sessions_mutex_;
  std::map<std::string, Entry, std::less<>> sessions_;
};

}  // namespace bancheng::hall
