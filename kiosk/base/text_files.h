// Reads the text files of a folder, such as the catalogue's and the calendar's.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/base/text_file.h"

namespace bancheng::base {

/// Every file of `folder` and of the folders in it whose name ends in `ending` (".yaml"), in the order of their paths; a link
/// to a folder is not followed. A folder or file that cannot be read is a complaint, and so is a file of more than 1 MiB.
[[nodiscard]] Result<std::vector<TextFile>, Complaint> read_text_files(const std::filesystem::path& folder,
                                                                       std::string_view ending);

}  // namespace bancheng::base
