#include "tools/hall/page_data.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <openssl/crypto.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "kiosk/base/encoding.h"
#include "kiosk/core/delivery/number.h"
#include "tools/hall/catalogue_bundle.h"

namespace bancheng::hall {

namespace mustache = kainjow::mustache;
using core::Language;

namespace {

constexpr std::int64_t kRowsOnPage = 20;
constexpr std::int64_t kLastPage = 100'000;

std::string text_in(const core::LocalText& text) {
  const auto found = text.find(Language::zh_cn);
  return found == text.end() ? std::string() : found->second;
}

std::string link_to(const std::string& path, const ListRequest& wanted, std::int64_t page) {
  std::string link = fmt::format("{}?page={}", path, page);
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) link += fmt::format("&{}={}", name, percent_encoded(value));
  };
  add("status", wanted.filter.status);
  add("item", wanted.filter.item);
  add("terminal", wanted.filter.terminal);
  add("number", wanted.filter.number);
  return link;
}

std::string catalogue_name(std::uint64_t version) { return version == 0 ? "安装时自带的事项目录" : fmt::format("第 {} 版事项目录", version); }

/// For whoever has to mend it: what terminals are given, and what the hall works by meanwhile.
std::string refused_catalogue(const CatalogueBundle::Refusal& refusal) {
  const std::string given = refusal.version ? fmt::format("准备发给终端的第 {} 版事项目录", *refusal.version) : "准备发给终端的文件";
  const std::string why = refusal.why ? chinese_refusal(*refusal.why) : "它不是事项目录，或者无法读取";
  return fmt::format("{}，大厅没有采用：{}。大厅仍按{}办理，请联系技术人员。", given, why, catalogue_name(refusal.in_use));
}

}  // namespace

std::string render(std::string_view name, PageData& data) {
  mustache::mustache page{std::string(page_source(name))};
  return page.render(data);
}

Response html(int status, std::string_view page) { return {status, "text/html; charset=utf-8", to_bytes(page), {}}; }

Response redirect(const std::string& to) {
  Response response{303, "", {}, {}};
  response.headers.emplace_back("Location", to);
  return response;
}

Response framed(int status, const Visit& visit, const Hall& hall, Tab tab, const std::string& title, std::string_view name, PageData& data) {
  data.set("csrf", visit.session.csrf_token);
  PageData frame;
  frame.set("title", title);
  frame.set("csrf", visit.session.csrf_token);
  frame.set("staff", visit.session.member.display_name);
  frame.set("on_applications", tab == Tab::applications);
  frame.set("on_help_cases", tab == Tab::help_cases);
  frame.set("on_audit", tab == Tab::audit);
  if (const auto counts = hall.store.counts(today(hall))) {
    if (counts->open_applications > 0) frame.set("open_applications", std::to_string(counts->open_applications));
    if (counts->open_help_cases > 0) frame.set("open_help_cases", std::to_string(counts->open_help_cases));
  }
  if (const auto refusal = hall.catalogue.refusal()) frame.set("catalogue_refused", refused_catalogue(*refusal));
  frame.set("body", render(name, data));
  return html(status, render("layout.mustache", frame));
}

Response message(int status, const Visit& visit, const Hall& hall, const std::string& heading, const std::string& text) {
  PageData data;
  data.set("heading", heading);
  data.set("text", text);
  data.set("link", "/applications");
  data.set("link_text", "回到申请列表");
  return framed(status, visit, hall, Tab::none, heading, "message.mustache", data);
}

Response storage_failed(const Visit& visit, const Hall& hall) {
  return message(503, visit, hall, "暂时无法读取数据", "数据库没有响应，请稍后再试；如果一直这样，请联系技术人员。");
}

Response nothing_there(const Visit& visit, const Hall& hall) {
  return message(404, visit, hall, "没有找到", "没有这个页面或者这个编号，请核对后再试。");
}

std::string local_time(const std::string& rfc3339) {
  const auto time = core::delivery::from_rfc3339(rfc3339);
  if (!time) return rfc3339;
  const auto local = std::chrono::floor<std::chrono::seconds>(*time) + std::chrono::hours(8);
  return fmt::format("{:%Y-%m-%d %H:%M}", local);
}

std::string item_name(const Hall& hall, const std::string& item) {
  const auto found = hall.catalogue.find(item);
  return found == nullptr ? item : text_in(found->name);
}

std::string field_of(const Fields& fields, const std::string& name) {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string() : std::string(found->second.view());
}

PageData option(const std::string& value, const std::string& label, bool selected) {
  PageData data;
  data.set("value", value);
  data.set("label", label);
  data.set("selected", selected);
  return data;
}

PageData pair(const std::string& label, const std::string& value) {
  PageData data;
  data.set("label", label);
  data.set("value", value);
  return data;
}

std::string deadline_class(const Hall& hall, const std::string& deadline, bool open) {
  const auto date = core::catalogue::read_date(deadline);
  if (!date || !open) return "";
  const auto left = std::chrono::sys_days(*date) - std::chrono::sys_days(today(hall));
  if (left.count() < 0) return "late";
  return left.count() <= 1 ? "soon" : "";
}

std::string checked_text(const Fields& fields, const std::string& name, std::size_t longest, bool& ok) {
  std::string text = field_of(fields, name);
  std::erase(text, '\r');
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.pop_back();
  const bool has_controls = std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; });
  if (has_controls || base::length_in_characters(text) > longest) ok = false;
  return text;
}

ListRequest list_request(const Visit& visit) {
  ListRequest wanted;
  wanted.filter.status = field_of(visit.query, "status");
  wanted.filter.item = field_of(visit.query, "item");
  wanted.filter.terminal = field_of(visit.query, "terminal");
  wanted.number_typed = field_of(visit.query, "number");
  if (!wanted.number_typed.empty()) {
    const auto number = core::delivery::read_typed_number(wanted.number_typed);
    wanted.number_problem = !number;
    wanted.filter.number = number.value_or("-");  // a wrong number finds nothing
  }
  wanted.filtered = !(wanted.filter.status + wanted.filter.item + wanted.filter.terminal + wanted.filter.number).empty();
  const std::string page = field_of(visit.query, "page");
  std::from_chars(page.data(), page.data() + page.size(), wanted.page);
  wanted.page = std::clamp<std::int64_t>(wanted.page, 1, kLastPage);
  wanted.filter.limit = kRowsOnPage;
  wanted.filter.offset = (wanted.page - 1) * kRowsOnPage;
  return wanted;
}

void add_list_controls(PageData& data, const Hall& hall, const ListRequest& wanted, const std::string& path, std::int64_t total,
                       const std::vector<std::string>& terminals) {
  PageList items, terminal_options;
  const auto catalogue = hall.catalogue.in_use();
  for (const auto& item : catalogue->items) items.push_back(option(item.id, text_in(item.name), item.id == wanted.filter.item));
  for (const auto& terminal : terminals) terminal_options.push_back(option(terminal, terminal, terminal == wanted.filter.terminal));
  data.set("items", PageData(items));
  data.set("terminals", PageData(terminal_options));
  data.set("number_filter", wanted.number_typed);
  data.set("number_problem", wanted.number_problem);
  data.set("filtered", wanted.filtered);
  const std::int64_t pages = std::max<std::int64_t>(1, (total + kRowsOnPage - 1) / kRowsOnPage);
  if (pages == 1 && wanted.page == 1) return;
  PageData pager;
  pager.set("page", std::to_string(wanted.page));
  pager.set("pages", std::to_string(pages));
  pager.set("total", std::to_string(total));
  if (wanted.page > 1) pager.set("previous", link_to(path, wanted, wanted.page - 1));
  if (wanted.page < pages) pager.set("next", link_to(path, wanted, wanted.page + 1));
  data.set("pager", pager);
}

void add_changes(PageData& data, const std::vector<ChangeRow>& changes, std::string (*status_name)(std::string_view)) {
  PageList list;
  for (const ChangeRow& change : changes) {
    PageData row;
    row.set("at", local_time(change.at));
    row.set("status", status_name(change.status));
    // Set even when empty: the page around has fields of the same names. An empty text would count as there.
    const auto text_or_nothing = [](const std::string& text) { return text.empty() ? PageData(false) : PageData(text); };
    row.set("staff", text_or_nothing(change.staff));
    row.set("handler", text_or_nothing(change.handler));
    row.set("note", text_or_nothing(change.note));
    list.push_back(row);
  }
  data.set("changes", PageData(list));
}

namespace {

using base::PersonText;
namespace identity = core::identity;

std::string shown(const PersonText& text, bool full, PersonText (*mask)(std::string_view)) {
  return std::string(full ? text.view() : mask(text.view()).view());
}

PersonText hidden(std::string_view text) { return PersonText(text.empty() ? "" : "******"); }

std::string chinese_sex(std::string_view code) {
  if (code == "1") return "男";
  if (code == "2") return "女";
  return code.empty() ? "" : "未说明";
}

std::string dashed_date(std::string_view date) {
  if (date.size() != 8) return std::string(date);
  return fmt::format("{}-{}-{}", date.substr(0, 4), date.substr(4, 2), date.substr(6, 2));
}

std::string validity(const identity::IdCard& card) {
  if (card.valid_from.empty()) return {};
  return fmt::format("{} 至 {}", dashed_date(card.valid_from.view()), card.valid_to.empty() ? "长期" : dashed_date(card.valid_to.view()));
}

std::string answer_shown(const core::catalogue::Field* field, const PersonText& answer, bool full) {
  using core::catalogue::CardSource;
  using core::catalogue::FieldKind;
  if (field == nullptr) return shown(answer, full, hidden);
  for (const auto& choice : field->choices) {
    if (choice.id == answer.view()) return text_in(choice.label);
  }
  if (field->kind == FieldKind::name) return shown(answer, full, identity::masked_name);
  if (field->kind == FieldKind::citizen_number) return shown(answer, full, identity::masked_number);
  if (field->kind == FieldKind::phone) return shown(answer, full, identity::masked_phone);
  return shown(answer, full, hidden);
}

}  // namespace

PageData card_pairs(const identity::IdCard& card, bool full) {
  const auto masked = [&](const std::string& text) { return full || text.empty() ? text : std::string("******"); };
  const std::array<std::pair<const char*, std::string>, 12> rows{{
      {"证件类型", chinese_card_kind(card.kind)},
      {"姓名", shown(card.name, full, identity::masked_name)},
      {"外文姓名", shown(card.latin_name, full, hidden)},
      {"证件号码", shown(card.number, full, identity::masked_number)},
      {"性别", chinese_sex(card.sex_code.view())},
      {"民族", card.nation_code.empty() ? "" : identity::nation_name(card.nation_code.view())},
      {"国籍", std::string(card.nationality.view())},
      {"出生日期", masked(dashed_date(card.birth_date.view()))},
      {"住址", shown(card.address, full, hidden)},
      {"签发机关", std::string(card.authority.view())},
      {"有效期限", validity(card)},
      {"通行证号码", shown(card.pass_number, full, identity::masked_number)},
  }};
  PageList list;
  for (const auto& [label, value] : rows) {
    if (!value.empty()) list.push_back(pair(label, value));
  }
  return PageData(list);
}

PageData answer_pairs(const Hall& hall, const std::string& item_id, const core::form::Answers& answers, bool full) {
  const auto item = hall.catalogue.find(item_id);
  PageList list;
  std::set<std::string> listed;
  if (item != nullptr) {
    for (const auto& field : item->fields) {
      const auto found = answers.find(field.id);
      if (found == answers.end()) continue;
      listed.insert(field.id);
      if (found->second.empty()) continue;  // begun and left, or filled in from a card without it
      list.push_back(pair(text_in(field.label), answer_shown(&field, found->second, full)));
    }
  }
  // What another version of the item asked is shown too, by its id.
  for (const auto& [id, answer] : answers) {
    if (!listed.contains(id)) list.push_back(pair(id, answer_shown(nullptr, answer, full)));
  }
  return PageData(list);
}

}  // namespace bancheng::hall
