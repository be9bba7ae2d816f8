// bancheng-courier: carries what the outbox holds to the hall. Alone on the network; no screen.
#include <CLI/CLI.hpp>
#include <signal.h>
#include <sys/signalfd.h>

#include <cstdio>
#include <future>

#include "kiosk/base/log.h"
#include "kiosk/base/no_core_dump.h"
#include "kiosk/base/unique_fd.h"
#include "kiosk/courier/catalogue_fetcher.h"
#include "kiosk/courier/config.h"
#include "kiosk/courier/courier.h"
#include "kiosk/courier/inquiry_desk.h"
#include "kiosk/link/server.h"
#include "kiosk/outbox/dispatch.h"
#include "kiosk/systemd/notifier.h"

namespace {

using namespace bancheng;

int complain(const base::Complaint& complaint) {
  std::fprintf(stderr, "%s: %s\n", complaint.where.c_str(), complaint.what.c_str());
  return 2;
}

/// EX_CONFIG of sysexits.h: nothing that trying again would mend. The service manager leaves it at that.
constexpr int kMisconfigured = 78;

int refuse(const base::Complaint& complaint) {
  complain(complaint);
  return kMisconfigured;
}

// Readable from the first SIGTERM or SIGINT on, and never read: the stop signal of every thread. To be made before any
// thread starts, so that all of them leave these signals alone.
base::UniqueFd stop_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  signal(SIGPIPE, SIG_IGN);  // a connection that breaks is an answer of its own
  return base::UniqueFd(signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
}

outbox::Place place_of(const courier::Config& config) {
  outbox::Place place;
  place.directory = config.outbox;
  place.alert = [](outbox::Alert alert, const std::string& number) { spdlog::error("outbox: {} {}", outbox::name_of(alert), number); };
  return place;
}

int release_parked(const courier::Config& config) {
  const auto dispatch = outbox::Dispatch::open(place_of(config));
  if (!dispatch) return complain({config.outbox.string(), outbox::name_of(dispatch.error())});
  const auto released = (*dispatch)->release_parked();
  if (!released) return complain({config.outbox.string(), outbox::name_of(released.error())});
  std::printf("%llu released\n", static_cast<unsigned long long>(*released));
  return 0;
}

int run(const courier::Config& config) {
  const base::UniqueFd stop = stop_signals();
  const auto clock = base::make_process_clock();
  systemd::Notifier notifier;
  std::promise<link::LinkServer*> opened;
  const auto line = opened.get_future().share();  // a question may come before open() has returned
  const auto turned = [&] {
    if (notifier.due() && line.get()->responds()) notifier.alive();
  };
  const auto hall = net::HallClient::make(config.hall, stop.get(), {}, turned);
  if (!hall) return refuse(hall.error());
  const auto desk = courier::InquiryDesk::open(config.hall, *clock);
  if (!desk) return refuse(desk.error());
  std::unique_ptr<courier::CatalogueFetcher> fetcher;  // made before the courier runs, or never
  courier::Courier courier(place_of(config), **hall, *clock, stop.get(), [&](const link::LinkEvent& event) {
    const auto* network = std::get_if<link::NetworkState>(&event);
    if (fetcher && network != nullptr && network->up) fetcher->ask_soon();
    line.get()->tell(event);
  });
  const auto server = link::LinkServer::open(config.link, *clock, [&](const link::LinkRequest& request, link::LinkServer::ClientId from) {
    const auto* ask = std::get_if<link::Ask>(&request);
    if (ask == nullptr) return courier.hear(request);
    (*desk)->take(ask->question, [line, from, job = ask->job](courier::InquiryDesk::Result result) { line.get()->answer(from, {job, std::move(result)}); });
  });
  if (!server) return complain(server.error());
  opened.set_value(server->get());
  if (!config.catalogue.empty()) {
    const courier::CatalogueFetcher::Order order{config.catalogue, std::chrono::minutes(config.catalogue_every_minutes)};
    auto made = courier::CatalogueFetcher::open(config.hall, order, *clock, [line] { line.get()->tell(link::CatalogueOffered{}); });
    if (!made) return refuse(made.error());
    fetcher = std::move(*made);
  }
  spdlog::info("started");
  notifier.ready();
  courier.run({turned, notifier.longest_sleep()});
  notifier.stopping();
  (*desk)->stop();  // before the line ends, into which it answers
  if (fetcher) fetcher->stop();  // likewise
  spdlog::info("stopped");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  base::forbid_core_dumps();
  CLI::App arguments{"Bancheng courier: delivers what the terminal's outbox holds to the hall"};
  std::string config_file;
  bool release = false;
  arguments.add_option("--config", config_file, "configuration file (TOML)")->required();
  arguments.add_flag("--release-parked", release, "let what the hall refused, and what was damaged and reads well again, be sent, then end");
  CLI11_PARSE(arguments, argc, argv);

  base::start_log("courier");
  const auto config = courier::load_config(config_file);
  if (!config) {
    for (const auto& complaint : config.error()) complain(complaint);
    return kMisconfigured;
  }
  return release ? release_parked(*config) : run(*config);
}
