#include "tools/hall/http.h"

#include "kiosk/base/encoding.h"

namespace bancheng::hall {
namespace {

constexpr std::size_t kMaxFields = 64;

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<base::PersonText> form_decoded(std::string_view text) {
  base::PersonText decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '+') c = ' ';
    if (c == '%') {
      if (i + 2 >= text.size() || hex_value(text[i + 1]) < 0 || hex_value(text[i + 2]) < 0) return std::nullopt;
      c = static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    }
    if (c == '\0') return std::nullopt;
    decoded.append({&c, 1});
  }
  if (!base::is_valid_utf8(decoded.view())) return std::nullopt;
  return decoded;
}

}  // namespace

base::PersonBytes to_bytes(std::string_view text) { return {text.begin(), text.end()}; }

std::optional<std::map<std::string, base::PersonText>> parse_form(std::string_view text) {
  std::map<std::string, base::PersonText> fields;
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(text.size(), pair.size() + 1));
    const std::size_t equals = pair.find('=');
    const auto name = form_decoded(pair.substr(0, equals));
    const auto value = form_decoded(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1));
    if (!name || !value || fields.size() == kMaxFields) return std::nullopt;
    fields.emplace(std::string(name->view()), *value);
  }
  return fields;
}

std::string percent_encoded(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || c == '-' || c == '_' || c == '.') {
      encoded += c;
    } else {
      encoded += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return encoded;
}

}  // namespace bancheng::hall
