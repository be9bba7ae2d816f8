// The figures of bancheng-bench: each function takes its figures over real files and the shipped code of one room.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/base/result.h"

namespace bancheng::bench {

/// What was measured, in the order of the runs.
struct Figure {
  std::string name;
  std::string unit;
  std::vector<double> values;
};

struct Options {
  int runs = 20;                       ///< measured ones; one more goes before them, to warm up
  std::filesystem::path assets;        ///< a whole assets folder: build/assets
  std::filesystem::path calendar;      ///< config/calendar
  std::filesystem::path sheets;        ///< build/specimens/sheets
  std::filesystem::path certificates;  ///< of tools/demo-certificates; needed by outbox.store alone
  std::filesystem::path folder;        ///< empty, on the disk to be measured; for outbox.store
};

/// Why no figure could be taken: something is missing, or the result of the work was wrong.
using Taken = base::Result<std::vector<Figure>, base::Complaint>;

[[nodiscard]] Taken take_session_step(const Options& options);
[[nodiscard]] Taken take_receipt_encode(const Options& options);
[[nodiscard]] Taken take_page_pipeline(const Options& options);
[[nodiscard]] Taken take_page_preview(const Options& options);
[[nodiscard]] Taken take_code_read(const Options& options);
[[nodiscard]] Taken take_outbox_store(const Options& options);

}  // namespace bancheng::bench
