// A CA, a hall and a terminal, made for one test through OpenSSL.
#pragma once

#include <filesystem>
#include <span>

#include "kiosk/base/person_text.h"
#include "kiosk/outbox/sealer.h"

namespace bancheng::bench {

enum class Curve { p256, p384 };

/// Writes NAME.pem and NAME.key for ca, hall-server (localhost, 127.0.0.1), hall-sealing and terminal into a folder.
struct Keys {
  struct Wishes {
    bool sealing_expired = false;
    Curve sealing_curve = Curve::p256;
    bool sealing_key_identifier = true;
  };
  explicit Keys(const std::filesystem::path& where, Wishes wishes);
  explicit Keys(const std::filesystem::path& where) : Keys(where, Wishes{}) {}

  [[nodiscard]] std::filesystem::path pem(const char* name) const { return folder / (std::string(name) + ".pem"); }
  [[nodiscard]] std::filesystem::path key(const char* name) const { return folder / (std::string(name) + ".key"); }
  [[nodiscard]] outbox::Sealer::Keys sealer_keys() const { return {pem("hall-sealing"), pem("terminal"), key("terminal")}; }
  [[nodiscard]] outbox::Sealer sealer() const { return std::move(outbox::Sealer::load(sealer_keys()).value()); }

  /// What the hall does: opens an envelope with its sealing key. Empty when it cannot be opened.
  [[nodiscard]] base::PersonBytes open(std::span<const std::uint8_t> sealed) const;
  /// Checks the terminal's signature and answers what was signed. Empty when it does not hold.
  [[nodiscard]] base::PersonBytes verify(std::span<const std::uint8_t> signed_bytes) const;

  std::filesystem::path folder;
};

}  // namespace bancheng::bench
