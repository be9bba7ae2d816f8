#include "tools/hall/settings.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <set>
#include <toml++/toml.h>
#include <vector>

namespace bancheng::hall {
namespace {

namespace fs = std::filesystem;

/// Takes values out of one table, and complains about the first that does not fit or that nobody asked for.
class TableReader {
 public:
  TableReader(const toml::table& table, fs::path file) : table_(table), file_(std::move(file)) {}

  void path(const char* key, fs::path& value) {
    if (const auto* node = take(key)) {
      if (const auto text = node->value<std::string>(); text && !text->empty()) value = file_.parent_path() / *text;
      else complain(*node, key, "a path");
    }
  }
  void text(const char* key, std::string& value) {
    if (const auto* node = take(key)) {
      if (const auto read = node->value<std::string>()) value = *read;
      else complain(*node, key, "a text");
    }
  }
  void truth(const char* key, bool& value) {
    if (const auto* node = take(key)) {
      if (const auto read = node->value_exact<bool>()) value = *read;
      else complain(*node, key, "true or false");
    }
  }
  template <typename Number>
  void number(const char* key, Number& value, std::int64_t least, std::int64_t most) {
    if (const auto* node = take(key)) {
      const auto read = node->value<std::int64_t>();
      if (read && *read >= least && *read <= most) value = static_cast<Number>(*read);
      else complain(*node, key, fmt::format("a number from {} to {}", least, most));
    }
  }
  void milliseconds(const char* key, std::chrono::milliseconds& value) {
    auto count = static_cast<std::int64_t>(value.count());
    number(key, count, 1, 3'600'000);
    value = std::chrono::milliseconds(count);
  }
  template <typename Read>
  void table(const char* key, Read read) {
    const auto* node = take(key);
    if (node == nullptr) return;
    if (!node->is_table()) return complain(*node, key, "a table");
    TableReader inner(*node->as_table(), file_);
    read(inner);
    inner.finish();
    if (!complaint_) complaint_ = inner.complaint_;
  }
  void finish() {
    for (const auto& [key, node] : table_) {
      if (!taken_.contains(std::string(key.str()))) complain(node, key.str(), "nothing: the key is not known");
    }
  }
  [[nodiscard]] const std::optional<base::Complaint>& complaint() const { return complaint_; }

 private:
  const toml::node* take(const char* key) {
    taken_.insert(key);
    return table_.get(key);
  }
  void complain(const toml::node& node, std::string_view key, const std::string& expected) {
    if (!complaint_) complaint_ = base::Complaint{fmt::format("{}:{}", file_.string(), node.source().begin.line), fmt::format("'{}' has to be {}", key, expected)};
  }

  const toml::table& table_;
  fs::path file_;
  std::set<std::string> taken_;
  std::optional<base::Complaint> complaint_;
};

void read_listener(TableReader& table, ListenerSettings& listener, bool wants_client) {
  table.text("address", listener.address);
  table.number("port", listener.port, 0, 65'535);
  table.path("certificate", listener.certificate);
  table.path("key", listener.key);
  if (wants_client) table.path("client_ca", listener.client_ca);
}

void read_limits(TableReader& table, Limits& limits) {
  table.number("connections", limits.connections, 1, 100'000);
  table.number("staff_connections", limits.staff_connections, 1, 10'000);
  table.number("requests_per_terminal", limits.requests_per_terminal, 1, 1'000);
  table.number("waiting_jobs", limits.waiting_jobs, 1, 10'000);
  table.number("body_bytes", limits.body_bytes, 1 << 20, std::int64_t{64} << 30);
  table.milliseconds("handshake_ms", limits.handshake);
  table.milliseconds("idle_ms", limits.idle);
  table.milliseconds("header_ms", limits.header);
  table.milliseconds("body_ms", limits.body);
  table.milliseconds("write_ms", limits.write);
  table.milliseconds("drain_ms", limits.drain);
}

}  // namespace

base::Result<Settings, base::Complaint> read_settings(const fs::path& file) try {
  const toml::table root = toml::parse_file(file.string());
  Settings settings;
  TableReader reader(root, file);
  reader.path("data", settings.data);
  reader.path("catalogue", settings.catalogue);
  reader.path("catalogue_bundle", settings.catalogue_bundle);
  reader.path("catalogue_signer", settings.catalogue_signer);
  reader.path("calendar", settings.calendar);
  reader.path("staff_file", settings.staff_file);
  reader.path("register", settings.population);
  reader.truth("test_sms_gate", settings.test_sms_gate);
  reader.table("sealing", [&](TableReader& table) {
    table.path("certificate", settings.sealing_certificate);
    table.path("key", settings.sealing_key);
  });
  reader.table("terminals", [&](TableReader& table) { read_listener(table, settings.terminals, true); });
  reader.table("staff", [&](TableReader& table) { read_listener(table, settings.staff, false); });
  reader.table("limits", [&](TableReader& table) { read_limits(table, settings.limits); });
  reader.finish();
  if (reader.complaint()) return base::failure(*reader.complaint());
  return settings;
} catch (const toml::parse_error& problem) {
  return base::failure(base::Complaint{fmt::format("{}:{}", file.string(), problem.source().begin.line), std::string(problem.description())});
}

void use_certificates_of(const fs::path& folder, Settings& settings) {
  settings.sealing_certificate = folder / "hall-sealing.pem";
  settings.sealing_key = folder / "hall-sealing.key";
  for (ListenerSettings* listener : {&settings.terminals, &settings.staff}) {
    listener->certificate = folder / "hall-server.pem";
    listener->key = folder / "hall-server.key";
  }
  settings.terminals.client_ca = folder / "ca.pem";
  settings.catalogue_signer = folder / "catalogue-signer.pem";
}

bool use_address(const std::string& text, ListenerSettings& listener) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos) return false;
  std::string address = text.substr(0, colon);
  if (address.size() > 2 && address.front() == '[' && address.back() == ']') address = address.substr(1, address.size() - 2);
  const std::string_view digits = std::string_view(text).substr(colon + 1);
  std::uint16_t port = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (problem != std::errc{} || end != digits.data() + digits.size() || address.empty()) return false;
  listener.address = address;
  listener.port = port;
  return true;
}

std::optional<base::Complaint> object_to(const Settings& settings) {
  const std::initializer_list<std::pair<const char*, const fs::path&>> needed{
      {"data", settings.data},
      {"catalogue", settings.catalogue},
      {"calendar", settings.calendar},
      {"staff_file", settings.staff_file},
      {"sealing.certificate", settings.sealing_certificate},
      {"sealing.key", settings.sealing_key},
      {"terminals.certificate", settings.terminals.certificate},
      {"terminals.key", settings.terminals.key},
      {"terminals.client_ca", settings.terminals.client_ca},
      {"staff.certificate", settings.staff.certificate},
      {"staff.key", settings.staff.key},
  };
  for (const auto& [name, path] : needed) {
    if (path.empty()) return base::Complaint{"settings", fmt::format("'{}' is missing", name)};
  }
  std::vector<fs::path> files{settings.sealing_certificate, settings.sealing_key, settings.terminals.certificate, settings.terminals.key,
                              settings.terminals.client_ca, settings.staff.certificate, settings.staff.key};
  if (!settings.catalogue_bundle.empty()) {
    if (settings.catalogue_signer.empty()) return base::Complaint{"settings", "'catalogue_signer' is missing: the hall works by what it hands out, and asks who signed it"};
    files.push_back(settings.catalogue_signer);
  }
  for (const fs::path& file : files) {
    if (::access(file.c_str(), R_OK) != 0) return base::Complaint{file.string(), fmt::format("cannot be read: {}", std::strerror(errno))};
  }
  return std::nullopt;
}

fs::path database_in(const fs::path& data) { return data / "hall.sqlite"; }
fs::path parts_in(const fs::path& data) { return data / "parts"; }
fs::path test_messages_in(const fs::path& data) { return data / "sms.jsonl"; }

}  // namespace bancheng::hall
