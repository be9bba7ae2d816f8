// The staff file: who may log in, with argon2id (RFC 9106) of the password. One person a line: name TAB display name TAB
// encoded hash. Mode 0600.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "kiosk/base/person_text.h"
#include "kiosk/base/result.h"

namespace bancheng::hall {

inline constexpr std::size_t kShortestPassword = 10;
inline constexpr std::size_t kLongestPassword = 256;

struct StaffMember {
  std::string name;          ///< [a-z0-9._-], 2 to 32 characters
  std::string display_name;
};

class StaffFile {
 public:
  explicit StaffFile(std::filesystem::path file) : file_(std::move(file)) {}

  /// Adds, or gives a new password to, one person. The file is replaced as a whole.
  [[nodiscard]] base::Result<void, base::Complaint> add(const StaffMember& member, const base::PersonText& password) const;
  /// Reads the file anew each time. Takes as long for a name that is not there as for a wrong password.
  [[nodiscard]] std::optional<StaffMember> check(std::string_view name, const base::PersonText& password) const;

 private:
  std::filesystem::path file_;
};

}  // namespace bancheng::hall
