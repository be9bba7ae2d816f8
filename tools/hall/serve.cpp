#include "tools/hall/serve.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <fstream>
#include <tuple>

#include "kiosk/base/text_files.h"
#include "kiosk/base/unique_fd.h"
#include "kiosk/core/catalogue/load.h"
#include "tools/hall/catalogue_bundle.h"
#include "tools/hall/inquiries.h"
#include "tools/hall/manifests.h"
#include "tools/hall/staff_pages.h"
#include "tools/hall/terminal_api.h"

namespace bancheng::hall {
namespace {

namespace fs = std::filesystem;
using base::Complaint;
using base::failure;

/// One more than can be at work on logins, so that those who are logged in never wait for a password.
constexpr std::size_t kStaffWorkers = StaffSessions::kMostLogins + 1;

/// The first complaint is the answer; the others are logged, so that an editor mends all in one go.
Complaint first_of(const std::vector<Complaint>& complaints) {
  for (std::size_t i = 1; i < complaints.size(); ++i) spdlog::error("{}: {}", complaints[i].where, complaints[i].what);
  return complaints.front();
}

/// What `load` makes of the *.yaml of `folder`.
template <typename Loaded>
base::Result<Loaded, Complaint> read_yaml(const fs::path& folder,
                                          base::Result<Loaded, std::vector<Complaint>> (*load)(const std::vector<base::TextFile>&)) {
  const auto files = base::read_text_files(folder, ".yaml");
  if (!files) return failure(files.error());
  auto loaded = load(*files);
  if (loaded) return std::move(*loaded);
  return failure(first_of(loaded.error()));
}

base::Result<std::unique_ptr<CatalogueBundle>, Complaint> open_catalogue(const Settings& settings) {
  auto shipped = read_yaml(settings.catalogue, core::catalogue::load_catalogue);
  if (!shipped) return failure(shipped.error());
  if (settings.catalogue_bundle.empty()) return std::make_unique<CatalogueBundle>(fs::path(), std::nullopt, std::move(*shipped));
  auto signer = bundle::TrustedSigner::load(settings.catalogue_signer);
  if (!signer) return failure(signer.error());
  auto opened = std::make_unique<CatalogueBundle>(settings.catalogue_bundle, std::move(*signer), std::move(*shipped));
  std::ignore = opened->in_use();  // the log says it at the start
  return opened;
}

base::Result<Population, Complaint> read_population(const fs::path& file, const PersonKey& key) {
  if (file.empty()) return Population();
  auto loaded = Population::load(file, key);
  if (loaded) return std::move(*loaded);
  return failure(first_of(loaded.error()));
}

/// One hall for one folder: the lock lives as long as the descriptor.
base::Result<base::UniqueFd, Complaint> prepare_folder(const fs::path& data) {
  std::error_code error;
  fs::create_directories(parts_in(data), error);
  if (error) return failure(Complaint{data.string(), error.message()});
  ::chmod(data.c_str(), 0700);
  base::UniqueFd lock(::open((data / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!lock || ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) return failure(Complaint{data.string(), "is in use by another hall"});
  return lock;
}

bool write_ports(const fs::path& file, std::uint16_t terminals, std::uint16_t staff) {
  fs::path half = file;
  half += ".half";
  {
    std::ofstream out(half);
    out << fmt::format("{{\"terminals\": {}, \"staff\": {}}}\n", terminals, staff);
    if (!out.flush()) return false;
  }
  std::error_code error;
  fs::rename(half, file, error);
  return !error;
}

base::Result<void, Complaint> listen_and_run(const ServeOptions& options, const Hall& hall, TrafficRecorder* recorder) {
  const Settings& settings = options.settings;
  Inquiries inquiries(hall);
  TerminalApi terminal_api(hall, inquiries);
  StaffSessions sessions(hall.clock, hall.store, StaffFile(settings.staff_file));
  StaffPages staff_pages(hall, sessions);
  auto server = Server::create(settings.limits);
  if (!server) return failure(server.error());
  ListenerSettings terminals = settings.terminals;
  terminals.recorder = recorder;
  terminals.capacity = {0, settings.limits.connections, settings.limits.waiting_jobs};
  const auto terminals_port = (*server)->listen(terminals, terminal_api);
  if (!terminals_port) return failure(terminals_port.error());
  ListenerSettings staff = settings.staff;
  staff.capacity = {kStaffWorkers, settings.limits.staff_connections, settings.limits.staff_connections};
  const auto staff_port = (*server)->listen(staff, staff_pages);
  if (!staff_port) return failure(staff_port.error());
  if (options.port_file && !write_ports(*options.port_file, *terminals_port, *staff_port))
    return failure(Complaint{options.port_file->string(), "cannot be written"});
  spdlog::info("terminals {}:{}, staff https://{}:{}/", terminals.address, *terminals_port, staff.address, *staff_port);
  systemd::Notifier notifier;
  (*server)->run([&] { terminal_api.remove_stale_parts(); }, notifier);
  spdlog::info("stopped");
  return {};
}

}  // namespace

base::Result<void, Complaint> serve(const ServeOptions& options, const base::Clock& clock) {
  const Settings& settings = options.settings;
  const auto lock = prepare_folder(settings.data);
  if (!lock) return failure(lock.error());
  const auto catalogue = open_catalogue(settings);
  if (!catalogue) return failure(catalogue.error());
  const auto working_days = read_yaml(settings.calendar, core::catalogue::load_working_days);
  if (!working_days) return failure(working_days.error());
  const auto sealing_key = SealingKey::load(settings.sealing_certificate, settings.sealing_key);
  if (!sealing_key) return failure(sealing_key.error());
  const auto terminal_ca = TerminalCa::load(settings.terminals.client_ca);
  if (!terminal_ca) return failure(terminal_ca.error());
  const auto store = Store::open(database_in(settings.data), Store::Access::read_write, clock.now().wall);
  if (!store) return failure(store.error());
  const auto person_key = PersonKey::load(settings.data);
  if (!person_key) return failure(person_key.error());
  const auto population = read_population(settings.population, *person_key);
  if (!population) return failure(population.error());
  std::unique_ptr<TrafficRecorder> recorder;
  if (options.record) {
    auto opened = record_traffic_to(*options.record);
    if (!opened) return failure(opened.error());
    recorder = std::move(*opened);
  }
  const PartFiles parts(parts_in(settings.data));
  FileSmsGate test_gate(test_messages_in(settings.data), clock);
  const Hall hall{clock, **store, parts, *sealing_key, *terminal_ca, **catalogue, *working_days, *person_key, *population,
                  settings.test_sms_gate ? &test_gate : nullptr};
  find_persons(hall);
  return listen_and_run(options, hall, recorder.get());
}

}  // namespace bancheng::hall
