// The hall's settings: one TOML file (config/hall.example.toml), of which the command line may override what a demonstration or a
// test needs.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "kiosk/base/result.h"
#include "tools/hall/server.h"

namespace bancheng::hall {

struct Settings {
  std::filesystem::path data;       ///< hall.sqlite and parts/; made when missing
  std::filesystem::path catalogue;  ///< folder of *.yaml
  std::filesystem::path catalogue_bundle;  ///< signed, for the terminals; need not be there yet; empty: there is none
  std::filesystem::path catalogue_signer;  ///< whose signature of it counts; needed with catalogue_bundle
  std::filesystem::path calendar;   ///< folder of <year>.yaml
  std::filesystem::path staff_file;
  std::filesystem::path population;  ///< YAML (config/register.example.yaml); empty: nobody is on record
  bool test_sms_gate = false;        ///< codes go into sms.jsonl in the data folder, for whoever can read it
  std::filesystem::path sealing_certificate, sealing_key;
  ListenerSettings terminals, staff;
  Limits limits;
};

/// Relative paths are taken from the file's folder. Unknown keys are complaints.
[[nodiscard]] base::Result<Settings, base::Complaint> read_settings(const std::filesystem::path& file);

/// The files of tools/demo-certificates in `folder`.
void use_certificates_of(const std::filesystem::path& folder, Settings& settings);

/// "127.0.0.1:8443", "[::1]:8443"; false when it is neither.
[[nodiscard]] bool use_address(const std::string& text, ListenerSettings& listener);

/// The first thing that is missing: a setting, or a file of a certificate or key that can be read.
[[nodiscard]] std::optional<base::Complaint> object_to(const Settings& settings);

[[nodiscard]] std::filesystem::path database_in(const std::filesystem::path& data);
[[nodiscard]] std::filesystem::path parts_in(const std::filesystem::path& data);
[[nodiscard]] std::filesystem::path test_messages_in(const std::filesystem::path& data);

}  // namespace bancheng::hall
