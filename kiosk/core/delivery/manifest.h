// The manifest: what the hall gets to know of one submission, as one JSON document. The terminal writes it, the hall reads
// it; this codec is all that the two sides share.
//
// How it travels (config/api/hall.openapi.yaml):
//   manifest JSON (UTF-8) -> CMS SignedData, attached, by the terminal's key (RFC 5652 §5), certificate included, DER ContentInfo
//     -> CMS AuthEnvelopedData (RFC 5083), AES-256-GCM (RFC 5084), content type id-data: the encrypted octets are the DER
//        ContentInfo of the SignedData.
//   each part (page, signature) -> CMS AuthEnvelopedData alone, content type id-data: the encrypted octets are the part's bytes.
// Recipient in both: the hall's P-256 certificate by KeyAgreeRecipientInfo with subject key identifier, ephemeral-static
// ECDH, key derivation dhSinglePass-stdDH-sha256kdf-scheme (RFC 5753), key wrap id-aes256-wrap.
// The signed manifest lists every part's hash before and after sealing, so a part can be neither swapped nor left out.
//
// JSON, version 1 (every field always present unless marked ?; no other field allowed; times are RFC 3339 UTC with
// milliseconds, hashes lower-case hex of SHA-256):
//   {"version":1,"suite":"cms-p256-aes256gcm","number":"1234500000422","kind":"application","terminal":"12345",
//    "language":"zh-CN","stored_at":"2026-01-02T03:04:05.678Z","receipt_code":"0123456789ABCDEF",
//    "application":{"item","item_version","card":{…},"answers":{"<field>":"<text>"},
//                   "materials":[{"material":"photo","parts":[0,1]}],
//                   "delivery":"pick_up"|"courier","courier"?:{"recipient","phone","address"},"signature_part"?:2,
//                   "identified_by"?:"typed"}    -- absent: an ID card was read. A material without parts is brought later
//    or "help_case":{"stuck_on","item","category","text","phone","card"?:{…},"answers":{…},"identified_by"?:"typed"}
//    or "survey":{"about","degree"}
//    or "supplement":{"about","item","materials":[…]},                     -- the key is the kind; each material with a part
//    "parts":[{"index":0,"media_type":"image/jpeg","size":…,"sha256":"…","sealed_size":…,"sealed_sha256":"…"}]}
//   card: {"kind":"resident"|"foreigner_2017"|"foreigner_2023"|"hmt_residence","name","latin_name","sex_code","nation_code",
//          "nationality","birth_date","address","number","authority","valid_from","valid_to","pass_number"}
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/base/clock.h"
#include "kiosk/base/person_text.h"
#include "kiosk/base/result.h"
#include "kiosk/core/delivery/submission.h"

namespace bancheng::core::delivery {

/// The algorithm suite is a versioned field of every sealed item, so that another can be added (product.md, "Out of scope").
enum class Suite { cms_p256_aes256gcm };

using Sha256 = std::array<std::uint8_t, 32>;

inline constexpr std::size_t kMaxManifestBytes = 1024 * 1024;         ///< the JSON
inline constexpr std::uint64_t kMaxPartBytes = 16ull * 1024 * 1024;   ///< one part, before sealing
inline constexpr std::uint64_t kMaxSealedBytes = kMaxPartBytes + 16 * 1024;  ///< the CMS envelope around it included
inline constexpr std::size_t kMaxParts = 64;

enum class MediaType { jpeg, svg };  ///< "image/jpeg" a page, "image/svg+xml" the signature
[[nodiscard]] const char* name_of(MediaType type);

/// One sealed part. Its index is its place in Manifest::parts.
struct Part {
  MediaType media_type = MediaType::jpeg;
  std::uint64_t size = 0;  ///< bytes before sealing
  Sha256 sha256{};         ///< before sealing
  std::uint64_t sealed_size = 0;
  Sha256 sealed_sha256{};  ///< of the body that is uploaded (X-Content-SHA256)
  friend bool operator==(const Part&, const Part&) = default;
};

struct MaterialParts {
  std::string material;              ///< its id in the item
  std::vector<std::uint32_t> parts;  ///< its pages in order, as indexes into Manifest::parts
  friend bool operator==(const MaterialParts&, const MaterialParts&) = default;
};

/// Application (submission.h) as it is sent: pages and signature are parts.
struct SentApplication {
  std::string item;
  std::uint32_t item_version = 0;
  identity::IdCard card;
  form::Answers answers;
  std::vector<MaterialParts> materials;
  catalogue::Delivery delivery = catalogue::Delivery::pick_up;
  std::optional<Courier> courier;
  std::optional<std::uint32_t> signature_part;
  IdentifiedBy identified_by = IdentifiedBy::card;
  friend bool operator==(const SentApplication&, const SentApplication&) = default;
};

/// Supplement (submission.h) as it is sent.
struct SentSupplement {
  std::string about;
  std::string item;
  std::vector<MaterialParts> materials;
  friend bool operator==(const SentSupplement&, const SentSupplement&) = default;
};

struct Manifest {
  Suite suite = Suite::cms_p256_aes256gcm;
  std::string number;
  std::string terminal;  ///< five digits; the same as in the number
  Language language = Language::zh_cn;
  base::WallTime stored_at{};
  std::string receipt_code;
  std::variant<SentApplication, HelpCase, Survey, SentSupplement> content;
  std::vector<Part> parts;

  [[nodiscard]] SubmissionKind kind() const { return static_cast<SubmissionKind>(content.index()); }
  friend bool operator==(const Manifest&, const Manifest&) = default;
};

/// Closed vocabulary of why a manifest is not taken.
enum class ManifestError {
  too_large,
  not_json,          ///< also: not UTF-8, a key twice in one object
  unknown_version,
  unknown_suite,
  wrong_shape,       ///< a field missing, unknown, of another type or not in its vocabulary
  inconsistent,      ///< number without its check digit or of another terminal, parts that do not fit together
};
[[nodiscard]] const char* name_of(ManifestError error);

/// The document as it is signed. `inconsistent` and `too_large` are the only errors.
[[nodiscard]] base::Result<base::PersonBytes, ManifestError> to_json(const Manifest& manifest);

/// Strict: what it returns satisfies everything said above, and to_json() of it is the same document but for spaces.
[[nodiscard]] base::Result<Manifest, ManifestError> from_json(std::span<const std::uint8_t> json);

/// Lower-case hex, as hashes stand in the manifest, in X-Content-SHA256 and in the hall's answers.
[[nodiscard]] std::string to_hex(const Sha256& hash);
[[nodiscard]] std::optional<Sha256> sha256_from_hex(std::string_view hex);

/// "2026-01-02T03:04:05.678Z". Reading takes exactly this form, or the same without the milliseconds.
[[nodiscard]] std::string to_rfc3339(base::WallTime time);
[[nodiscard]] std::optional<base::WallTime> from_rfc3339(std::string_view text);

}  // namespace bancheng::core::delivery
