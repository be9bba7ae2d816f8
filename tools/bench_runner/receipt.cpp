// receipt.encode: from a receipt as data to the bytes that a printer gets.
#include "kiosk/text/receipt_image.h"

#include <algorithm>

#include "drivers/receipt_printer/job.h"
#include "kiosk/core/delivery/number.h"
#include "kiosk/core/receipt/build.h"
#include "tools/bench_runner/figures.h"
#include "tools/bench_runner/stopwatch.h"

namespace bancheng::bench {
namespace {

using core::Language;
namespace escpos = drivers::escpos;

constexpr text::Paper kPaper{};

/// The `n`-th one: each has texts of its own, as each person's has.
core::receipt::Receipt receipt_of(std::uint32_t n) {
  const std::string number = core::delivery::make_number({10'001, n + 1}).value_or("");
  core::receipt::ApplicationFacts facts;
  facts.common.number = core::delivery::grouped_number(number);
  facts.common.code_payload = core::receipt::payload_of(number, core::delivery::make_receipt_code({static_cast<std::uint8_t>(n), 7}));
  facts.common.stored_at = base::WallTime(base::Milliseconds(1'767'323'045'678 + 60'000LL * n));
  facts.common.terminal = "样本市政务服务大厅 24小时自助区 1号机";
  facts.common.hall_phone = "12345";
  facts.item = {{Language::zh_cn, "老年人优待证申领"}, {Language::en, "Elderly preferential card"}};
  facts.promised_working_days = 5;
  return core::receipt::application_receipt(facts);
}

/// As the receipt drawer and the printer's driver do it; how many bytes there are.
std::size_t encode(text::Engine& engine, const core::receipt::Receipt& receipt, const text::Phrasebook& phrases) {
  auto image = text::draw_receipt(engine, receipt, phrases, kPaper);
  engine.clear();
  if (!image) return 0;
  const auto picture = escpos::cut_into_bands({image->width, image->height, std::move(image->rows)}, escpos::rows_per_band(kPaper.width_in_dots));
  std::size_t bytes = escpos::job_beginning().size() + escpos::job_end(escpos::process_id(1)).size();
  for (const escpos::Band& band : picture.bands) bytes += band.bytes.size();
  return bytes;
}

}  // namespace

Taken take_receipt_encode(const Options& options) {
  const auto phrases = text::Phrasebook::load(options.assets / "lang", Language::zh_cn);
  if (!phrases) return base::failure(phrases.error());
  auto engine = text::Engine::create();
  if (!engine) return base::failure(base::Complaint{"fonts", "Noto Sans CJK SC is not installed (package fonts-noto-cjk)"});

  Figure figure{"receipt.encode", "ms", {}};
  for (int run = 0; run <= options.runs; ++run) {
    const auto receipt = receipt_of(static_cast<std::uint32_t>(run));
    const Stopwatch watch(CLOCK_THREAD_CPUTIME_ID);
    if (encode(**engine, receipt, **phrases) < 10'000) return base::failure(base::Complaint{"receipt.encode", "the receipt came out blank"});
    if (run > 0) figure.values.push_back(watch.milliseconds());
  }
  return std::vector<Figure>{figure};
}

}  // namespace bancheng::bench
