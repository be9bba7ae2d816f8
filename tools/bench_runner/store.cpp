// outbox.store: an application of four pages, 2 MB, sealed and synced to the disk; and the same without the disk's own
// time for the syncs.
#include <random>

#include "kiosk/base/clock.h"
#include "kiosk/outbox/outbox.h"
#include "tools/bench_runner/figures.h"
#include "tools/bench_runner/stopwatch.h"
#include "tools/bench_runner/sync_time.h"

namespace bancheng::bench {
namespace {

using namespace core::delivery;
using base::PersonText;

constexpr std::uint32_t kTerminal = 10'001;
constexpr std::uint32_t kPages = 4;
constexpr std::size_t kBytesEach = 2'000'000 / kPages;

/// As hard to compress as JPEG is.
class RandomPages final : public outbox::PageSource {
 public:
  RandomPages() {
    std::mt19937 random(1);
    for (auto& page : pages_) {
      page.resize(kBytesEach);
      for (std::uint8_t& byte : page) byte = static_cast<std::uint8_t>(random());
    }
  }
  [[nodiscard]] std::span<const std::uint8_t> jpeg(PageId page) override { return pages_.at(page.value - 1); }

 private:
  std::array<base::PersonBytes, kPages> pages_;
};

Submission application() {
  Application content;
  content.item = "elderly-card";
  content.item_version = 1;
  content.card.name = PersonText("样本");
  content.card.number = PersonText("11010519491231002X");
  content.card.birth_date = PersonText("19491231");
  content.answers.emplace("phone", PersonText("010-00000000"));
  content.materials.push_back({"photo", {}});
  for (std::uint32_t page = 1; page <= kPages; ++page) content.materials[0].pages.push_back({page});
  Stroke stroke;
  for (std::uint32_t i = 0; i < 100; ++i) stroke.push_back({static_cast<float>(i) / 100, 0.5F, i * 16});
  content.signature = {stroke};
  return {core::Language::zh_cn, content};
}

base::Result<std::unique_ptr<outbox::Outbox>, base::Complaint> open(const Options& options, const base::Clock& clock) {
  const auto& keys = options.certificates;
  auto sealer = outbox::Sealer::load({keys / "hall-sealing.pem", keys / "terminal-10001.pem", keys / "terminal-10001.key"});
  if (!sealer) return base::failure(sealer.error());
  outbox::Place place;
  place.directory = options.folder / "outbox";
  auto opened = outbox::Outbox::open(place, kTerminal, std::move(*sealer), clock);
  if (!opened) return base::failure(base::Complaint{place.directory.string(), outbox::name_of(opened.error())});
  return std::move(*opened);
}

}  // namespace

Taken take_outbox_store(const Options& options) {
  if (options.folder.empty()) return base::failure(base::Complaint{"--folder", "where to store?"});
  const base::SystemClock clock;
  auto outbox = open(options, clock);
  if (!outbox) return base::failure(outbox.error());
  RandomPages pages;
  const Submission submission = application();

  Figure whole{"outbox.store", "ms", {}};
  Figure beyond{"outbox.store_beyond_sync", "ms", {}};
  for (int run = 0; run <= options.runs; ++run) {
    const SyncTime before = sync_time_so_far();
    const Stopwatch watch(CLOCK_MONOTONIC);
    const auto stored = (*outbox)->store(submission, pages);
    const double spent = watch.milliseconds();
    const SyncTime after = sync_time_so_far();
    if (!stored) return base::failure(base::Complaint{"outbox.store", outbox::name_of(stored.error())});
    // The record, its folder and the database's log: fewer would mean that some sync was not seen.
    if (after.calls - before.calls < 3) return base::failure(base::Complaint{"outbox.store", "fewer than three syncs were seen"});
    if (run == 0) continue;
    whole.values.push_back(spent);
    beyond.values.push_back(spent - (after.milliseconds - before.milliseconds));
  }
  return std::vector<Figure>{whole, beyond};
}

}  // namespace bancheng::bench
