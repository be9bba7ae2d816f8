// Sealing (RFC 5652, 5083, 5084; the exact form is in core/delivery/manifest.h): after it, the terminal itself cannot read
// what it stored.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "kiosk/base/person_text.h"
#include "kiosk/base/result.h"

namespace bancheng::outbox {

using Bytes = std::vector<std::uint8_t>;

/// One thread at a time.
class Sealer {
 public:
  struct Keys {
    std::filesystem::path hall_certificate;      ///< PEM, P-256, with a subject key identifier; may be expired
    std::filesystem::path terminal_certificate;  ///< PEM, P-256; may be expired
    std::filesystem::path terminal_key;          ///< PEM, unencrypted
  };
  /// Refuses what could not be used later: another curve, no key identifier, a key that is not the certificate's.
  [[nodiscard]] static base::Result<Sealer, base::Complaint> load(const Keys& keys);
  Sealer(Sealer&&) noexcept;
  Sealer& operator=(Sealer&&) noexcept;
  ~Sealer();

  /// DER of ContentInfo AuthEnvelopedData over `plain`, to the hall. The only failures are of memory and of the random source.
  [[nodiscard]] base::Result<Bytes, base::Complaint> seal(std::span<const std::uint8_t> plain) const;

  /// DER of ContentInfo SignedData, attached, by the terminal. Holds what was signed in clear: seal it, then let it go.
  [[nodiscard]] base::Result<base::PersonBytes, base::Complaint> sign(std::span<const std::uint8_t> plain) const;

 private:
  struct Impl;
  explicit Sealer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace bancheng::outbox
