#include "hall_process.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <fstream>

#include "kiosk/base/wait.h"
#include "kiosk/core/delivery/number.h"

namespace hall_test {

namespace base = bancheng::base;
namespace core = bancheng::core;
namespace delivery = bancheng::core::delivery;

namespace {

constexpr base::Milliseconds kStartPatience{30'000};

pid_t spawn(const std::vector<std::string>& command, int input, int output, const std::vector<std::string>& environment = {}) {
  std::vector<char*> arguments;
  for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  const pid_t pid = ::fork();
  if (pid == 0) {
    for (const std::string& variable : environment) ::putenv(const_cast<char*>(variable.c_str()));
    if (input >= 0) ::dup2(input, STDIN_FILENO);
    if (output >= 0) ::dup2(output, STDOUT_FILENO);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }
  return pid;
}

int wait_for_end(pid_t pid) {
  int status = 0;
  ::waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/// Made once for the test program; the two terminals that tests need.
const fs::path& shared_certificates() {
  static const TemporaryFolder folder;
  static const bool made = run({BANCHENG_SOURCE_DIR "/tools/demo-certificates", folder.path().string(), "10001", "10002"}).status == 0;
  REQUIRE(made);
  return folder.path();
}

void write_file(const fs::path& file, const std::string& text) { std::ofstream(file) << text; }

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string name = (fs::temp_directory_path() / "hall-test-XXXXXX").string();
  REQUIRE(::mkdtemp(name.data()) != nullptr);
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

Finished run(const std::vector<std::string>& command, const std::string& input) {
  int in[2], out[2];
  REQUIRE(::pipe2(in, O_CLOEXEC) == 0);
  REQUIRE(::pipe2(out, O_CLOEXEC) == 0);
  const base::UniqueFd in_read(in[0]), out_read(out[0]);
  base::UniqueFd in_write(in[1]), out_write(out[1]);
  const pid_t pid = spawn(command, in_read.get(), out_write.get());
  out_write.reset();
  REQUIRE(::write(in_write.get(), input.data(), input.size()) == static_cast<ssize_t>(input.size()));
  in_write.reset();
  Finished finished;
  char chunk[4096];
  for (ssize_t got = 0; (got = ::read(out_read.get(), chunk, sizeof chunk)) > 0;) finished.output.append(chunk, static_cast<std::size_t>(got));
  finished.status = wait_for_end(pid);
  return finished;
}

HallProcess::HallProcess(const std::string& limits, const std::string& people) {
  ::signal(SIGPIPE, SIG_IGN);  // a closed connection is an answer here
  shared_certificates();
  const std::string source = BANCHENG_SOURCE_DIR;
  if (!people.empty()) write_file(folder() / "register.yaml", people);
  const std::string on_record = people.empty() ? "" : "register = \"register.yaml\"\ntest_sms_gate = true\n";
  write_file(folder() / "hall.toml", on_record + "data = \"data\"\nstaff_file = \"staff\"\ncatalogue = \"" + source + "/assets/catalogue\"\ncatalogue_bundle = \"catalogue.cms\"\ncalendar = \"" +
                                         source + "/config/calendar\"\n[limits]\n" + limits);
  auto clock = base::ControlClock::open(folder() / "clock");
  REQUIRE(clock);
  clock_ = std::move(*clock);
  start();
}

HallProcess::~HallProcess() { kill(); }

void HallProcess::start() {
  const fs::path ports = folder() / "ports";
  fs::remove(ports);
  const int quiet = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  pid_ = spawn({HALL_PROGRAM, "serve", "--config", folder() / "hall.toml", "--certificates", certificates(), "--terminals", "127.0.0.1:0", "--staff",
                "127.0.0.1:0", "--port-file", ports, "--record", folder() / "traffic"},
               -1, quiet, {"BANCHENG_CONTROL_CLOCK=" + (folder() / "clock").string()});
  ::close(quiet);
  const base::SystemClock real;
  const base::SteadyTime deadline = real.now().steady + kStartPatience;
  while (!fs::exists(ports)) {
    int status = 0;
    REQUIRE_MESSAGE(::waitpid(pid_, &status, WNOHANG) == 0, "the hall ended at its start");
    REQUIRE(real.now().steady < deadline);
    static_cast<void>(base::sleep_until(real.now().steady + base::Milliseconds(5), real));
  }
  const auto json = nlohmann::json::parse(std::ifstream(ports));
  terminals_port_ = json.at("terminals").get<std::uint16_t>();
  staff_port_ = json.at("staff").get<std::uint16_t>();
}

void HallProcess::signal(int number) const { ::kill(pid_, number); }

int HallProcess::wait() { return wait_for_end(std::exchange(pid_, -1)); }

int HallProcess::stop() {
  signal(SIGTERM);
  return wait();
}

void HallProcess::kill() {
  if (pid_ <= 0) return;
  signal(SIGKILL);
  static_cast<void>(wait());
}

const fs::path& HallProcess::certificates() const { return shared_certificates(); }

Connection HallProcess::terminal(const std::string& terminal) const {
  const fs::path& folder = certificates();
  return Connection(terminals_port_, {folder / "ca.pem", folder / ("terminal-" + terminal + ".pem"), folder / ("terminal-" + terminal + ".key")});
}

Connection HallProcess::browser() const { return Connection(staff_port_, {certificates() / "ca.pem", {}, {}}); }

nlohmann::json HallProcess::exported() const {
  const Finished finished = run({HALL_PROGRAM, "export", "--data", data()});
  REQUIRE(finished.status == 0);
  return nlohmann::json::parse(finished.output);
}

void HallProcess::advance_clock(std::chrono::milliseconds by) { clock_->advance(by); }

Finished HallProcess::checked_traffic() const { return run({BANCHENG_SOURCE_DIR "/tools/check-api-traffic", folder() / "traffic"}); }

std::string number_of(std::uint32_t terminal, std::uint32_t counter) { return delivery::make_number({terminal, counter}).value(); }

namespace {

core::identity::IdCard specimen() {
  core::identity::IdCard card;
  card.name = base::PersonText("司徒样本");
  card.sex_code = base::PersonText("2");
  card.nation_code = base::PersonText("01");
  card.birth_date = base::PersonText("19491231");
  card.address = base::PersonText("北京市样本区幸福路8号");
  card.number = base::PersonText("11010519491231002X");
  card.authority = base::PersonText("样本市公安局");
  card.valid_from = base::PersonText("20100101");
  card.valid_to = base::PersonText("长期");
  return card;
}

delivery::Manifest manifest_for(std::uint32_t counter) {
  delivery::Manifest manifest;
  manifest.number = number_of(10001, counter);
  manifest.terminal = "10001";
  manifest.stored_at = base::SystemClock().now().wall;
  manifest.receipt_code = "0123456789ABCDEF";
  return manifest;
}

}  // namespace

std::string sealed_and_signed(const HallProcess& hall, std::string_view json, const std::string& terminal) {
  const fs::path& folder = hall.certificates();
  return sealed(signed_by(json, folder / ("terminal-" + terminal + ".pem"), folder / ("terminal-" + terminal + ".key")), folder / "hall-sealing.pem");
}

void seal_manifest(const HallProcess& hall, Parcel& parcel) {
  parcel.manifest.parts.clear();
  for (const SealedPart& part : parcel.parts) parcel.manifest.parts.push_back(part.in_manifest);
  const auto json = delivery::to_json(parcel.manifest);
  REQUIRE(json);
  parcel.sealed_manifest = sealed_and_signed(hall, {reinterpret_cast<const char*>(json->data()), json->size()});
}

Parcel application(const HallProcess& hall, std::uint32_t counter) {
  Parcel parcel{manifest_for(counter), {}, {}};
  const fs::path recipient = hall.certificates() / "hall-sealing.pem";
  std::string page(300'000, '\0');
  for (std::size_t i = 0; i < page.size(); ++i) page[i] = static_cast<char>(i * 7 + counter);
  parcel.parts.push_back(sealed_part(page, delivery::MediaType::jpeg, recipient));
  parcel.parts.push_back(sealed_part(page + "second", delivery::MediaType::jpeg, recipient));
  parcel.parts.push_back(sealed_part("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 1\"/>", delivery::MediaType::svg, recipient));
  delivery::SentApplication content;
  content.item = "elderly-card";
  content.item_version = 1;
  content.card = specimen();
  content.answers = {{"name", base::PersonText("司徒样本")}, {"number", base::PersonText("11010519491231002X")},
                     {"phone", base::PersonText("13800138000")}, {"living", base::PersonText("alone")}};
  content.materials = {{"id-photo", {0}}, {"household-register", {1}}};
  content.delivery = core::catalogue::Delivery::courier;
  content.courier = delivery::Courier{base::PersonText("司徒样本"), base::PersonText("13800138000"), base::PersonText("北京市样本区幸福路8号")};
  content.signature_part = 2;
  parcel.manifest.content = content;
  seal_manifest(hall, parcel);
  return parcel;
}

Parcel help_case(const HallProcess& hall, std::uint32_t counter) {
  Parcel parcel{manifest_for(counter), {}, {}};
  delivery::HelpCase content;
  content.stuck_on = "material";
  content.item = "elderly-card";
  content.category = delivery::HelpCategory::material_missing;
  content.text = base::PersonText("户口本不在身边，<script>alert(1)</script> 能不能先办？");
  content.phone = base::PersonText("13800138000");
  content.card = specimen();
  parcel.manifest.content = content;
  seal_manifest(hall, parcel);
  return parcel;
}

Parcel survey(const HallProcess& hall, std::uint32_t counter, const std::string& about, int degree) {
  Parcel parcel{manifest_for(counter), {}, {}};
  parcel.manifest.content = delivery::Survey{about, degree};
  seal_manifest(hall, parcel);
  return parcel;
}

Parcel supplement(const HallProcess& hall, std::uint32_t counter, const std::string& about) {
  Parcel parcel{manifest_for(counter), {}, {}};
  const fs::path recipient = hall.certificates() / "hall-sealing.pem";
  for (const char* page : {"first page", "second page"}) parcel.parts.push_back(sealed_part(page, delivery::MediaType::jpeg, recipient));
  parcel.manifest.content = delivery::SentSupplement{about, "elderly-card", {{"household-register", {0, 1}}}};
  seal_manifest(hall, parcel);
  return parcel;
}

Answer put(Connection& connection, const std::string& number, std::size_t index, const std::string& body) {
  return connection.request("PUT", "/v1/submissions/" + number + "/parts/" + std::to_string(index),
                            {{"Content-Type", "application/cms"}, {"X-Content-SHA256", hex_sha256(body)}}, body);
}

Answer post(Connection& connection, const std::string& number, const std::string& body) {
  return connection.request("POST", "/v1/submissions/" + number, {{"Content-Type", "application/cms"}}, body);
}

Answer deliver(Connection& connection, const Parcel& parcel) {
  for (std::size_t i = 0; i < parcel.parts.size(); ++i) {
    const Answer answer = put(connection, parcel.manifest.number, i, parcel.parts[i].sealed);
    if (answer.status != 201) return answer;
  }
  return post(connection, parcel.manifest.number, parcel.sealed_manifest);
}

std::string error_of(const Answer& answer) {
  const auto json = nlohmann::json::parse(answer.body, nullptr, false);
  return json.is_object() ? json.value("error", "") : "";
}

}  // namespace hall_test
