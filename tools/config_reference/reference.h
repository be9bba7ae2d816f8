// The page of every key of every configuration file.
#pragma once

#include <string>

namespace bancheng::tools {

/// Markdown.
[[nodiscard]] std::string configuration_page();

}  // namespace bancheng::tools
