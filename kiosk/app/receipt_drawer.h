// ReceiptDrawer: turns receipts into dots on a thread of its own, so that the screen goes on meanwhile. What it has
// drawn it forgets at once.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "drivers/hal/receipt_printer.h"
#include "kiosk/app/loop_tasks.h"
#include "kiosk/app/worker.h"
#include "kiosk/core/receipt/receipt.h"
#include "kiosk/core/words.h"
#include "kiosk/text/text.h"
#include "kiosk/ui/shell.h"

namespace bancheng::app {

/// Loop thread, but for what is said to be its worker's.
class ReceiptDrawer {
 public:
  /// Nothing: it could not be drawn, and the log says why.
  using Drawn = std::function<void(std::optional<hal::Bitmap>)>;

  ReceiptDrawer(ui::Phrasebooks phrasebooks, LoopTasks& tasks);
  ~ReceiptDrawer();

  /// Draws receipts of nobody and throws them away: the first ones of a process take ten times as long as all that
  /// follow, because fonts are found and read for them. Call once the first frame is on the screen.
  void prepare(std::uint32_t width_in_dots);

  /// `drawn` is called on the loop thread, in the order of the calls.
  void draw(core::receipt::Receipt receipt, core::Language language, std::uint32_t width_in_dots, Drawn drawn);

 private:
  [[nodiscard]] std::optional<hal::Bitmap> draw_now(const core::receipt::Receipt& receipt, core::Language language,
                                                    std::uint32_t width_in_dots);

  const ui::Phrasebooks phrasebooks_;
  LoopTasks& tasks_;
  std::unique_ptr<text::Engine> engine_;  ///< the worker's; made with the first receipt
  Worker worker_;                         // last: its thread ends before what it works with
};

}  // namespace bancheng::app
