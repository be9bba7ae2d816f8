// How the hall finds what a person handed in without keeping anybody's number in clear: every matter carries a tag, the
// HMAC-SHA256 of the number by a key that stands in a file beside the record. Whoever has the database alone learns nothing; whoever
// has both can try numbers, so the key belongs into no copy of the database.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>

#include "kiosk/base/result.h"

namespace bancheng::hall {

class PersonKey {
 public:
  /// Of person.key in `folder`, 32 random bytes; made, and synced, when missing. A file of another size is refused: with another key
  /// nothing would be found again.
  [[nodiscard]] static base::Result<PersonKey, base::Complaint> load(const std::filesystem::path& folder);
  ~PersonKey();
  PersonKey(const PersonKey&) = default;
  PersonKey& operator=(const PersonKey&) = default;

  /// 64 hex digits; the same for 11010519491231002x and …X. Empty for an empty number.
  [[nodiscard]] std::string tag_of(std::string_view number) const;

 private:
  using Bytes = std::array<std::uint8_t, 32>;
  explicit PersonKey(const Bytes& key) : key_(key) {}
  Bytes key_;
};

}  // namespace bancheng::hall
