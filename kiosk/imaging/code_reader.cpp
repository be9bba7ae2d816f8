#include "kiosk/imaging/code_reader.h"

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "kiosk/base/encoding.h"
#include "kiosk/imaging/guard.h"
#include "kiosk/imaging/picture_internal.h"
#include "kiosk/imaging/read_options.h"

namespace bancheng::imaging {
namespace {

constexpr std::uint8_t kMostCodes = 8;
// Code 128 has one check character only: a line that is seen once in passing is not believed.
constexpr std::uint8_t kLinesThatAgree = 3;

ReadOptions hints_for(Effort effort) {
  using enum ZXing::BarcodeFormat;
  ReadOptions hints;
  hints.setFormats(QRCode | DataMatrix | Aztec | PDF417 | Code128);
  hints.setMaxNumberOfSymbols(kMostCodes);
  hints.setMinLineCount(kLinesThatAgree);
  hints.setTryHarder(effort == Effort::thorough);
  hints.setTryDownscale(effort == Effort::thorough);
  return hints;
}

CodeKind kind_of(ZXing::BarcodeFormat format) {
  switch (format) {
    case ZXing::BarcodeFormat::DataMatrix: return CodeKind::data_matrix;
    case ZXing::BarcodeFormat::Aztec: return CodeKind::aztec;
    case ZXing::BarcodeFormat::PDF417: return CodeKind::pdf417;
    case ZXing::BarcodeFormat::Code128: return CodeKind::code_128;
    default: return CodeKind::qr;
  }
}

bool has_controls(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n'; });
}

base::PersonText text_of(const ZXing::Result& found) {
  if (found.hasECI()) {
    std::string declared = found.text();
    base::PersonText text(declared);
    base::wipe(declared.data(), declared.size());
    return text;
  }
  const auto& bytes = found.bytes();
  const std::string_view as_text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (base::is_valid_utf8(as_text)) return base::PersonText(as_text);
  auto text = base::from_gb18030({bytes.data(), bytes.size()});
  return text && !has_controls(text->view()) ? std::move(*text) : base::PersonText();
}

}  // namespace

std::vector<Code> read_codes(const GreyView& grey, Effort effort) {
  if (grey.width <= 0 || grey.height <= 0 || !is_within_limits(static_cast<std::size_t>(grey.width), static_cast<std::size_t>(grey.height)) ||
      grey.pixels.size() != static_cast<std::size_t>(grey.width) * static_cast<std::size_t>(grey.height)) {
    return {};
  }
  return guarded(
      [&] {
        std::vector<Code> codes;
        const ZXing::ImageView view(grey.pixels.data(), grey.width, grey.height, ZXing::ImageFormat::Lum);
        for (const ZXing::Result& found : ZXing::ReadBarcodes(view, hints_for(effort))) {
          if (!found.isValid()) continue;
          codes.push_back({kind_of(found.format()), text_of(found), {found.bytes().begin(), found.bytes().end()}});
        }
        return codes;
      },
      std::vector<Code>());
}

base::Result<std::vector<Code>, DecodeTrouble> read_codes(std::span<const std::uint8_t> coded, Effort effort) {
  return guarded(
      [&]() -> base::Result<std::vector<Code>, DecodeTrouble> {
        const auto grey = decode(coded, Pixels::grey, Damage::tolerate);
        if (!grey) return base::failure(grey.error());
        return read_codes(GreyView{{grey->data, grey->total()}, grey->cols, grey->rows}, effort);
      },
      base::failure(DecodeTrouble::damaged));
}

}  // namespace bancheng::imaging
