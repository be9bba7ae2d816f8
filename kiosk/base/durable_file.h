// Files that are there whole or not at all, whatever happens to the power.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include "kiosk/base/result.h"

namespace bancheng::base {

/// Puts `content` in the place of `file`: written beside it (".new"), synced, renamed, the folder synced. After success a power cut
/// leaves the new content; after a failure the old one stands, or the new one whole. Mode 0600. One writer at a time.
[[nodiscard]] Result<void, std::error_code> replace_file(const std::filesystem::path& file, std::string_view content);

/// The bytes of `file`. Among the errors: no_such_file_or_directory; file_too_large when there are more than `longest`.
[[nodiscard]] Result<std::string, std::error_code> read_file(const std::filesystem::path& file, std::size_t longest);

}  // namespace bancheng::base
