#include "kiosk/base/encoding.h"

#include <iconv.h>

#include <cerrno>

namespace bancheng::base {
namespace {

struct Decoded {
  char32_t code_point;
  std::size_t length;  // 0: not valid
};

Decoded decode_one(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return {0, 0};
  char32_t code_point = first & (0x7F >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {0, 0};
    code_point = (code_point << 6) | (byte(i) & 0x3F);
  }
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (code_point < kSmallest[length] || code_point > 0x10FFFF || surrogate) return {0, 0};
  return {code_point, length};
}

class Converter {
 public:
  Converter(const char* to, const char* from) : handle_(iconv_open(to, from)) {}
  ~Converter() {
    if (ok()) iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  [[nodiscard]] std::optional<PersonBytes> convert(std::span<const std::uint8_t> in) const {
    if (!ok()) return std::nullopt;
    PersonBytes out(in.size() * 4 + 4);  // no pair of these encodings grows by more than four
    char* source = const_cast<char*>(reinterpret_cast<const char*>(in.data()));
    std::size_t source_left = in.size();
    char* target = reinterpret_cast<char*>(out.data());
    std::size_t target_left = out.size();
    if (iconv(handle_, &source, &source_left, &target, &target_left) != 0 || source_left != 0) return std::nullopt;
    out.resize(out.size() - target_left);
    return out;
  }

 private:
  [[nodiscard]] bool ok() const { return handle_ != reinterpret_cast<iconv_t>(-1); }
  iconv_t handle_;
};

std::span<const std::uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::optional<PersonText> to_text(const Converter& converter, std::span<const std::uint8_t> bytes) {
  const auto utf8 = converter.convert(bytes);
  if (!utf8) return std::nullopt;
  return PersonText(std::string_view(reinterpret_cast<const char*>(utf8->data()), utf8->size()));
}

}  // namespace

bool is_valid_utf8(std::string_view text) noexcept {
  while (!text.empty()) {
    const Decoded one = decode_one(text);
    if (one.length == 0) return false;
    text.remove_prefix(one.length);
  }
  return true;
}

std::optional<PersonText> from_utf16le(std::span<const std::uint8_t> bytes) {
  return to_text(Converter("UTF-8", "UTF-16LE"), bytes);
}
std::optional<PersonBytes> to_utf16le(std::string_view utf8) {
  return Converter("UTF-16LE", "UTF-8").convert(bytes_of(utf8));
}
std::optional<PersonText> from_gb18030(std::span<const std::uint8_t> bytes) {
  return to_text(Converter("UTF-8", "GB18030"), bytes);
}
std::optional<PersonBytes> to_gb18030(std::string_view utf8) {
  return Converter("GB18030", "UTF-8").convert(bytes_of(utf8));
}

std::vector<char32_t> code_points(std::string_view utf8) {
  std::vector<char32_t> found;
  while (!utf8.empty()) {
    const Decoded one = decode_one(utf8);
    if (one.length == 0) return {};
    found.push_back(one.code_point);
    utf8.remove_prefix(one.length);
  }
  return found;
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&](char32_t value) { out.push_back(static_cast<char>(value)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6));
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3F));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

std::size_t length_in_characters(std::string_view utf8) { return code_points(utf8).size(); }

}  // namespace bancheng::base
