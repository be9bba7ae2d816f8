// bancheng-hall: the server, its staff file and its record. `bancheng-hall --help` says how.
#include <fmt/format.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <iostream>

#include "kiosk/base/log.h"
#include "kiosk/base/no_core_dump.h"
#include "tools/hall/decide.h"
#include "tools/hall/export.h"
#include "tools/hall/passwords.h"
#include "tools/hall/serve.h"

namespace {

namespace fs = std::filesystem;
using namespace bancheng;

int fail(const base::Complaint& complaint) {
  fmt::print(stderr, "{}: {}\n", complaint.where, complaint.what);
  return 1;
}

/// EX_CONFIG of sysexits.h: nothing that trying again would mend. The service manager leaves it at that.
int refuse(const base::Complaint& complaint) {
  fail(complaint);
  return 78;
}

/// One line of standard input, unseen when a person types it.
base::PersonText read_password() {
  termios before{};
  const bool typed = ::isatty(STDIN_FILENO) == 1 && ::tcgetattr(STDIN_FILENO, &before) == 0;
  if (typed) {
    fmt::print(stderr, "password: ");
    termios unseen = before;
    unseen.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen);
  }
  base::PersonText password;
  for (int c = std::getchar(); c != EOF && c != '\n' && password.size() <= hall::kLongestPassword; c = std::getchar()) {
    const char one = static_cast<char>(c);
    password.append({&one, 1});
  }
  if (typed) {
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    fmt::print(stderr, "\n");
  }
  return password;
}

struct ServeArguments {
  fs::path config, certificates, data, catalogue, catalogue_bundle, calendar, staff_file, port_file, record, population;
  bool test_sms_gate = false;
  std::string terminals, staff;
};

void add_serve_options(CLI::App& command, ServeArguments& arguments) {
  command.add_option("--config", arguments.config, "settings, TOML (config/hall.example.toml)")->check(CLI::ExistingFile);
  command.add_option("--certificates", arguments.certificates, "folder made by tools/demo-certificates")->check(CLI::ExistingDirectory);
  command.add_option("--data", arguments.data, "folder of the record; made when missing");
  command.add_option("--catalogue", arguments.catalogue, "folder of service items")->check(CLI::ExistingDirectory);
  command.add_option("--catalogue-bundle", arguments.catalogue_bundle, "what terminals take up (bancheng-catalogue bundle); may come later, may change");
  command.add_option("--calendar", arguments.calendar, "folder of working-day calendars")->check(CLI::ExistingDirectory);
  command.add_option("--staff-file", arguments.staff_file, "who may log in (add-staff)");
  command.add_option("--register", arguments.population, "who is on record (config/register.example.yaml)")->check(CLI::ExistingFile);
  command.add_flag("--test-sms-gate", arguments.test_sms_gate, "codes go into sms.jsonl in the data folder, not to phones");
  command.add_option("--terminals", arguments.terminals, "address:port of the terminals' listener; port 0: any");
  command.add_option("--staff", arguments.staff, "address:port of the staff pages; port 0: any");
  command.add_option("--port-file", arguments.port_file, "gets both ports, JSON, once they listen");
  if (hall::recording_is_possible()) command.add_option("--record", arguments.record, "appends the API's traffic, for tools/check-api-traffic");
}

int serve(const ServeArguments& arguments) {
  hall::ServeOptions options;
  if (!arguments.config.empty()) {
    auto settings = hall::read_settings(arguments.config);
    if (!settings) return refuse(settings.error());
    options.settings = std::move(*settings);
  }
  hall::Settings& settings = options.settings;
  if (!arguments.certificates.empty()) hall::use_certificates_of(arguments.certificates, settings);
  const auto override_path = [](const fs::path& given, fs::path& setting) {
    if (!given.empty()) setting = given;
  };
  override_path(arguments.data, settings.data);
  override_path(arguments.catalogue, settings.catalogue);
  override_path(arguments.catalogue_bundle, settings.catalogue_bundle);
  override_path(arguments.calendar, settings.calendar);
  override_path(arguments.staff_file, settings.staff_file);
  override_path(arguments.population, settings.population);
  if (arguments.test_sms_gate) settings.test_sms_gate = true;
  if (!arguments.terminals.empty() && !hall::use_address(arguments.terminals, settings.terminals)) return fail({"--terminals", "is no address:port"});
  if (!arguments.staff.empty() && !hall::use_address(arguments.staff, settings.staff)) return fail({"--staff", "is no address:port"});
  if (!arguments.port_file.empty()) options.port_file = arguments.port_file;
  if (!arguments.record.empty()) options.record = arguments.record;
  if (const auto objection = hall::object_to(settings)) return refuse(*objection);
  base::start_log("bancheng-hall");
  const auto clock = base::make_process_clock();
  const auto served = hall::serve(options, *clock);
  return served ? 0 : fail(served.error());
}

int add_staff(const fs::path& file, const hall::StaffMember& member) {
  const auto added = hall::StaffFile(file).add(member, read_password());
  return added ? 0 : fail(added.error());
}

void add_decide_options(CLI::App& command, hall::DecideOptions& options) {
  command.add_option("--data", options.data, "folder of the record")->required()->check(CLI::ExistingDirectory);
  command.add_option("--number", options.number, "of the application")->required();
  command.add_option("--status", options.status, "reviewing, supplement_wanted, granted or refused")->required();
  command.add_option("--material", options.materials, "wanted: id of one of the item's materials; may be given again");
  command.add_option("--note", options.note, "for the applicant to read: a reason, a decision");
  command.add_option("--due", options.due, "of the supplement, YYYY-MM-DD; in ten working days when there is a calendar");
  command.add_option("--calendar", options.calendar, "folder of working-day calendars")->check(CLI::ExistingDirectory);
  command.add_option("--handler", options.handler, "who decides, as the record says it");
}

int decide(const hall::DecideOptions& options) {
  const auto clock = base::make_process_clock();
  const auto done = hall::decide(options, *clock);
  return done ? 0 : fail(done.error());
}

int export_record(const fs::path& data, std::int64_t limit) {
  const auto clock = base::make_process_clock();
  const auto store = hall::Store::open(hall::database_in(data), hall::Store::Access::read_only, clock->now().wall);
  if (!store) return fail(store.error());
  const auto today = core::form::date_in_china(clock->now().wall);
  return hall::export_record(**store, today, limit, std::cout) ? 0 : fail({data.string(), "cannot be read"});
}

}  // namespace

int main(int argc, char** argv) {
  base::forbid_core_dumps();
  ::umask(077);
  std::signal(SIGPIPE, SIG_IGN);
  CLI::App app("The hall of Bancheng: takes in what terminals send, and shows it to staff.");
  app.require_subcommand(1);
  ServeArguments arguments;
  CLI::App* serve_command = app.add_subcommand("serve", "serve terminals and staff until SIGTERM");
  add_serve_options(*serve_command, arguments);

  fs::path staff_file;
  hall::StaffMember member;
  CLI::App* staff_command = app.add_subcommand("add-staff", "add a person, or give a new password; the password is read from standard input");
  staff_command->add_option("--staff-file", staff_file)->required();
  staff_command->add_option("--name", member.name, "to log in with: a-z, 0-9, . _ -")->required();
  staff_command->add_option("--display-name", member.display_name, "as colleagues see it")->required();

  fs::path data;
  std::int64_t limit = 1'000;
  CLI::App* export_command = app.add_subcommand("export", "print the record as JSON, masked; may run beside the server");
  export_command->add_option("--data", data, "folder of the record")->required()->check(CLI::ExistingDirectory);
  export_command->add_option("--limit", limit, "entries of each kind at most")->check(CLI::Range(1, 1'000'000));

  hall::DecideOptions decision;
  CLI::App* decide_command = app.add_subcommand("decide", "do with one application what the pages do; may run beside the server");
  add_decide_options(*decide_command, decision);

  CLI11_PARSE(app, argc, argv);
  if (*serve_command) return serve(arguments);
  if (*decide_command) return decide(decision);
  if (*staff_command) return add_staff(staff_file, member);
  return export_record(data, limit);
}
