// Staff's browser as far as the hall's pages need one.
#pragma once

#include <map>
#include <string>

#include "hall_process.h"

namespace hall_test {

using Form = std::map<std::string, std::string>;

/// What stands between two texts, the first time; empty when the first is not there.
[[nodiscard]] std::string between(const std::string& text, const std::string& before, const std::string& after);
[[nodiscard]] bool has(const Answer& answer, const std::string& text);
[[nodiscard]] std::string encoded(const std::string& text);

/// Cookies and the token of the last page. Checks what every cookie must be.
class Browser {
 public:
  /// `hall` must outlive it.
  explicit Browser(const HallProcess& hall) : hall_(hall) {}

  Answer get(const std::string& path);
  Answer post(const std::string& path, Form form, bool with_token = true);
  Answer log_in(const std::string& name, const std::string& password);
  [[nodiscard]] const std::map<std::string, std::string>& cookies() const { return cookies_; }

 private:
  [[nodiscard]] std::map<std::string, std::string> cookie_headers() const;
  Answer keep(Answer answer);

  const HallProcess& hall_;
  std::map<std::string, std::string> cookies_;
  std::string token_;
};

/// With kPassword.
void add_staff(const HallProcess& hall, const std::string& name, const std::string& display_name);

}  // namespace hall_test
