// Makes the record file of one submission: seals its pages and its signature, then the manifest that lists them. Inside
// this room only.
#pragma once

#include <filesystem>

#include "kiosk/base/result.h"
#include "kiosk/core/delivery/manifest.h"
#include "kiosk/outbox/files.h"
#include "kiosk/outbox/outbox.h"
#include "kiosk/outbox/sealer.h"

namespace bancheng::outbox {

/// What the terminal adds to a submission.
struct Stamp {
  std::string number;
  std::string terminal;
  std::string receipt_code;
  base::WallTime stored_at{};
};

/// Writes and syncs `file`; answers how many parts it holds.
[[nodiscard]] base::Result<std::uint32_t, StoreError> make_record(Files& files, const Sealer& sealer, const std::filesystem::path& file,
                                                                  const Stamp& stamp, const core::delivery::Submission& submission,
                                                                  PageSource& pages);

}  // namespace bancheng::outbox
