// The staff pages: server-rendered, zh-CN, no script. Behind a password; every view of a matter is audited; what names a person
// is masked until it is asked for. One matter's content is opened from its sealed manifest for the one answer, and not kept.
#pragma once

#include <map>
#include <string>

#include "tools/hall/http.h"
#include "tools/hall/staff_sessions.h"
#include "tools/hall/terminal_api.h"

namespace bancheng::hall {

using Fields = std::map<std::string, base::PersonText>;

/// A request of somebody who is logged in.
struct Visit {
  const Request& request;
  StaffSession session;
  Fields query;
  Fields form;
};

class StaffPages final : public Service {
 public:
  StaffPages(const Hall& hall, StaffSessions& sessions) : hall_(hall), sessions_(sessions) {}

  [[nodiscard]] std::optional<Response> judge(const RequestHead& head) const override;
  [[nodiscard]] std::size_t longest_body(const RequestHead& head) const override;
  [[nodiscard]] Response answer(const Request& request) override;
  [[nodiscard]] Response turn_away(Unavailable why) const override;

 private:
  // staff_pages.cpp
  [[nodiscard]] Response respond(const Request& request);
  [[nodiscard]] Response show_login(int status, const std::string& problem, const std::string& name) const;
  [[nodiscard]] Response log_in(const Request& request);
  /// For anybody, without a login: whether a paper with this code was issued, when, of what kind, to whom (masked).
  [[nodiscard]] Response verify(const Request& request) const;
  [[nodiscard]] Response log_out(const Visit& visit);
  [[nodiscard]] Response route(const Visit& visit);
  [[nodiscard]] Response show_audit(const Visit& visit);
  /// False: the database failed, and what was to be seen must not be shown.
  [[nodiscard]] bool note(const Visit& visit, const char* action, const std::string& number);
  [[nodiscard]] Response show_part(const Visit& visit, const std::string& number, const std::string& part);

  // staff_applications.cpp
  [[nodiscard]] Response list_applications(const Visit& visit);
  [[nodiscard]] Response show_application(const Visit& visit, const std::string& number, bool full, int status, const std::string& problem);
  [[nodiscard]] Response change_application(const Visit& visit, const std::string& number);
  [[nodiscard]] Response want_supplement(const Visit& visit, const std::string& number);
  [[nodiscard]] Response change_application(const Visit& visit, const std::string& number, const ApplicationChange& change);

  // staff_help_cases.cpp
  [[nodiscard]] Response list_help_cases(const Visit& visit);
  [[nodiscard]] Response show_help_case(const Visit& visit, const std::string& number, bool full, int status, const std::string& problem);
  [[nodiscard]] Response change_help_case(const Visit& visit, const std::string& number);

  const Hall& hall_;
  StaffSessions& sessions_;
};

}  // namespace bancheng::hall
