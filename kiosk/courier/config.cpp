#include "kiosk/courier/config.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <map>

namespace bancheng::courier {
namespace {

using base::Complaint;

/// Where each key of each section goes; every one is a text and must be there.
using Wanted = std::map<std::string, std::map<std::string, std::string*>>;

class Reader {
 public:
  Reader(std::string file, const Wanted& wanted) : file_(std::move(file)), wanted_(wanted) {}

  [[nodiscard]] std::vector<Complaint> read(const toml::table& root) {
    for (const auto& [name, node] : root) {
      if (!wanted_.contains(std::string(name.str()))) complain(node, fmt::format("there is no section [{}]", name.str()));
    }
    for (const auto& [name, keys] : wanted_) {
      const toml::node* section = root.get(name);
      if (section == nullptr || !section->is_table()) {
        complaints_.push_back({file_, fmt::format("lacks the section [{}]", name)});
      } else {
        read_section(name, *section->as_table(), keys);
      }
    }
    return std::move(complaints_);
  }

 private:
  void read_section(const std::string& name, const toml::table& section, const std::map<std::string, std::string*>& keys) {
    for (const auto& [key, node] : section) {
      if (!keys.contains(std::string(key.str()))) complain(node, fmt::format("[{}] has no key '{}'", name, key.str()));
    }
    for (const auto& [key, into] : keys) {
      const toml::node* node = section.get(key);
      if (node == nullptr) {
        complain(section, fmt::format("[{}] lacks '{}'", name, key));
      } else if (const auto text = node->value_exact<std::string>(); text && !text->empty()) {
        *into = *text;
      } else {
        complain(*node, fmt::format("[{}] {}: expected a text in quotes", name, key));
      }
    }
  }
  void complain(const toml::node& node, std::string what) {
    complaints_.push_back({fmt::format("{}:{}", file_, node.source().begin.line), std::move(what)});
  }

  std::string file_;
  const Wanted& wanted_;
  std::vector<Complaint> complaints_;
};

}  // namespace

base::Result<Config, std::vector<Complaint>> load_config(const std::filesystem::path& file) {
  std::string outbox, link, url, ca, certificate, key;
  const Wanted wanted{{"outbox", {{"directory", &outbox}}},
                      {"link", {{"socket", &link}}},
                      {"hall", {{"url", &url}, {"ca", &ca}, {"certificate", &certificate}, {"key", &key}}}};
  try {
    const toml::table root = toml::parse_file(file.string());
    if (auto complaints = Reader(file.string(), wanted).read(root); !complaints.empty()) return base::failure(std::move(complaints));
  } catch (const toml::parse_error& error) {
    return base::failure(std::vector{Complaint{fmt::format("{}:{}", file.string(), error.source().begin.line), std::string(error.description())}});
  }
  return Config{outbox, link, {url, ca, certificate, key}};
}

}  // namespace bancheng::courier
