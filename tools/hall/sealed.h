// Opening what terminals sealed, and checking who signed it (the suite of kiosk/core/delivery/manifest.h). The hall's private
// key is used here and nowhere else.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "kiosk/base/person_text.h"
#include "kiosk/base/result.h"
#include "kiosk/core/delivery/manifest.h"

typedef struct x509_st X509;

namespace bancheng::hall {

enum class SealError {
  not_cms,        ///< not one DER ContentInfo of the expected type, or bytes after it
  not_for_us,     ///< sealed to another key
  damaged,        ///< authentication failed: not a bit of the content is given out
};
enum class SignatureError { not_cms, not_trusted, no_terminal };

/// Thread-safe once loaded.
class SealingKey {
 public:
  /// PEM files of the hall's sealing certificate and its key; refused when they do not belong together or are not P-256.
  [[nodiscard]] static base::Result<SealingKey, base::Complaint> load(const std::filesystem::path& certificate,
                                                                      const std::filesystem::path& key);
  /// The content of a CMS AuthEnvelopedData.
  [[nodiscard]] base::Result<base::PersonBytes, SealError> open(std::span<const std::uint8_t> der) const;

 private:
  struct Keys;
  explicit SealingKey(std::shared_ptr<const Keys> keys) : keys_(std::move(keys)) {}
  std::shared_ptr<const Keys> keys_;
};

struct SignedContent {
  base::PersonBytes content;
  std::string terminal;  ///< of the signer's certificate
};

/// The CA of the terminals. Thread-safe once loaded.
class TerminalCa {
 public:
  [[nodiscard]] static base::Result<TerminalCa, base::Complaint> load(const std::filesystem::path& file);
  /// The content of a CMS SignedData with exactly one signer, whose certificate is by this CA. Its validity in time is not
  /// looked at: what a terminal signed before its certificate was renewed stays deliverable. (The connection's certificate,
  /// which the same terminal has to show, is valid now.)
  [[nodiscard]] base::Result<SignedContent, SignatureError> verify(std::span<const std::uint8_t> der) const;

 private:
  struct Store;
  explicit TerminalCa(std::shared_ptr<const Store> store) : store_(std::move(store)) {}
  std::shared_ptr<const Store> store_;
};

/// The five digits after "urn:bancheng:terminal:" in the certificate's one such subject alternative name.
[[nodiscard]] std::optional<std::string> terminal_of(X509* certificate);

[[nodiscard]] core::delivery::Sha256 sha256_of(std::span<const std::uint8_t> bytes);
[[nodiscard]] core::delivery::Sha256 sha256_of(std::string_view text);

}  // namespace bancheng::hall
