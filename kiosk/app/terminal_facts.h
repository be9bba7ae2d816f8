// What the technician reads of the terminal itself: certificates, versions, disk. Blocks on the disk: for a worker.
#pragma once

#include "kiosk/app/config.h"
#include "kiosk/core/catalogue/item.h"
#include "kiosk/diagnostics/event.h"

namespace bancheng::app {

/// `damaged` is left 0: the outbox knows it.
[[nodiscard]] diagnostics::TerminalFacts read_terminal_facts(const Config& config, const core::catalogue::Catalogue& catalogue);

/// The certificate of a PEM file; one without an expiry where the file cannot be read.
[[nodiscard]] diagnostics::Certificate read_certificate(diagnostics::Certificate::Of of, const std::filesystem::path& file);

/// The first 12 digits of a SHA-256 over names and contents of all files below `folder`, in the order of their names:
/// two terminals that show the same texts and pictures have the same one. Empty when something cannot be read.
[[nodiscard]] std::string digest_of_folder(const std::filesystem::path& folder);

}  // namespace bancheng::app
