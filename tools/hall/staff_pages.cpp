#include "tools/hall/staff_pages.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <charconv>

#include "kiosk/core/delivery/number.h"
#include "tools/hall/catalogue_bundle.h"
#include "tools/hall/inquiries.h"
#include "tools/hall/page_data.h"

namespace bancheng::hall {
namespace {

constexpr std::size_t kMaxFormBytes = 64 * 1024;
constexpr const char* kSessionCookie = "__Host-bancheng";
constexpr const char* kLoginCookie = "__Host-bancheng-login";
constexpr const char* kPageCsp =
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
// A part is what a terminal sent: it may be looked at, and do nothing.
constexpr const char* kPartCsp = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

std::string_view cookie_of(const RequestHead& head, std::string_view name) {
  std::string_view cookies = head.header("cookie");
  while (!cookies.empty()) {
    const std::string_view cookie = cookies.substr(0, cookies.find(';'));
    cookies.remove_prefix(std::min(cookies.size(), cookie.size() + 1));
    while (!cookies.empty() && cookies.front() == ' ') cookies.remove_prefix(1);
    const std::size_t equals = cookie.find('=');
    if (equals != std::string_view::npos && cookie.substr(0, equals) == name) return cookie.substr(equals + 1);
  }
  return {};
}

std::string set_cookie(const char* name, const std::string& value) {
  return fmt::format("{}={}; Path=/; Secure; HttpOnly; SameSite=Strict{}", name, value, value.empty() ? "; Max-Age=0" : "");
}

std::string_view body_text(const Request& request) {
  return {reinterpret_cast<const char*>(request.body.data()), request.body.size()};
}

Response plain(int status, std::string_view text) { return {status, "text/plain; charset=utf-8", to_bytes(text), {}}; }

std::string duration_in_chinese(base::Milliseconds wait) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
  return seconds < 60 ? fmt::format("{}秒", seconds) : fmt::format("{}分钟", (seconds + 59) / 60);
}

/// "/applications/<number>/<rest>"
struct MatterPath {
  std::string number, rest;
};
std::optional<MatterPath> matter_path(std::string_view path, std::string_view prefix) {
  if (!path.starts_with(prefix)) return std::nullopt;
  path.remove_prefix(prefix.size());
  const std::size_t slash = path.find('/');
  MatterPath found{std::string(path.substr(0, slash)), slash == std::string_view::npos ? "" : std::string(path.substr(slash + 1))};
  if (!core::delivery::parse_number(found.number)) return std::nullopt;
  return found;
}

/// The matter's number, or the item of the record that was given out.
std::string about_of(const Hall& hall, const AuditRow& act) {
  if (act.action != "level_2_record") return core::delivery::grouped_number(act.number);
  const auto catalogue = hall.catalogue.in_use();
  const auto& items = catalogue->items;
  const auto found = std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.record == act.number; });
  return found == items.end() ? act.number : item_name(hall, found->id);
}

}  // namespace

std::optional<Response> StaffPages::judge(const RequestHead& head) const {
  if (head.method != "GET" && head.method != "POST") return plain(405, "405");
  if (head.method == "GET") return std::nullopt;
  if (!head.content_length) return plain(411, "411");
  if (*head.content_length > kMaxFormBytes) return plain(413, "413");
  if (!head.header("content-type").starts_with("application/x-www-form-urlencoded")) return plain(415, "415");
  return std::nullopt;
}

std::size_t StaffPages::longest_body(const RequestHead& head) const { return head.method == "POST" ? kMaxFormBytes : 0; }

Response StaffPages::turn_away(Unavailable) const {
  Response response = plain(503, "系统繁忙，请稍后再试。");
  response.headers.emplace_back("Retry-After", "5");
  return response;
}

Response StaffPages::answer(const Request& request) {
  Response response = respond(request);
  const bool is_part = response.content_type.starts_with("image/");
  response.headers.emplace_back("Content-Security-Policy", is_part ? kPartCsp : kPageCsp);
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Referrer-Policy", "same-origin");
  response.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  response.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  return response;
}

Response StaffPages::respond(const Request& request) {
  const RequestHead& head = request.head;
  const bool post = head.method == "POST";
  if (head.path == "/style.css" && !post) return {200, "text/css; charset=utf-8", to_bytes(page_source("style.css")), {}};
  if (head.path == "/login") return post ? log_in(request) : show_login(200, "", "");
  if (head.path == "/verify" && !post) return verify(request);
  auto session = sessions_.find(cookie_of(head, kSessionCookie));
  if (!session) return redirect("/login");

  const auto query = parse_form(head.query);
  const auto form = post ? parse_form(body_text(request)) : std::optional<Fields>(std::in_place);
  Visit visit{request, std::move(*session), query.value_or(Fields{}), form.value_or(Fields{})};
  if (!query || !form) return message(400, visit, hall_, "请求不完整", "浏览器发来的内容不完整，请返回后重试。");
  if (post && !StaffSessions::same_token(field_of(visit.form, "csrf"), visit.session.csrf_token))
    return message(403, visit, hall_, "页面已过期", "为了安全，这次操作没有执行。请回到页面重新提交。");
  return route(visit);
}

Response StaffPages::route(const Visit& visit) {
  const std::string& path = visit.request.head.path;
  const bool post = visit.request.head.method == "POST";
  if (path == "/" && !post) return redirect("/applications");
  if (path == "/logout" && post) return log_out(visit);
  if (path == "/audit" && !post) return show_audit(visit);
  if (path == "/applications" && !post) return list_applications(visit);
  if (path == "/help-cases" && !post) return list_help_cases(visit);
  if (const auto matter = matter_path(path, "/applications/")) {
    if (matter->rest.empty()) return post ? change_application(visit, matter->number) : show_application(visit, matter->number, false, 200, "");
    if (matter->rest == "reveal" && post) return show_application(visit, matter->number, true, 200, "");
    if (matter->rest == "supplement" && post) return want_supplement(visit, matter->number);
    if (matter->rest.starts_with("parts/") && !post) return show_part(visit, matter->number, matter->rest.substr(6));
  }
  if (const auto matter = matter_path(path, "/help-cases/")) {
    if (matter->rest.empty()) return post ? change_help_case(visit, matter->number) : show_help_case(visit, matter->number, false, 200, "");
    if (matter->rest == "reveal" && post) return show_help_case(visit, matter->number, true, 200, "");
  }
  return nothing_there(visit, hall_);
}

Response StaffPages::show_login(int status, const std::string& problem, const std::string& name) const {
  // Double submit: nobody else can make a browser log in under a foreign name.
  const std::string token = StaffSessions::random_token();
  PageData data;
  data.set("csrf", token);
  if (!problem.empty()) data.set("problem", problem);
  if (!name.empty()) data.set("name", name);
  Response response = html(status, render("login.mustache", data));
  response.headers.emplace_back("Set-Cookie", set_cookie(kLoginCookie, token));
  return response;
}

Response StaffPages::verify(const Request& request) const {
  const auto query = parse_form(request.head.query);
  const std::string typed = query ? field_of(*query, "code").substr(0, 40) : std::string();
  PageData data;
  if (!typed.empty()) {
    data.set("typed", typed);
    const std::string code = verification_code_from(typed);
    const auto found = code.empty() ? Stored<std::optional<IssuedRow>>(std::nullopt) : hall_.store.issued(code);
    if (!found) {
      data.set("failed", true);
      return html(503, render("verify.mustache", data));
    }
    data.set("unknown", !*found);
    if (*found) {
      PageData paper;
      paper.set("code", (*found)->code);
      paper.set("title", (*found)->title);
      paper.set("name", (*found)->masked_name);
      paper.set("at", local_time((*found)->at));
      data.set("paper", paper);
    }
  }
  return html(200, render("verify.mustache", data));
}

Response StaffPages::log_in(const Request& request) {
  const auto form = parse_form(body_text(request));
  if (!form) return show_login(400, "浏览器发来的内容不完整，请重试。", "");
  const std::string name = field_of(*form, "name").substr(0, 64);
  if (!StaffSessions::same_token(field_of(*form, "csrf"), cookie_of(request.head, kLoginCookie)))
    return show_login(403, "页面已过期，请重新登录。", "");
  const auto password = form->find("password");
  const auto session = sessions_.log_in(name, password == form->end() ? base::PersonText() : password->second);
  // Nothing is written down for these: whoever hammers the door does not get the disk either.
  if (!session && session.error().why == LoginRefusal::busy) return show_login(503, "登录的人太多，请稍后再试。", name);
  const bool noted = hall_.store
                         .note({core::delivery::to_rfc3339(hall_.clock.now().wall), session ? name : "", session ? "login" : "login_failed", "",
                                request.head.address})
                         .has_value();
  if (!session) {
    spdlog::warn("staff: a login was refused");
    switch (session.error().why) {
      case LoginRefusal::wrong: return show_login(401, "账号或密码不正确。", name);
      case LoginRefusal::locked:
        return show_login(429, "密码连续输错，账号已暂时锁定，请在" + duration_in_chinese(session.error().wait) + "后再试。", name);
      case LoginRefusal::busy:
      case LoginRefusal::storage_unavailable: return show_login(503, "系统暂时无法登录，请稍后再试。", name);
    }
  }
  if (!noted) {
    sessions_.log_out(*session);
    return show_login(503, "系统暂时无法登录，请稍后再试。", name);
  }
  Response response = redirect("/applications");
  response.headers.emplace_back("Set-Cookie", set_cookie(kSessionCookie, *session));
  response.headers.emplace_back("Set-Cookie", set_cookie(kLoginCookie, ""));
  return response;
}

Response StaffPages::log_out(const Visit& visit) {
  sessions_.log_out(cookie_of(visit.request.head, kSessionCookie));
  static_cast<void>(note(visit, "logout", ""));  // leaving must work even when the database does not
  Response response = redirect("/login");
  response.headers.emplace_back("Set-Cookie", set_cookie(kSessionCookie, ""));
  return response;
}

bool StaffPages::note(const Visit& visit, const char* action, const std::string& number) {
  return hall_.store
      .note({core::delivery::to_rfc3339(hall_.clock.now().wall), visit.session.member.name, action, number, visit.request.head.address})
      .has_value();
}

Response StaffPages::show_audit(const Visit& visit) {
  ListRequest wanted = list_request(visit);
  const auto page = hall_.store.audit(wanted.filter.offset, wanted.filter.limit);
  if (!page) return storage_failed(visit, hall_);
  PageList rows;
  for (const AuditRow& act : page->rows) {
    PageData row;
    row.set("at", local_time(act.at));
    row.set("staff", act.staff.empty() ? "—" : act.staff);
    row.set("action", chinese_action(act.action));
    row.set("number", about_of(hall_, act));
    row.set("address", act.address);
    rows.push_back(row);
  }
  PageData data;
  data.set("rows", PageData(rows));
  data.set("total", std::to_string(page->total));
  add_list_controls(data, hall_, wanted, "/audit", page->total, {});
  return framed(200, visit, hall_, Tab::audit, "查阅留痕", "audit.mustache", data);
}

Response StaffPages::show_part(const Visit& visit, const std::string& number, const std::string& part) {
  std::uint32_t index = 0;
  const auto [end, problem] = std::from_chars(part.data(), part.data() + part.size(), index);
  const auto parts = hall_.store.parts(number);
  if (!parts) return storage_failed(visit, hall_);
  if (problem != std::errc{} || end != part.data() + part.size() || index >= parts->size()) return nothing_there(visit, hall_);
  const PartRow& row = (*parts)[index];
  if (!note(visit, "view_part", number)) return storage_failed(visit, hall_);
  const auto sealed = hall_.parts.read(number, {row.part, row.sealed_sha256});
  if (!sealed || !*sealed) return storage_failed(visit, hall_);
  auto opened = hall_.sealing_key.open(**sealed);
  if (!opened || core::delivery::to_hex(sha256_of(*opened)) != row.sha256) return storage_failed(visit, hall_);
  return {200, row.media_type, std::move(*opened), {}};
}

}  // namespace bancheng::hall
