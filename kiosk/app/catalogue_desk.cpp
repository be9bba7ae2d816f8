#include "kiosk/app/catalogue_desk.h"

#include <future>
#include <utility>

#include "kiosk/base/log.h"

namespace bancheng::app {
namespace {

/// One at work and one that waits see all that there is.
constexpr std::size_t kMostLooks = 2;

}  // namespace

CatalogueDesk::CatalogueDesk(CatalogueShelf shelf, std::function<void()> wake) : shelf_(std::move(shelf)), wake_(std::move(wake)), worker_(kMostLooks) {}

void CatalogueDesk::start(base::Milliseconds patience) {
  started_ = true;
  const auto looked = std::make_shared<std::promise<void>>();
  const bool given = worker_.give([this, looked] {
    note(shelf_.recall());
    note(shelf_.look());
    looked->set_value();
  });
  if (given) std::ignore = looked->get_future().wait_for(patience);
}

void CatalogueDesk::look() {
  // A courier may greet the kiosk before that has recalled what it took; an older one that is offered would count then.
  if (!started_) return;
  // Refused only when one waits that has not begun: it will see what is there.
  std::ignore = worker_.give([this] { note(shelf_.look()); });
}

void CatalogueDesk::note(CatalogueShelf::Look looked) {
  if (!looked) {
    const CatalogueRefusal& refusal = looked.error();
    return spdlog::warn("catalogue: refused: {}{}{}", refusal.reason, refusal.detail.empty() ? "" : ": ", refusal.detail);
  }
  if (!*looked) return;
  spdlog::info("catalogue: version {} is ready", (*looked)->whole->version);
  std::ignore = ready_.put(std::move(**looked));
  wake_();
}

}  // namespace bancheng::app
