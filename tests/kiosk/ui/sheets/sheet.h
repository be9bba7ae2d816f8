// Contact sheets: pictures of screens, small, with a label each, many on one PNG.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/base/result.h"

namespace bancheng::ui::sheets {

struct Picture {
  std::filesystem::path file;  ///< PNG
  std::string label;
};

/// Writes `file`: the pictures in rows of `columns`, each `width` × `height` pixels, under a title.
[[nodiscard]] base::Result<void, base::Complaint> write_sheet(const std::filesystem::path& file, const std::string& title,
                                                              const std::vector<Picture>& pictures, int columns, int width, int height);

}  // namespace bancheng::ui::sheets
