// Reads the codes in a picture: QR, Data Matrix, Aztec, PDF417 and Code 128.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "kiosk/imaging/picture.h"

namespace bancheng::imaging {

enum class CodeKind { qr, data_matrix, aztec, pdf417, code_128 };

struct Code {
  CodeKind kind = CodeKind::qr;
  base::PersonText text;    ///< UTF-8; empty when the payload is text in no known encoding (code-scanner page, section 2)
  base::PersonBytes bytes;  ///< the payload as it stands in the code, for signatures
};

/// One byte a pixel, 0 = black, rows without gaps, top first. Does not own the pixels.
struct GreyView {
  std::span<const std::uint8_t> pixels;
  int width = 0;
  int height = 0;
};

/// How hard to look.
enum class Effort {
  live,      ///< a preview frame that is followed by others: upright or turned by quarters
  thorough,  ///< one picture that is all there is: smaller copies and every line are tried too
};

/// At most eight codes, none when there is none, or when the view's measures and its pixels do not agree.
[[nodiscard]] std::vector<Code> read_codes(const GreyView& grey, Effort effort = Effort::thorough);

/// The codes of a JPEG or PNG.
[[nodiscard]] base::Result<std::vector<Code>, DecodeTrouble> read_codes(std::span<const std::uint8_t> coded, Effort effort = Effort::thorough);

}  // namespace bancheng::imaging
