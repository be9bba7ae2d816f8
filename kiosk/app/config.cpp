#include "kiosk/app/config.h"

#include <fmt/format.h>

#include <algorithm>

#include "drivers/transport/address.h"
#include "kiosk/app/config_parts.h"

namespace bancheng::app {

using base::Complaint;
using core::Language;
using core::session::TextSize;
using ui::Renderer;
using namespace config;

namespace {

std::string object_to_number(const std::string& text) {
  const bool five_digits = text.size() == 5 && text.find_first_not_of("0123456789") == std::string::npos;
  return five_digits ? "" : "expected five digits in quotes";
}

std::string object_to_address(const std::string& text) {
  const auto parsed = drivers::parse_address(text);
  return parsed ? "" : parsed.error().what;
}

Section terminal_section(Config::Terminal& terminal) {
  return {"terminal",
          "This very machine.",
          {{"number", Text{&terminal.number, object_to_number}, Need::required, "five digits in quotes", "Stands in every number that the terminal issues; no two terminals of a hall share it."},
           {"name", Text{&terminal.name}, Need::required, "", "Where it stands, as receipts say it."},
           {"hall_phone", Text{&terminal.hall_phone, object_to_phone}, Need::optional, kPhone, "Instead of the profile's."}}};
}

Section display_section(Config::Display& display) {
  return {"display",
          "",
          {{"orientation", orientation_key(display), Need::optional, "", "Instead of the profile's: the panel is turned about its middle."},
           {"fullscreen", Flag{&display.fullscreen}, Need::optional, "", "Without a window's frame, over the whole screen."},
           {"renderer", one_of(display.renderer, {{"auto", Renderer::automatic}, {"opengl", Renderer::opengl}, {"software", Renderer::software}}), Need::optional, "",
            "Who draws; auto: OpenGL where there is a graphics processor, else software."}}};
}

Section paths_section(Config::Paths& paths) {
  return {"paths",
          "Relative ones are taken from the folder in which the program was started.",
          {{"profiles", Path{&paths.profiles}, Need::optional, "", "Where a profile is looked for that is named without a folder."},
           {"assets", Path{&paths.assets}, Need::required, "", "Catalogue, icons, languages, pinyin readings."},
           {"calendar", Path{&paths.calendar}, Need::required, "", "Folder of the working-day calendar."},
           {"outbox", Path{&paths.outbox}, Need::required, "", "Where sealed applications and help cases wait."},
           {"link", Path{&paths.link}, Need::required, "", "The courier's socket."},
           {"pinyin", Path{&paths.pinyin}, Need::required, "", "The program that knows pinyin."},
           {"service", Path{&paths.service}, Need::optional, "", "Folder of the technician's PIN; without it there is no diagnostic mode."},
           {"catalogue", Path{&paths.catalogue}, Need::optional, "", "Folder into which the courier puts the hall's catalogue; without it only the one in 'assets' is used."},
           {"usage", Path{&paths.usage}, Need::optional, "", "File in which it is counted how often each item is chosen; without it home shows the catalogue's order."},
           {"panel", Path{&paths.panel}, Need::optional, "", "Socket of the virtual panel; simulation builds only."}}};
}

Section keys_section(Config::Keys& keys) {
  return {"keys",
          "",
          {{"hall_certificate", Path{&keys.hall_certificate}, Need::required, "", "What is stored is sealed to it."},
           {"terminal_certificate", Path{&keys.terminal_certificate}, Need::required, "", "The terminal's own."},
           {"terminal_key", Path{&keys.terminal_key}, Need::required, "", "Signs what is stored."},
           {"catalogue_signer", Path{&keys.catalogue_signer}, Need::optional, "", "The one certificate by which a catalogue of the hall counts; needed with [paths] catalogue."}}};
}

constexpr const char* kSerial = "an address such as \"serial:/dev/ttyUSB0?baud=115200\"";

Section addresses_section(Config::Devices& devices) {
  return {"devices",
          "Where the devices are that the profile says are present. The other keys may be left out.",
          {{"id_card_reader", Text{&devices.id_card_reader, object_to_address}, Need::optional, kSerial, "ID-card reader."},
           {"code_scanner", Text{&devices.code_scanner, object_to_address}, Need::optional, kSerial, "Scanner of printed codes."},
           {"receipt_printer", Text{&devices.receipt_printer, object_to_address}, Need::optional, "an address such as \"tcp:127.0.0.1:9100\"", "Receipt printer."},
           {"document_camera", Text{&devices.document_camera}, Need::optional, "a device node such as \"/dev/video0\"", "Document camera."},
           {"receipt_printer_dots", Whole{&devices.receipt_printer_dots, 200, 1000}, Need::optional, "", "Dots across the paper."}}};
}

/// "hall" -> <profiles>/hall.toml; what looks like a path is one, from the folder of the machine's file.
std::filesystem::path profile_file(const Config& config, const std::filesystem::path& machine_file) {
  const bool name = config.profile.find('/') == std::string::npos && !config.profile.ends_with(".toml");
  if (name) return config.paths.profiles / (config.profile + ".toml");
  return machine_file.parent_path() / config.profile;
}

/// What only both files together show.
void check_together(const std::string& file, const Config& config, std::vector<Complaint>& complaints) {
  for (const auto& [name, address] : {std::pair{"id_card_reader", &config.devices.id_card_reader}, std::pair{"code_scanner", &config.devices.code_scanner},
                                      std::pair{"receipt_printer", &config.devices.receipt_printer}, std::pair{"document_camera", &config.devices.document_camera}}) {
    if (!address->empty() || !config.devices.has(name)) continue;
    complaints.push_back({file, fmt::format("[devices] lacks '{}': expected its address, since profile '{}' has that device", name, config.profile)});
  }
  if (!config.paths.catalogue.empty() && config.keys.catalogue_signer.empty()) {
    complaints.push_back({file, "[keys] lacks 'catalogue_signer': expected a certificate, since [paths] names a folder for the hall's catalogue"});
  }
  const auto languages = config.languages();
  if (std::find(languages.begin(), languages.end(), config.settings.language) == languages.end()) {
    complaints.push_back({file, "[session] language: expected one of 'languages'"});
  }
}

}  // namespace

std::string object_to_phone(const std::string& text) {
  const bool good = text.find_first_not_of("0123456789+- ") == std::string::npos && text.find_first_of("0123456789") != std::string::npos;
  return good ? "" : std::string("expected ") + kPhone;
}

OneOf orientation_key(Config::Display& display) {
  return one_of(display.orientation, {{"landscape", Orientation::landscape}, {"portrait", Orientation::portrait}});
}

Section session_section(Config& config, std::string meaning) {
  return {"session",
          std::move(meaning),
          {{"languages", Texts{&config.language_codes, {"zh-CN", "en"}}, Need::optional, "", "Languages that a person can choose; with one alone there is no button for it."},
           {"language", one_of(config.settings.language, {{"zh-CN", Language::zh_cn}, {"en", Language::en}}), Need::optional, "", "Language."},
           {"elderly_mode", Flag{&config.elderly_mode}, Need::optional, "", "Text from the third size on, and long times."},
           {"text_size", one_of(config.settings.text_size, {{"small", TextSize::small}, {"medium", TextSize::medium}, {"large", TextSize::large}, {"largest", TextSize::largest}}),
            Need::optional, "", "Capitals of 3.5–4.2, 4.8–5.6, 6.4–7.1 or 8.5–9.0 mm."},
           {"high_contrast", Flag{&config.settings.high_contrast}, Need::optional, "", "White on black."},
           {"long_times", Flag{&config.long_times}, Need::optional, "", "More time before the idle warning."}}};
}

void use_elderly_mode(Config& config) {
  if (!config.elderly_mode) return;
  config.settings.text_size = std::max(config.settings.text_size, TextSize::large);
  config.long_times = true;
}

bool Config::Devices::has(std::string_view device) const { return std::find(present.begin(), present.end(), device) != present.end(); }

std::vector<Language> Config::languages() const {
  std::vector<Language> all;
  for (const std::string& code : language_codes) all.push_back(code == "en" ? Language::en : Language::zh_cn);
  return all;
}

std::optional<double> Config::low_reach_mm() const {
  const double reach = kReachMm - display.mounting_height_mm();
  return reach < display.height_mm() ? std::optional(reach) : std::nullopt;
}

Schema machine_schema(Config& config) {
  return {{"", "", {{"profile", Text{&config.profile}, Need::required, "the name of a profile, or the path of its file", "What kind of terminal this is."}}},
          terminal_section(config.terminal),
          display_section(config.display),
          paths_section(config.paths),
          keys_section(config.keys),
          addresses_section(config.devices),
          session_section(config, "How each visit begins, instead of what the profile says.")};
}

base::Result<Config, std::vector<Complaint>> load_config(const std::filesystem::path& file) {
  Config named;  // to know the profile, and the machine's mistakes
  std::vector<Complaint> complaints = read_toml(file, machine_schema(named));
  if (named.profile.empty()) return base::failure(std::move(complaints));
  Config config;  // each in turn writes what it names: defaults, profile, machine
  const std::filesystem::path profile = profile_file(named, file);
  const std::vector<Complaint> more = load_profile(profile, config);
  complaints.insert(complaints.end(), more.begin(), more.end());
  if (!complaints.empty()) return base::failure(std::move(complaints));
  (void)read_toml(file, machine_schema(config));  // its mistakes are known already
  use_elderly_mode(config);
  check_together(file.string(), config, complaints);
  if (!complaints.empty()) return base::failure(std::move(complaints));
  return config;
}

}  // namespace bancheng::app
