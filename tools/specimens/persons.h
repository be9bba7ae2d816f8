// Specimen persons: what the chips of invented cards hold, as JSON files that the card-reader simulator lays on its reader
// (tools/simulators/README.md, "Person files"). No number is a living person's: it is either printed as a specimen by the
// authority, or its region or sequence is never issued.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace bancheng::specimens {

struct Person {
  std::string file;       ///< name of the file, without ".json"
  nlohmann::ordered_json card;
};

[[nodiscard]] std::vector<Person> all_persons();

/// The check character of a number's first 17 digits: ISO 7064 MOD 11-2 as GB 11643-1999 uses it.
[[nodiscard]] char check_character(std::string_view first_17_digits);

}  // namespace bancheng::specimens
