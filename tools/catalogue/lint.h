// All that can be said against the files of a catalogue.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/base/text_file.h"

namespace bancheng::catalogue_tool {

using Complaints = std::vector<base::Complaint>;

/// What the loader refuses, then doubts about texts and drawings. Without `icons` drawings are not looked for.
[[nodiscard]] Complaints lint(const std::filesystem::path& folder, const std::optional<std::filesystem::path>& icons);

/// Doubts about one file, which the loader would take: texts in the wrong language, drawings that are not in `icons`.
[[nodiscard]] Complaints doubts_about(const base::TextFile& file, const std::optional<std::filesystem::path>& icons);

}  // namespace bancheng::catalogue_tool
