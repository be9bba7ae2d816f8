// What a bundle signs: README.md has the form.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/text_file.h"

namespace bancheng::bundle {

/// Limits of what is taken in; a catalogue of a large city is a tenth of them.
inline constexpr std::size_t kLargestBundle = 8 << 20;  ///< bytes, signed
inline constexpr std::size_t kMostFiles = 2000;
inline constexpr std::uint64_t kGreatestVersion = (std::uint64_t{1} << 53) - 1;  ///< what every JSON reader keeps exactly

struct Content {
  std::uint64_t version = 0;          ///< from 1 to kGreatestVersion
  std::vector<base::TextFile> files;  ///< in the order of their names
};

/// `item.yaml` or `parts/part.yaml`, of a-z, 0-9 and '-': nothing that could lead out of a folder.
[[nodiscard]] bool is_file_name(std::string_view name);

/// The canonical form. Sorts the files. Nothing when a name is none, stands twice or a text is no UTF-8.
[[nodiscard]] std::optional<std::string> write_content(Content content);

enum class ContentError { malformed, bad_name };

struct ReadContent {
  std::optional<Content> content;
  ContentError error = ContentError::malformed;  ///< when there is no content
};

/// Takes the canonical form only.
[[nodiscard]] ReadContent read_content(std::string_view text);

}  // namespace bancheng::bundle
