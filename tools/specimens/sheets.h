// Specimen sheets: what a citizen lays under the document camera, invented and marked 样本 SPECIMEN.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tools/specimens/canvas.h"

namespace bancheng::specimens {

struct Sheet {
  std::string file;  ///< name of the file, without ".png"
  std::function<std::unique_ptr<Canvas>()> draw;
};

[[nodiscard]] std::vector<Sheet> all_sheets();

/// What the QR code of the application form says.
constexpr std::string_view kFormCode = "BANCHENG-SPECIMEN-FORM-01";

[[nodiscard]] std::unique_ptr<Canvas> draw_id_photo();
[[nodiscard]] std::unique_ptr<Canvas> draw_bank_card();
[[nodiscard]] std::unique_ptr<Canvas> draw_busy_page();

}  // namespace bancheng::specimens
