#include "browser.h"

#include <doctest/doctest.h>

namespace hall_test {
namespace {

std::string body_of(const Form& form) {
  std::string body;
  for (const auto& [name, value] : form) body += (body.empty() ? "" : "&") + name + "=" + encoded(value);
  return body;
}

}  // namespace

std::string between(const std::string& text, const std::string& before, const std::string& after) {
  const std::size_t at = text.find(before);
  if (at == std::string::npos) return {};
  const std::size_t from = at + before.size();
  return text.substr(from, text.find(after, from) - from);
}

bool has(const Answer& answer, const std::string& text) { return answer.body.find(text) != std::string::npos; }

std::string encoded(const std::string& text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += {'%', kHex[byte >> 4], kHex[byte & 15]};
  }
  return out;
}

Answer Browser::get(const std::string& path) { return keep(hall_.browser().request("GET", path, cookie_headers(), "")); }

Answer Browser::post(const std::string& path, Form form, bool with_token) {
  if (with_token) form["csrf"] = token_;
  auto headers = cookie_headers();
  headers["Content-Type"] = "application/x-www-form-urlencoded";
  return keep(hall_.browser().request("POST", path, headers, body_of(form)));
}

Answer Browser::log_in(const std::string& name, const std::string& password) {
  get("/login");
  return post("/login", {{"name", name}, {"password", password}});
}

std::map<std::string, std::string> Browser::cookie_headers() const {
  std::string cookies;
  for (const auto& [name, value] : cookies_) cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
  return cookies.empty() ? std::map<std::string, std::string>{} : std::map<std::string, std::string>{{"Cookie", cookies}};
}

Answer Browser::keep(Answer answer) {
  const auto [begin, end] = answer.headers.equal_range("set-cookie");
  for (auto at = begin; at != end; ++at) {
    const std::string name = at->second.substr(0, at->second.find('=')), value = between(at->second, "=", ";");
    CHECK(at->second.find("; Path=/; Secure; HttpOnly; SameSite=Strict") != std::string::npos);
    CHECK(name.starts_with("__Host-"));
    if (value.empty()) cookies_.erase(name);
    else cookies_[name] = value;
  }
  if (const std::string token = between(answer.body, "name=\"csrf\" value=\"", "\""); !token.empty()) token_ = token;
  return answer;
}

void add_staff(const HallProcess& hall, const std::string& name, const std::string& display_name) {
  REQUIRE(run({HALL_PROGRAM, "add-staff", "--staff-file", hall.folder() / "staff", "--name", name, "--display-name", display_name},
              std::string(kPassword) + "\n")
              .status == 0);
}

}  // namespace hall_test
