// YamlReader: takes values out of one YAML mapping, notes a complaint with file and line for whatever does not fit, and
// at the end for every key that nobody asked for. For this room, and for other files of this shape (tools/hall/population.h).
#pragma once

#include <yaml-cpp/yaml.h>

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/core/catalogue/places.h"
#include "kiosk/core/words.h"

namespace bancheng::core::catalogue {

class YamlReader {
 public:
  using Complaints = std::vector<base::Complaint>;

  YamlReader(std::string file, YAML::Node node, Complaints& complaints);

  [[nodiscard]] std::string required_text(const std::string& key);
  [[nodiscard]] std::string text(const std::string& key, std::string otherwise = {});
  [[nodiscard]] int number(const std::string& key, int otherwise, int least, int most);
  [[nodiscard]] bool truth(const std::string& key, bool otherwise);
  /// [a-z0-9-], not empty.
  [[nodiscard]] std::string id(const std::string& key);
  /// Both languages must be there and not empty.
  [[nodiscard]] LocalText local(const std::string& key);
  [[nodiscard]] LocalText optional_local(const std::string& key);
  [[nodiscard]] bool has(const std::string& key) const;
  /// A reader of the mapping under `key`; complains when it is missing.
  [[nodiscard]] YamlReader mapping(const std::string& key);
  /// Readers of the mappings in the list under `key`; an absent list is an empty one.
  [[nodiscard]] std::vector<YamlReader> list(const std::string& key);
  /// The plain texts in the list under `key`; an absent list is an empty one.
  [[nodiscard]] std::vector<std::string> texts(const std::string& key);
  /// The same, given one after the other to `give`; what that objects (empty: nothing) is a complaint with the text's line.
  void each_text(const std::string& key, const std::function<std::string(const std::string&)>& give);
  /// The plain texts in the mapping under `key`; an absent mapping is an empty one.
  [[nodiscard]] std::map<std::string, std::string, std::less<>> texts_by_key(const std::string& key);
  /// This mapping itself as a text in every language.
  [[nodiscard]] LocalText as_local();

  void complain(const std::string& what);
  void complain_about(const std::string& key, const std::string& what);
  /// Where this mapping's keys stand, for rules that look at several of them.
  [[nodiscard]] Places places() const { return {file_, node_}; }
  /// Call when everything was taken: whatever key is left is not known. A key that stands twice is a complaint too.
  void finish();

 private:
  [[nodiscard]] YAML::Node take(const std::string& key);
  void complain_at(const YAML::Node& node, const std::string& what);

  std::string file_;
  YAML::Node node_;
  Complaints* complaints_;
  std::set<std::string> taken_;
  bool muted_ = false;
};

}  // namespace bancheng::core::catalogue
