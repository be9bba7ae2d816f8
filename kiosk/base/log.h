// The log: event kinds and masked or technical values, never what a person typed, showed or is called.
// PersonText has no formatter, so it does not compile into a log line.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include <spdlog/spdlog.h>

namespace bancheng::base {

/// Once, at the start of main. Writes to stderr (the journal), and to `file` too when given. `program` stands in each line.
void start_log(std::string_view program, const std::optional<std::filesystem::path>& file = std::nullopt);

}  // namespace bancheng::base
