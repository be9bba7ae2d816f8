#include "tools/hall/serve.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "kiosk/base/unique_fd.h"
#include "kiosk/core/catalogue/load.h"
#include "tools/hall/staff_pages.h"
#include "tools/hall/terminal_api.h"

namespace bancheng::hall {
namespace {

namespace fs = std::filesystem;
using base::Complaint;
using base::failure;

base::Result<core::catalogue::Catalogue, Complaint> read_catalogue(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  if (error) return failure(Complaint{folder.string(), "cannot be read"});
  std::sort(files.begin(), files.end());
  std::vector<core::catalogue::Source> sources;
  for (const fs::path& file : files) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    sources.push_back({file.string(), text.str()});
  }
  auto catalogue = core::catalogue::load_catalogue(sources);
  if (!catalogue) return failure(catalogue.error().front());
  return std::move(*catalogue);
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
  TerminalApi terminal_api(hall);
  StaffSessions sessions(hall.clock, hall.store, StaffFile(settings.staff_file));
  StaffPages staff_pages(hall, sessions);
  auto server = Server::create(settings.limits);
  if (!server) return failure(server.error());
  ListenerSettings terminals = settings.terminals;
  terminals.recorder = recorder;
  const auto terminals_port = (*server)->listen(terminals, terminal_api);
  if (!terminals_port) return failure(terminals_port.error());
  const auto staff_port = (*server)->listen(settings.staff, staff_pages);
  if (!staff_port) return failure(staff_port.error());
  if (options.port_file && !write_ports(*options.port_file, *terminals_port, *staff_port))
    return failure(Complaint{options.port_file->string(), "cannot be written"});
  spdlog::info("terminals {}:{}, staff https://{}:{}/", terminals.address, *terminals_port, settings.staff.address, *staff_port);
  (*server)->run([&] { terminal_api.remove_stale_parts(); });
  spdlog::info("stopped");
  return {};
}

}  // namespace

base::Result<void, Complaint> serve(const ServeOptions& options, const base::Clock& clock) {
  const Settings& settings = options.settings;
  if (const auto objection = object_to(settings)) return failure(*objection);
  const auto lock = prepare_folder(settings.data);
  if (!lock) return failure(lock.error());
  const auto catalogue = read_catalogue(settings.catalogue);
  if (!catalogue) return failure(catalogue.error());
  const auto working_days = WorkingDays::load(settings.calendar);
  if (!working_days) return failure(working_days.error());
  const auto sealing_key = SealingKey::load(settings.sealing_certificate, settings.sealing_key);
  if (!sealing_key) return failure(sealing_key.error());
  const auto terminal_ca = TerminalCa::load(settings.terminals.client_ca);
  if (!terminal_ca) return failure(terminal_ca.error());
  const auto store = Store::open(database_in(settings.data), Store::Access::read_write, clock.now().wall);
  if (!store) return failure(store.error());
  std::unique_ptr<TrafficRecorder> recorder;
  if (options.record) {
    auto opened = record_traffic_to(*options.record);
    if (!opened) return failure(opened.error());
    recorder = std::move(*opened);
  }
  const PartFiles parts(parts_in(settings.data));
  const Hall hall{clock, **store, parts, *sealing_key, *terminal_ca, *catalogue, *working_days};
  return listen_and_run(options, hall, recorder.get());
}

}  // namespace bancheng::hall
