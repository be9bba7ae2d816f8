// Reading JSON strictly, for the codecs of core: every field asked for, none left over, no key twice, bounded depth. What does
// not fit is thrown as Refusal and caught by the codec that reads; nothing of it leaves a room. For .cpp files alone.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/person_text.h"
#include "kiosk/core/vocabulary.h"

namespace bancheng::core::json {

using Json = nlohmann::json;

enum class Refusal {
  not_json,     ///< a key twice in one object
  wrong_shape,  ///< a field missing, unknown, of another type or not in its vocabulary; nested too deeply
};
[[noreturn]] inline void refuse_shape() { throw Refusal::wrong_shape; }

/// One object, of which every field must be asked for before done().
class Fields {
 public:
  explicit Fields(const Json& object) : object_(object) {
    if (!object.is_object()) refuse_shape();
  }
  [[nodiscard]] const Json& at(const char* key) {
    const auto found = object_.find(key);
    if (found == object_.end()) refuse_shape();
    ++asked_;
    return *found;
  }
  [[nodiscard]] bool has(const char* key) const { return object_.contains(key); }
  [[nodiscard]] const std::string& string(const char* key) {
    const Json& value = at(key);
    if (!value.is_string()) refuse_shape();
    return value.get_ref<const std::string&>();
  }
  [[nodiscard]] base::PersonText text(const char* key) { return base::PersonText(std::string_view(string(key))); }
  [[nodiscard]] bool boolean(const char* key) {
    const Json& value = at(key);
    if (!value.is_boolean()) refuse_shape();
    return value.get<bool>();
  }
  [[nodiscard]] std::uint64_t number(const char* key, std::uint64_t largest) { return number(at(key), largest); }
  [[nodiscard]] static std::uint64_t number(const Json& value, std::uint64_t largest) {
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > largest) refuse_shape();
    return value.get<std::uint64_t>();
  }
  template <typename E, std::size_t N>
  [[nodiscard]] E word(const char* key, const Vocabulary<E, N>& vocabulary) {
    const auto value = value_of(vocabulary, string(key));
    if (!value) refuse_shape();
    return *value;
  }
  [[nodiscard]] const Json& array(const char* key) {
    const Json& value = at(key);
    if (!value.is_array()) refuse_shape();
    return value;
  }
  void done() const {
    if (asked_ != object_.size()) refuse_shape();
  }

 private:
  const Json& object_;
  std::size_t asked_ = 0;
};

/// The library keeps the last of two equal keys; two readers could then understand one document differently. Also throws
/// what the library throws.
[[nodiscard]] inline Json parse(std::span<const std::uint8_t> bytes, int deepest) {
  std::vector<std::set<std::string>> open;
  const auto watch = [&](int depth, Json::parse_event_t event, Json& parsed) {
    if (depth > deepest) refuse_shape();
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event == Json::parse_event_t::key && !open.back().insert(parsed.get<std::string>()).second) throw Refusal::not_json;
    return true;
  };
  return Json::parse(bytes.begin(), bytes.end(), watch);
}

/// A JSON value owns its string on the heap, so nothing of a person stays in a small-string buffer on the stack.
[[nodiscard]] inline Json text(const base::PersonText& value) { return Json(value.view()); }

}  // namespace bancheng::core::json
