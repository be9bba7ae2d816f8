#include "kiosk/app/receipt_drawer.h"

#include <utility>

#include "kiosk/base/log.h"
#include "kiosk/core/receipt/build.h"
#include "kiosk/text/receipt_image.h"

namespace bancheng::app {
namespace {

using core::Language;
using core::receipt::Receipt;

constexpr std::size_t kMostJobs = 8;
/// 203 dpi heads, the only ones that the profiles of printers know so far.
constexpr double kDotsPerMm = 203.0 / 25.4;

/// Has every size and weight of a receipt's texts, digits and a code; belongs to nobody and to no number.
Receipt receipt_of_nobody() {
  core::receipt::HelpCaseFacts facts;
  facts.common.number = "00000 0000000 0";
  facts.common.code_payload = core::receipt::payload_of("0000000000000", "0000000000000000");
  facts.office = core::say("help.office");
  return core::receipt::help_case_receipt(facts);
}

}  // namespace

ReceiptDrawer::ReceiptDrawer(ui::Phrasebooks phrasebooks, LoopTasks& tasks)
    : phrasebooks_(std::move(phrasebooks)), tasks_(tasks), worker_(kMostJobs) {}

ReceiptDrawer::~ReceiptDrawer() = default;

void ReceiptDrawer::prepare(std::uint32_t width_in_dots) {
  const bool given = worker_.give([this, width_in_dots] {
    for (const Language language : {Language::zh_cn, Language::en}) {
      (void)draw_now(receipt_of_nobody(), language, width_in_dots);
    }
  });
  if (!given) spdlog::warn("receipts are not prepared: the first one will take longer");
}

void ReceiptDrawer::draw(Receipt receipt, Language language, std::uint32_t width_in_dots, Drawn drawn) {
  const auto shared = std::make_shared<const Receipt>(std::move(receipt));
  const bool given = worker_.give([this, shared, language, width_in_dots, drawn] {
    const auto dots = std::make_shared<std::optional<hal::Bitmap>>(draw_now(*shared, language, width_in_dots));
    tasks_.push([dots, drawn] { drawn(std::move(*dots)); });
  });
  if (given) return;
  spdlog::error("receipt cannot be drawn: too many wait");
  tasks_.push([drawn] { drawn(std::nullopt); });
}

std::optional<hal::Bitmap> ReceiptDrawer::draw_now(const Receipt& receipt, Language language,
                                                   std::uint32_t width_in_dots) {
  if (!engine_) {
    auto engine = text::Engine::create();
    if (!engine) {
      spdlog::error("receipt cannot be drawn: its fonts are not installed (fonts-noto-cjk)");
      return std::nullopt;
    }
    engine_ = std::move(*engine);
  }
  const text::Phrasebook& phrases = language == Language::en ? *phrasebooks_.en : *phrasebooks_.zh_cn;
  auto image = text::draw_receipt(*engine_, receipt, phrases, {width_in_dots, kDotsPerMm});
  engine_->clear();
  if (!image) {
    spdlog::error("receipt cannot be drawn for paper {} dots wide", width_in_dots);
    return std::nullopt;
  }
  return hal::Bitmap{image->width, image->height, std::move(image->rows)};
}

}  // namespace bancheng::app
