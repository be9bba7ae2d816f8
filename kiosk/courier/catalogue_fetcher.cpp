#include "kiosk/courier/catalogue_fetcher.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <random>
#include <thread>

#include "kiosk/base/durable_file.h"
#include "kiosk/base/log.h"
#include "kiosk/base/wait.h"
#include "kiosk/base/wake.h"
#include "kiosk/bundle/content.h"
#include "kiosk/bundle/folder.h"
#include "kiosk/outbox/hash.h"

namespace bancheng::courier {
namespace {

using net::NoCatalogue;

constexpr base::Milliseconds kLongest{60'000};
constexpr base::Milliseconds kShortestRetry{1'000};
constexpr int kMostDoublings = 16;

std::string etag_of(const std::string& bytes) {
  const auto hash = outbox::sha256({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
  return "\"" + core::delivery::to_hex(hash) + "\"";
}

}  // namespace

struct CatalogueFetcher::Impl {
  Order order;
  const base::Clock& clock;
  Offered offered;
  base::StopSignal stop;
  base::Wake wake;
  std::atomic<bool> soon{false};
  std::unique_ptr<net::HallClient> hall;
  std::string held;                         // the fetcher's thread alone, like the next three: ETag of what lies in the folder
  int failures = 0;                         // in a row
  std::optional<NoCatalogue> last_failure;  // that was logged
  std::mt19937 random{std::random_device{}()};
  std::thread thread;

  Impl(Order what, const base::Clock& with, Offered tell) : order(std::move(what)), clock(with), offered(std::move(tell)) {}

  void run();
  void find_held();
  [[nodiscard]] bool ask();
  [[nodiscard]] bool keep(const net::GivenCatalogue& given);
  [[nodiscard]] bool fail(NoCatalogue why);
  [[nodiscard]] base::SteadyTime within(base::Milliseconds least, base::Milliseconds most);
  [[nodiscard]] base::SteadyTime next_question(bool answered);
  [[nodiscard]] std::filesystem::path file() const { return order.folder / bundle::kOfferedFile; }
};

void CatalogueFetcher::Impl::run() {
  find_held();
  base::SteadyTime due = within({}, kSoon);
  while (!stop.raised()) {
    if (clock.now().steady >= due) {
      due = next_question(ask());
      continue;
    }
    std::ignore = base::wait_for(wake.fd(), base::Direction::read, std::min(due, clock.now().steady + kLongest), clock, stop.fd());
    wake.drain();
    if (soon.exchange(false)) due = std::min(due, within({}, kSoon));
  }
}

// A courier that was killed after it had put it there may not have told.
void CatalogueFetcher::Impl::find_held() {
  std::error_code error;
  std::filesystem::create_directories(order.folder, error);
  const auto bytes = base::read_file(file(), bundle::kLargestBundle);
  if (bytes) {
    held = etag_of(*bytes);
    offered();
  } else if (bytes.error() != std::errc::no_such_file_or_directory) {
    spdlog::error("catalogue: {}: {}", file().string(), bytes.error().message());
  }
}

base::SteadyTime CatalogueFetcher::Impl::within(base::Milliseconds least, base::Milliseconds most) {
  return clock.now().steady + base::Milliseconds(std::uniform_int_distribution<std::int64_t>(least.count(), std::max(least, most).count())(random));
}

base::SteadyTime CatalogueFetcher::Impl::next_question(bool answered) {
  if (answered) {
    failures = 0;
    last_failure.reset();
    return within(order.every - order.every / 5, order.every + order.every / 5);
  }
  const base::Milliseconds ceiling = kFirstRetry * (1 << std::min(failures++, kMostDoublings));
  return within(kShortestRetry, std::min(ceiling, order.every));
}

/// Whether the hall has answered, with whatever.
bool CatalogueFetcher::Impl::ask() {
  const auto given = hall->catalogue(held, bundle::kLargestBundle);
  if (given) return etag_of(given->bytes) == given->etag ? keep(*given) : fail(NoCatalogue::not_the_hall);
  const bool answered = given.error() == NoCatalogue::unchanged || given.error() == NoCatalogue::none;
  return answered || fail(given.error());
}

bool CatalogueFetcher::Impl::keep(const net::GivenCatalogue& given) {
  if (const auto kept = base::replace_file(file(), given.bytes); !kept) {
    spdlog::error("catalogue: {}: {}", file().string(), kept.error().message());
    return false;
  }
  held = given.etag;
  spdlog::info("catalogue: a new bundle of {} bytes", given.bytes.size());
  offered();
  return true;
}

bool CatalogueFetcher::Impl::fail(NoCatalogue why) {
  if (last_failure != why) spdlog::warn("catalogue: {}", name_of(why));
  last_failure = why;
  return false;
}

CatalogueFetcher::CatalogueFetcher(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

base::Result<std::unique_ptr<CatalogueFetcher>, base::Complaint> CatalogueFetcher::open(net::HallAddress address, Order order, const base::Clock& clock,
                                                                                        Offered offered) {
  auto impl = std::make_unique<Impl>(std::move(order), clock, std::move(offered));
  auto hall = net::HallClient::make(std::move(address), impl->stop.fd());
  if (!hall) return base::failure(hall.error());
  impl->hall = std::move(*hall);
  impl->thread = std::thread([&of = *impl] { of.run(); });
  return std::unique_ptr<CatalogueFetcher>(new CatalogueFetcher(std::move(impl)));
}

CatalogueFetcher::~CatalogueFetcher() { stop(); }

void CatalogueFetcher::ask_soon() {
  impl_->soon = true;
  impl_->wake.raise();
}

void CatalogueFetcher::stop() {
  impl_->stop.raise();
  if (impl_->thread.joinable()) impl_->thread.join();
}

}  // namespace bancheng::courier
