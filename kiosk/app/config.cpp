#include "kiosk/app/config.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <set>

#include "drivers/transport/address.h"

namespace bancheng::app {
namespace {

using base::Complaint;
using core::Language;
using core::session::TextSize;

/// Takes values out of one [section] and complains about what does not fit; what nobody took is not known.
class Section {
 public:
  Section(const toml::table& root, std::string name, const std::string& file, std::vector<Complaint>& complaints)
      : table_(root[name].as_table()), name_(std::move(name)), file_(file), complaints_(complaints) {}

  ~Section() {
    if (table_ == nullptr) return;
    for (const auto& [key, value] : *table_) {
      if (!taken_.contains(std::string(key.str()))) complain(key.source().begin.line, fmt::format("[{}] has no key '{}'", name_, key.str()));
    }
  }
  Section(const Section&) = delete;
  Section& operator=(const Section&) = delete;

  template <typename Value>
  void take(const char* key, Value& into, const char* expected, bool required = false) {
    taken_.insert(key);
    const toml::node* node = table_ == nullptr ? nullptr : table_->get(key);
    if (node == nullptr) {
      if (required) complain(table_ == nullptr ? 1 : table_->source().begin.line, fmt::format("[{}] lacks '{}': {}", name_, key, expected));
      return;
    }
    if (const auto value = node->value_exact<Value>()) {
      into = *value;
    } else {
      complain(node->source().begin.line, fmt::format("[{}] {}: expected {}", name_, key, expected));
    }
  }

  void number(const char* key, int& into, int least, int most) {
    auto value = static_cast<std::int64_t>(into);
    take(key, value, "a whole number");
    if (value < least || value > most) {
      complain(line_of(key), fmt::format("[{}] {}: expected a number from {} to {}", name_, key, least, most));
    } else {
      into = static_cast<int>(value);
    }
  }

  void path(const char* key, std::filesystem::path& into, bool required = true) {
    std::string text;
    take(key, text, "a path", required);
    into = text;
  }

  void complain_about(const char* key, const std::string& what) { complain(line_of(key), fmt::format("[{}] {}: {}", name_, key, what)); }

 private:
  [[nodiscard]] toml::source_index line_of(const char* key) const {
    const toml::node* node = table_ == nullptr ? nullptr : table_->get(key);
    return node == nullptr ? 1 : node->source().begin.line;
  }
  void complain(toml::source_index line, std::string what) { complaints_.push_back({fmt::format("{}:{}", file_, line), std::move(what)}); }

  const toml::table* table_;
  std::string name_;
  const std::string& file_;
  std::vector<Complaint>& complaints_;
  std::set<std::string> taken_;
};

void read_session(const toml::table& root, const std::string& file, std::vector<Complaint>& complaints, Config& config) {
  Section section(root, "session", file, complaints);
  std::string language = "zh-CN", size = "medium";
  section.take("language", language, "\"zh-CN\" or \"en\"");
  section.take("text_size", size, "\"small\", \"medium\", \"large\" or \"largest\"");
  section.take("high_contrast", config.settings.high_contrast, "true or false");
  section.take("long_times", config.long_times, "true or false");
  if (language != "zh-CN" && language != "en") section.complain_about("language", "expected \"zh-CN\" or \"en\"");
  config.settings.language = language == "en" ? Language::en : Language::zh_cn;
  const std::pair<const char*, TextSize> sizes[] = {
      {"small", TextSize::small}, {"medium", TextSize::medium}, {"large", TextSize::large}, {"largest", TextSize::largest}};
  bool known = false;
  for (const auto& [name, value] : sizes) {
    if (size != name) continue;
    config.settings.text_size = value;
    known = true;
  }
  if (!known) section.complain_about("text_size", "expected \"small\", \"medium\", \"large\" or \"largest\"");
}

void read_terminal(const toml::table& root, const std::string& file, std::vector<Complaint>& complaints, Config& config) {
  Section section(root, "terminal", file, complaints);
  section.take("number", config.terminal.number, "five digits in quotes", true);
  section.take("name", config.terminal.name, "a text", true);
  section.take("hall_phone", config.terminal.hall_phone, "a telephone number in quotes", true);
  const bool five_digits = config.terminal.number.size() == 5 && config.terminal.number.find_first_not_of("0123456789") == std::string::npos;
  if (!config.terminal.number.empty() && !five_digits) section.complain_about("number", "expected five digits in quotes");
}

void read_display(const toml::table& root, const std::string& file, std::vector<Complaint>& complaints, Config& config) {
  Section section(root, "display", file, complaints);
  section.number("width", config.display.width, 600, 7680);
  section.number("height", config.display.height, 600, 7680);
  section.take("width_mm", config.display.width_mm, "millimetres with a decimal point, such as 476.0");
  section.take("height_mm", config.display.height_mm, "millimetres with a decimal point, such as 268.0");
  section.take("fullscreen", config.display.fullscreen, "true or false");
}

void read_paths(const toml::table& root, const std::string& file, std::vector<Complaint>& complaints, Config& config) {
  Section paths(root, "paths", file, complaints);
  paths.path("assets", config.paths.assets);
  paths.path("calendar", config.paths.calendar);
  paths.path("outbox", config.paths.outbox);
  paths.path("link", config.paths.link);
  paths.path("pinyin", config.paths.pinyin);
  paths.path("service", config.paths.service, false);
  paths.path("panel", config.paths.panel, false);
  Section keys(root, "keys", file, complaints);
  keys.path("hall_certificate", config.keys.hall_certificate);
  keys.path("terminal_certificate", config.keys.terminal_certificate);
  keys.path("terminal_key", config.keys.terminal_key);
}

void read_devices(const toml::table& root, const std::string& file, std::vector<Complaint>& complaints, Config& config) {
  Section section(root, "devices", file, complaints);
  section.take("id_card_reader", config.devices.id_card_reader, "an address such as \"serial:/dev/ttyUSB0?baud=115200\"", true);
  section.take("code_scanner", config.devices.code_scanner, "an address such as \"serial:/dev/ttyACM0\"", true);
  section.take("receipt_printer", config.devices.receipt_printer, "an address such as \"tcp:127.0.0.1:9100\"", true);
  section.take("document_camera", config.devices.document_camera, "a device node such as \"/dev/video0\"", true);
  for (const auto& [key, address] : {std::pair{"id_card_reader", &config.devices.id_card_reader}, std::pair{"code_scanner", &config.devices.code_scanner},
                                     std::pair{"receipt_printer", &config.devices.receipt_printer}}) {
    if (address->empty()) continue;  // said already that it is missing
    if (const auto parsed = drivers::parse_address(*address); !parsed) section.complain_about(key, parsed.error().what);
  }
  section.take("code_scanner_aim_id", config.devices.code_scanner_aim_id, "true or false");
  section.number("receipt_printer_dots", config.devices.receipt_printer_dots, 200, 1000);
}

void read_known_sections(const toml::table& root, const std::string& file, std::vector<Complaint>& complaints) {
  static const std::set<std::string> kKnown{"terminal", "display", "paths", "keys", "devices", "session"};
  for (const auto& [key, value] : root) {
    if (!kKnown.contains(std::string(key.str()))) {
      complaints.push_back({fmt::format("{}:{}", file, key.source().begin.line), fmt::format("'{}' is not a known section", key.str())});
    }
  }
}

}  // namespace

base::Result<Config, std::vector<Complaint>> load_config(const std::filesystem::path& path) {
  const std::string file = path.string();
  std::vector<Complaint> complaints;
  Config config;
  try {
    const toml::table root = toml::parse_file(file);
    read_known_sections(root, file, complaints);
    read_terminal(root, file, complaints, config);
    read_display(root, file, complaints, config);
    read_paths(root, file, complaints, config);
    read_devices(root, file, complaints, config);
    read_session(root, file, complaints, config);
  } catch (const toml::parse_error& error) {
    complaints.push_back({fmt::format("{}:{}", file, error.source().begin.line), std::string(error.description())});
  }
  if (!complaints.empty()) return base::failure(std::move(complaints));
  return config;
}

}  // namespace bancheng::app
