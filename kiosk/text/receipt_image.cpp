#include "kiosk/text/receipt_image.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/log.h"
#include "kiosk/text/qr.h"

namespace bancheng::text {
namespace {

// Millimetres on the paper. Capitals of 3 mm and more are read by a 70-year-old at arm's length; the largest sizes are
// for what is spoken by phone.
constexpr double kMargin = 2.0;
constexpr double kTop = 2.5;
constexpr double kBottom = 3.0;
constexpr double kBodyCapital = 3.0;
constexpr double kHeadingCapital = 4.2;
constexpr double kNumberCapital = 7.5;       ///< shrinks until the number fits one line …
constexpr double kNumberLeastCapital = 4.0;  ///< … but not below this: then it breaks between its groups
constexpr double kLargeType = 1.4;           ///< how much larger a sheet in large type is
constexpr double kBox = 4.0;                 ///< side of a box to tick
constexpr double kColumnGap = 3.0;
constexpr double kBetweenRows = 1.1;
constexpr double kBetweenBlocks = 1.4;
constexpr double kRuleThickness = 0.375;
constexpr double kLeastModule = 0.4;
constexpr double kGoodModule = 0.6;
constexpr double kLongest = 2000;

constexpr std::uint8_t kInk =
    112;  ///< an alpha from here on is a black dot; a little under half, since heads print thin

struct PlacedText {
  std::shared_ptr<const Mask> mask;
  int x, y;
};
struct PlacedCode {
  QrMatrix matrix;
  int module, x, y;
};

void set_dots(ReceiptImage& image, int x, int y, int width, int height) {
  const int right = std::min(x + width, static_cast<int>(image.width));
  const int bottom = std::min(y + height, static_cast<int>(image.height));
  const std::size_t row_bytes = (image.width + 7) / 8;
  for (int row = std::max(y, 0); row < bottom; ++row) {
    std::uint8_t* bytes = image.rows.data() + static_cast<std::size_t>(row) * row_bytes;
    for (int dot = std::max(x, 0); dot < right; ++dot) bytes[dot / 8] |= static_cast<std::uint8_t>(0x80 >> (dot % 8));
  }
}

void stamp(ReceiptImage& image, const PlacedText& text) {
  const Rect& ink = text.mask->extent.ink;
  const auto stride = static_cast<std::size_t>(text.mask->stride);
  const int bottom = std::min({ink.y + ink.height, text.mask->extent.height, static_cast<int>(image.height) - text.y});
  const int right = std::min({ink.x + ink.width, text.mask->extent.width, static_cast<int>(image.width) - text.x});
  const std::size_t row_bytes = (image.width + 7) / 8;
  for (int y = std::max(ink.y, -text.y); y < bottom; ++y) {
    const std::uint8_t* alpha = text.mask->alpha.data() + static_cast<std::size_t>(y) * stride;
    std::uint8_t* bytes = image.rows.data() + static_cast<std::size_t>(text.y + y) * row_bytes;
    for (int x = std::max(ink.x, -text.x); x < right; ++x) {
      const int dot = text.x + x;
      if (alpha[x] >= kInk) bytes[dot / 8] |= static_cast<std::uint8_t>(0x80 >> (dot % 8));
    }
  }
}

void stamp(ReceiptImage& image, const PlacedCode& code) {
  for (int y = 0; y < code.matrix.size; ++y) {
    for (int x = 0; x < code.matrix.size; ++x) {
      if (!code.matrix.is_dark(x, y)) continue;
      set_dots(image, code.x + x * code.module, code.y + y * code.module, code.module, code.module);
    }
  }
}

/// A number without blanks or hyphens is printed in groups of four, so that it can be read out.
std::string grouped(const std::string& number) {
  constexpr std::size_t kGroup = 4;
  if (number.size() <= kGroup + 2 || number.find_first_of(" -") != std::string::npos) return number;
  std::string out;
  for (std::size_t i = 0; i < number.size(); ++i) {
    if (i > 0 && i % kGroup == 0) out += ' ';
    out += number[i];
  }
  return out;
}

/// Lays the lines down the paper one after the other.
class Sheet {
 public:
  Sheet(Engine& engine, const Phrasebook& phrases, const Paper& paper, bool large)
      : engine_(engine), phrases_(phrases), paper_(paper), type_(large ? kLargeType : 1.0), y_(dots(kTop)) {
    content_ = static_cast<int>(paper.width_in_dots) - 2 * dots(kMargin);
  }

  void add(const core::receipt::Heading& heading) {
    begin_block(false);
    Style style = style_of(kHeadingCapital, Weight::bold);
    style.alignment = Alignment::centre;
    put_centred(phrases_.resolve(heading.text), style);
  }

  void add(const core::receipt::Paragraph& paragraph) {
    begin_block(false);
    const Style style = style_of(kBodyCapital, paragraph.strong ? Weight::bold : Weight::regular);
    place(engine_.draw(phrases_.resolve(paragraph.text).view(), style), dots(kMargin));
  }

  void add(const core::receipt::Row& row) {
    begin_block(true);
    const base::PersonText label = phrases_.resolve(row.label);
    const base::PersonText value = phrases_.resolve(row.value);
    const Style label_style = style_of(kBodyCapital, Weight::regular);
    const Style value_style = style_of(kBodyCapital, Weight::bold);
    const auto left = engine_.draw(label.view(), label_style);
    const auto right = engine_.draw(value.view(), value_style);
    const int needed = left->extent.width + dots(kColumnGap) + right->extent.width;
    if (needed <= content_ && left->extent.lines == 1 && right->extent.lines == 1) {
      const int baseline = y_ + std::max(left->extent.baseline, right->extent.baseline);
      texts_.push_back({left, dots(kMargin), baseline - left->extent.baseline});
      texts_.push_back({right, dots(kMargin) + content_ - right->extent.width, baseline - right->extent.baseline});
      y_ += std::max(left->extent.height, right->extent.height);
      return;
    }
    place(left, dots(kMargin));
    place(right, dots(kMargin));
  }

  void add(const core::receipt::BigNumber& number) {
    begin_block(false);
    const std::string text = grouped(number.text);
    double capital = kNumberCapital;
    Style style = style_of(capital, Weight::bold);
    style.max_width = 0;
    if (const int natural = engine_.measure(text, style).width; natural > content_) {
      capital = std::max(kNumberLeastCapital, 0.99 * capital * content_ / natural);
    }
    style = style_of(capital, Weight::bold);
    style.alignment = Alignment::centre;
    put_centred(base::PersonText(text), style);
  }

  void add(const core::receipt::Code& code) {
    begin_block(false);
    const std::optional<QrMatrix> matrix = make_qr(code.payload);
    const int width = static_cast<int>(paper_.width_in_dots);
    const int least = static_cast<int>(std::ceil(kLeastModule * paper_.dots_per_mm));
    const int good = std::max(least, static_cast<int>(std::lround(kGoodModule * paper_.dots_per_mm)));
    const int module = matrix ? std::min(good, width / (matrix->size + 2 * kQrQuietZone)) : 0;
    if (module < least) {
      spdlog::error("receipt: a code of {} bytes does not fit {} dots, printed as letters", code.payload.size(), width);
      place(engine_.draw(code.payload, style_of(kBodyCapital, Weight::regular)), dots(kMargin));
    } else {
      const int side = matrix->size * module;
      const int quiet = kQrQuietZone * module;
      codes_.push_back({*matrix, module, (width - side) / 2, y_ + quiet});
      y_ += side + 2 * quiet;
    }
    if (code.caption.empty()) return;
    Style style = style_of(kBodyCapital, Weight::regular);
    style.alignment = Alignment::centre;
    put_centred(phrases_.resolve(code.caption), style);
  }

  void add(const core::receipt::CheckLine& line) {
    begin_block(true);
    const int side = dots(kBox * type_);
    const int left = dots(kMargin) + side + dots(kColumnGap);
    Style style = style_of(kBodyCapital, Weight::regular);
    style.max_width = static_cast<int>(paper_.width_in_dots) - left - dots(kMargin);
    const auto text = engine_.draw(phrases_.resolve(line.text).view(), style);
    const int first_line = text->extent.height / std::max(1, text->extent.lines);
    const int top = y_ + std::max(0, (first_line - side) / 2);
    add_box(dots(kMargin), top, side);
    add_mark(line.mark, dots(kMargin), top, side);
    texts_.push_back({text, left, y_});
    y_ = std::max(y_ + text->extent.height, top + side);
  }

  void add(const core::receipt::Rule&) {
    y_ += dots(kBetweenBlocks);
    rules_.push_back({dots(kMargin), y_, content_, std::max(1, dots(kRuleThickness))});
    y_ += rules_.back().height;
    rows_above_ = false;
    first_ = false;
  }

  [[nodiscard]] bool too_long() const { return y_ > dots(kLongest); }

  [[nodiscard]] ReceiptImage image() const {
    ReceiptImage image;
    image.width = paper_.width_in_dots;
    image.height = static_cast<std::uint32_t>(y_ + dots(kBottom));
    image.rows.resize(static_cast<std::size_t>(image.height) * ((image.width + 7) / 8));
    for (const PlacedText& text : texts_) stamp(image, text);
    for (const PlacedCode& code : codes_) stamp(image, code);
    for (const Rect& rule : rules_) set_dots(image, rule.x, rule.y, rule.width, rule.height);
    return image;
  }

 private:
  [[nodiscard]] int dots(double mm) const { return static_cast<int>(std::lround(mm * paper_.dots_per_mm)); }

  [[nodiscard]] Style style_of(double capital_mm, Weight weight) const {
    Style style;
    style.capital_height = capital_mm * type_ * paper_.dots_per_mm;
    style.weight = weight;
    style.line_distance = 1.3;
    style.max_width = content_;
    return style;
  }

  void add_box(int x, int y, int side) {
    const int line = std::max(1, dots(kRuleThickness));
    rules_.push_back({x, y, side, line});
    rules_.push_back({x, y + side - line, side, line});
    rules_.push_back({x, y, line, side});
    rules_.push_back({x + side - line, y, line, side});
  }

  void add_mark(core::receipt::CheckLine::Mark mark, int x, int y, int side) {
    using Mark = core::receipt::CheckLine::Mark;
    if (mark == Mark::open) return;
    const auto sign = engine_.draw(mark == Mark::done ? "√" : "×", style_of(kBodyCapital, Weight::bold));
    texts_.push_back({sign, x + (side - sign->extent.width) / 2, y + (side - sign->extent.height) / 2});
  }

  void begin_block(bool is_row) {
    if (!first_) y_ += dots(is_row && rows_above_ ? kBetweenRows : kBetweenBlocks);
    first_ = false;
    rows_above_ = is_row;
  }

  void place(std::shared_ptr<const Mask> mask, int x) {
    const int height = mask->extent.height;
    texts_.push_back({std::move(mask), x, y_});
    y_ += height;
  }

  void put_centred(const base::PersonText& text, const Style& style) {
    auto mask = engine_.draw(text.view(), style);
    const int x = (static_cast<int>(paper_.width_in_dots) - mask->extent.width) / 2;
    place(std::move(mask), x);
  }

  Engine& engine_;
  const Phrasebook& phrases_;
  const Paper paper_;
  const double type_;  ///< 1: the type of receipts
  int content_ = 0;  ///< dots between the margins
  int y_;            ///< top of what comes next
  bool first_ = true;
  bool rows_above_ = false;
  std::vector<PlacedText> texts_;
  std::vector<PlacedCode> codes_;
  std::vector<Rect> rules_;
};

bool usable(const Paper& paper) {
  constexpr double kLeastWidth = 40;
  constexpr std::uint32_t kMostDots = 4096;
  if (!(paper.dots_per_mm >= 5 && paper.dots_per_mm <= 24)) return false;
  return paper.width_in_dots <= kMostDots && paper.width_in_dots >= kLeastWidth * paper.dots_per_mm;
}

}  // namespace

base::Result<ReceiptImage, ReceiptFault> draw_receipt(Engine& engine, const core::receipt::Receipt& receipt,
                                                      const Phrasebook& phrases, const Paper& paper) {
  if (!usable(paper)) return base::failure(ReceiptFault::paper_unusable);
  Sheet sheet(engine, phrases, paper, receipt.large);
  for (const core::receipt::Line& line : receipt.lines) {
    std::visit([&sheet](const auto& what) { sheet.add(what); }, line);
    if (sheet.too_long()) return base::failure(ReceiptFault::too_long);
  }
  return sheet.image();
}

}  // namespace bancheng::text
