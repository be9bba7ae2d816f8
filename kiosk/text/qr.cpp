#include "kiosk/text/qr.h"

#include <qrencode.h>

#include <memory>

namespace bancheng::text {
namespace {

constexpr std::size_t kCapacity = 2331;  ///< ISO/IEC 18004, table 7: version 40, level M, bytes

struct QrRelease {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

}  // namespace

std::optional<QrMatrix> make_qr(std::string_view payload) {
  if (payload.empty() || payload.size() > kCapacity) return std::nullopt;
  const auto* bytes = reinterpret_cast<const unsigned char*>(payload.data());
  const std::unique_ptr<QRcode, QrRelease> code(
      QRcode_encodeData(static_cast<int>(payload.size()), bytes, 0, QR_ECLEVEL_M));
  if (!code) return std::nullopt;
  QrMatrix matrix;
  matrix.size = code->width;
  matrix.dark.reserve(static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width));
  for (int i = 0; i < code->width * code->width; ++i) matrix.dark.push_back(code->data[i] & 1U);
  return matrix;
}

}  // namespace bancheng::text
