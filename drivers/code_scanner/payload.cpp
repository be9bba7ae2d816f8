#include "drivers/code_scanner/payload.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "kiosk/base/encoding.h"

namespace bancheng::drivers::code_scanner {
namespace {

using Bytes = std::span<const std::uint8_t>;

enum class Charset { unknown, latin1, utf8, gb18030 };

/// A stretch of the content in one charset.
struct Stretch {
  Charset charset = Charset::unknown;
  base::PersonBytes bytes;
};

std::string_view view_of(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

Charset charset_of_eci(unsigned eci) {
  switch (eci) {
    case 3: return Charset::latin1;
    case 26: return Charset::utf8;
    case 29: return Charset::gb18030;
    default: return Charset::unknown;
  }
}

/// "\dddddd" at the front of `rest`.
std::optional<unsigned> eci_at(Bytes rest) {
  constexpr std::size_t kLength = 7;
  if (rest.size() < kLength || rest[0] != '\\') return std::nullopt;
  unsigned eci = 0;
  for (const std::uint8_t digit : rest.subspan(1, kLength - 1)) {
    if (digit < '0' || digit > '9') return std::nullopt;
    eci = eci * 10 + (digit - '0');
  }
  return eci;
}

/// Takes the escapes out: a doubled backslash is one, an ECI begins a new stretch.
std::vector<Stretch> split_at_eci(Bytes rest) {
  std::vector<Stretch> stretches(1);
  while (!rest.empty()) {
    if (const auto eci = eci_at(rest)) {
      if (!stretches.back().bytes.empty()) stretches.emplace_back();
      stretches.back().charset = charset_of_eci(*eci);
      rest = rest.subspan(7);
      continue;
    }
    const bool doubled = rest.size() > 1 && rest[0] == '\\' && rest[1] == '\\';
    stretches.back().bytes.push_back(rest[0]);
    rest = rest.subspan(doubled ? 2 : 1);
  }
  return stretches;
}

std::optional<base::PersonText> from_utf8(Bytes bytes) {
  constexpr std::array<std::uint8_t, 3> kBom{0xEF, 0xBB, 0xBF};
  if (!base::is_valid_utf8(view_of(bytes))) return std::nullopt;
  const bool has_bom = bytes.size() >= kBom.size() && std::equal(kBom.begin(), kBom.end(), bytes.begin());
  return base::PersonText(view_of(bytes.subspan(has_bom ? kBom.size() : 0)));
}

base::PersonText from_latin1(Bytes bytes) {
  base::PersonText text;
  for (const std::uint8_t byte : bytes) {
    const auto put = [&](unsigned value) {
      const char c = static_cast<char>(value);
      text.append({&c, 1});
    };
    if (byte < 0x80) {
      put(byte);
    } else {
      put(0xC0u | byte >> 6);
      put(0x80u | (byte & 0x3Fu));
    }
  }
  return text;
}

/// Any of C0, DEL and C1 but TAB and LF, in valid UTF-8.
bool has_control_characters(std::string_view utf8) {
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    if ((byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7F) return true;
    if (byte == 0xC2 && i + 1 < utf8.size() && static_cast<unsigned char>(utf8[i + 1]) < 0xA0) return true;
  }
  return false;
}

std::optional<base::PersonText> decode_stretch(const Stretch& stretch) {
  switch (stretch.charset) {
    case Charset::latin1: return from_latin1(stretch.bytes);
    case Charset::utf8: return from_utf8(stretch.bytes);
    case Charset::gb18030: return base::from_gb18030(stretch.bytes);
    case Charset::unknown: break;
  }
  if (auto text = from_utf8(stretch.bytes)) return text;
  auto text = base::from_gb18030(stretch.bytes);
  if (text && has_control_characters(text->view())) return std::nullopt;
  return text;
}

bool begins_with_aim_id(Bytes raw) {
  const auto is_letter = [](std::uint8_t c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  return raw.size() >= 3 && raw[0] == ']' && is_letter(raw[1]) && (is_letter(raw[2]) || (raw[2] >= '0' && raw[2] <= '9'));
}

}  // namespace

base::Result<Payload, PayloadError> decode_payload(Bytes raw, const PayloadOptions& options) {
  Payload payload;
  bool escapes = options.eci_escapes;
  if (options.aim_prefix && begins_with_aim_id(raw)) {
    escapes = escapes || (raw[1] == 'Q' && raw[2] == '2');
    payload.symbology.assign(raw.begin() + 1, raw.begin() + 3);
    raw = raw.subspan(3);
  }
  std::vector<Stretch> stretches;
  if (escapes) {
    stretches = split_at_eci(raw);
  } else {
    stretches.push_back({Charset::unknown, base::PersonBytes(raw.begin(), raw.end())});
  }
  for (const Stretch& stretch : stretches) {
    const auto text = decode_stretch(stretch);
    if (!text) return base::failure(PayloadError::undecodable);
    payload.text.append(text->view());
    payload.content.insert(payload.content.end(), stretch.bytes.begin(), stretch.bytes.end());
  }
  return payload;
}

}  // namespace bancheng::drivers::code_scanner
