#include "kiosk/app/storing.h"

#include <charconv>
#include <utility>

#include "kiosk/base/log.h"

namespace bancheng::app {
namespace {

using namespace core::session;
using outbox::StoreError;

constexpr std::size_t kMostJobs = 16;

/// The pages that a submission names, out of those that lay on the desk when it was handed over.
class DeskPages final : public outbox::PageSource {
 public:
  explicit DeskPages(PagePictures pages) : pages_(std::move(pages)) {}
  [[nodiscard]] std::span<const std::uint8_t> jpeg(core::delivery::PageId page) override {
    const auto found = pages_.find(page);
    if (found == pages_.end()) return {};
    return *found->second;
  }

 private:
  PagePictures pages_;
};

StoreTrouble to_trouble(StoreError error) {
  return error == StoreError::disk_full ? StoreTrouble::disk_full : StoreTrouble::disk_failed;
}

std::uint32_t to_number(const std::string& digits) {
  std::uint32_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

outbox::Place place_of(const Config& config) {
  outbox::Place place;
  place.directory = config.paths.outbox;
  place.alert = [](outbox::Alert alert, const std::string& number) { spdlog::error("outbox: {} {}", outbox::name_of(alert), number); };
  return place;
}

}  // namespace

base::Result<std::unique_ptr<Storing>, base::Complaint> Storing::open(const Config& config, const base::Clock& clock, LoopTasks& tasks, Tell tell) {
  auto sealer = outbox::Sealer::load({config.keys.hall_certificate, config.keys.terminal_certificate, config.keys.terminal_key});
  if (!sealer) return base::failure(sealer.error());
  auto outbox = outbox::Outbox::open(place_of(config), to_number(config.terminal.number), std::move(*sealer), clock);
  if (!outbox) return base::failure(base::Complaint{config.paths.outbox.string(), outbox::name_of(outbox.error())});
  return std::unique_ptr<Storing>(new Storing(config, clock, tasks, std::move(tell), std::move(*outbox)));
}

Storing::Storing(const Config& config, const base::Clock& clock, LoopTasks& tasks, Tell tell, std::unique_ptr<outbox::Outbox> outbox)
    : tasks_(tasks),
      tell_(std::move(tell)),
      outbox_(std::move(outbox)),
      link_(config.paths.link, clock, [this](const link::LinkEvent& event) { hear(event); }),
      worker_(kMostJobs) {}

void Storing::tell_later(Happening what) {
  tasks_.push([this, shared = std::make_shared<Happening>(std::move(what))] { tell_(std::move(*shared)); });
}

void Storing::hear(const link::LinkEvent& event) {
  tasks_.push([this, event] {
    if (link_watch_) link_watch_(event);
    if (catalogue_watch_ && std::holds_alternative<link::CatalogueOffered>(event)) catalogue_watch_();
  });
  if (const auto* accepted = std::get_if<link::Accepted>(&event)) tell_later(HallAccepted{accepted->number});
  if (const auto* answered = std::get_if<link::Answered>(&event)) {
    if (answered->result) {
      tell_later(Answered{*answered->result, answered->job});
    } else {
      tell_later(Unanswered{answered->result.error(), answered->job});
    }
  }
}

void Storing::store(core::delivery::Submission submission, std::uint64_t job, PagePictures pages) {
  auto shared = std::make_shared<core::delivery::Submission>(std::move(submission));
  const bool given = worker_.give([this, shared, job, source = std::make_shared<DeskPages>(std::move(pages))] {
    const auto stored = outbox_->store(*shared, *source);
    if (!stored) {
      spdlog::error("storing failed: {}", outbox::name_of(stored.error()));
      return tell_later(StoreFailed{to_trouble(stored.error()), job});
    }
    spdlog::info("stored {}", stored->number);
    link_.nudge();
    tell_later(Stored{*stored, job});
  });
  if (!given) tell_later(StoreFailed{StoreTrouble::disk_failed, job});
}

void Storing::watch(const std::string& number) { link_.watch(number); }

void Storing::ask(std::uint64_t job, core::inquiry::Question question) { link_.ask(job, std::move(question)); }

void Storing::forget_owed(std::string number) {
  const bool given = worker_.give([this, number = std::move(number)] {
    // What cannot be forgotten is owed still: printed once more at the next start, which is the lesser evil.
    if (!outbox_->forget_owed(number)) spdlog::error("the receipt of {} could not be marked as given", number);
  });
  if (!given) spdlog::error("the outbox's worker is overloaded");
}

void Storing::backlog(std::function<void(const outbox::Backlog&)> tell) {
  const bool given = worker_.give([this, tell = std::move(tell)] {
    const auto backlog = outbox_->backlog();
    if (!backlog) return spdlog::error("the outbox's backlog cannot be read: {}", outbox::name_of(backlog.error()));
    tasks_.push([tell, found = *backlog] { tell(found); });
  });
  if (!given) spdlog::error("the outbox's worker is overloaded");
}

std::vector<ReceiptOwed> Storing::owed_receipts() {
  std::vector<ReceiptOwed> receipts;
  const auto owed = outbox_->owed();
  if (!owed) {
    spdlog::error("owed receipts cannot be read: {}", outbox::name_of(owed.error()));
    return receipts;
  }
  for (const auto& one : *owed) receipts.push_back({one.number, one.receipt_code, one.kind, one.item, one.stored_at, one.accepted, one.notes});
  return receipts;
}

}  // namespace bancheng::app
