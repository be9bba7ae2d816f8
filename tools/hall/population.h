// The population register as far as the hall needs it: whose phone a code goes to, and what is on record about a person. A test
// hall reads it from a file (config/register.example.yaml); a city puts its own interface behind the same questions.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "kiosk/base/person_text.h"
#include "kiosk/base/result.h"
#include "kiosk/core/inquiry/inquiry.h"
#include "tools/hall/person_key.h"

namespace bancheng::hall {

/// As the issuing office keeps it, for a print-out.
struct PublicRecord {
  std::string title, issuer;
  std::vector<core::inquiry::Document::Line> lines;
};

struct Resident {
  base::PersonText name;
  base::PersonText phone;  ///< may be empty
  std::map<std::string, PublicRecord> records;  ///< by the name in catalogue::Item::record
};

/// Immutable once loaded.
class Population {
 public:
  /// Nobody.
  Population() = default;
  /// Numbers are kept as tags only. Every mistake of the file with its line.
  [[nodiscard]] static base::Result<Population, std::vector<base::Complaint>> load(const std::filesystem::path& file, const PersonKey& key);

  /// By the tag of the person's number (person_key.h).
  [[nodiscard]] const Resident* find(const std::string& person) const;

 private:
  std::map<std::string, Resident> residents_;
};

}  // namespace bancheng::hall
