#include <fmt/format.h>

#include "kiosk/core/delivery/number.h"
#include "tools/hall/page_data.h"

namespace bancheng::hall {

namespace delivery = core::delivery;

namespace {

constexpr std::size_t kLongestHandler = 40;
constexpr std::size_t kLongestHandling = 2'000;

const char* badge(std::string_view status) {
  if (status == "accepted") return "s-new";
  if (status == "settled" || status == "reported_back") return "s-done";
  return "s-work";
}

bool is_open(std::string_view status) { return status != "settled" && status != "reported_back"; }

PageData status_options(std::string_view selected) {
  PageList options;
  for (const HelpStatus status : kHelpStatuses)
    options.push_back(option(word_of(status), chinese_help_status(word_of(status)), word_of(status) == selected));
  return PageData(options);
}

PageData complexity_options(std::string_view selected) {
  PageList options;
  for (const Complexity one : kComplexities) options.push_back(option(word_of(one), chinese_complexity(word_of(one)), word_of(one) == selected));
  return PageData(options);
}

PageData degree_options(std::string_view selected) {
  PageList options;
  for (int degree = 5; degree >= 1; --degree) {
    const std::string value = std::to_string(degree);
    options.push_back(option(value, chinese_degree(degree), value == selected));
  }
  return PageData(options);
}

PageData steps(std::string_view status) {
  PageList list;
  bool past = true;
  for (const HelpStatus step : kHelpStatuses) {
    const bool current = word_of(step) == status;
    if (current) past = false;
    PageData data;
    data.set("label", chinese_help_status(word_of(step)));
    data.set("state", current ? "now" : past ? "past" : "next");
    data.set("current", current);
    list.push_back(data);
  }
  return PageData(list);
}

PageData row_data(const Hall& hall, const HelpCaseRow& row) {
  PageData data;
  data.set("number", row.number);
  data.set("grouped", delivery::grouped_number(row.number));
  data.set("category", chinese_category(row.category));
  data.set("stuck_on", chinese_screen(row.stuck_on));
  if (!row.item.empty()) data.set("item", item_name(hall, row.item));
  data.set("person", row.masked_name.empty() ? row.masked_phone : row.masked_name);
  data.set("stored_at", local_time(row.stored_at));
  data.set("accepted_at", local_time(row.accepted_at));
  data.set("terminal", row.terminal);
  data.set("deadline", row.deadline);
  data.set("deadline_class", deadline_class(hall, row.deadline, is_open(row.status)));
  data.set("estimated", row.deadline_estimated);
  data.set("status", chinese_help_status(row.status));
  data.set("status_class", badge(row.status));
  return data;
}

void add_content(PageData& data, const Hall& hall, const std::string& number, bool full) {
  const auto manifest = open_manifest(hall, number);
  const auto* help = manifest ? std::get_if<delivery::HelpCase>(&manifest->content) : nullptr;
  data.set("unreadable", help == nullptr);
  if (help == nullptr) return;
  data.set("full", full);
  if (!help->text.empty()) data.set("text", std::string(help->text.view()));
  if (!help->phone.empty()) data.set("phone", std::string(help->phone.view()));
  data.set("has_person", help->card.has_value() || !help->answers.empty());
  data.set("typed", help->identified_by == delivery::IdentifiedBy::typed);
  if (help->card) data.set("card", card_pairs(*help->card, full));
  data.set("answers", answer_pairs(hall, help->item, help->answers, full));
}

const char* object_to(const HelpCaseChange& change) {
  if (change.status >= HelpStatus::transferred && change.handler.empty()) return "转办以后的状态需要填写经办人。";
  if (change.status >= HelpStatus::settled && change.handling.empty()) return "办结之前，请写明办理情况。";
  return nullptr;
}

}  // namespace

Response StaffPages::list_help_cases(const Visit& visit) {
  const ListRequest wanted = list_request(visit);
  const auto page = hall_.store.help_cases(wanted.filter);
  const auto counts = hall_.store.counts(today(hall_));
  const auto terminals = hall_.store.terminals();
  if (!page || !counts || !terminals) return storage_failed(visit, hall_);
  PageList rows;
  for (const HelpCaseRow& row : page->rows) {
    PageData data = row_data(hall_, row);
    if (row.item.empty()) data.set("item", "—");
    if (!row.handler.empty()) data.set("handler", row.handler);
    rows.push_back(data);
  }
  PageData data;
  data.set("rows", PageData(rows));
  data.set("total_all", std::to_string(counts->help_cases));
  data.set("open_help_cases_sum", std::to_string(counts->open_help_cases));
  if (counts->overdue_help_cases > 0) data.set("overdue", std::to_string(counts->overdue_help_cases));
  data.set("statuses", status_options(wanted.filter.status));
  add_list_controls(data, hall_, wanted, "/help-cases", page->total, *terminals);
  return framed(200, visit, hall_, Tab::help_cases, "办不成事", "help_cases.mustache", data);
}

Response StaffPages::show_help_case(const Visit& visit, const std::string& number, bool full, int status, const std::string& problem) {
  Filter filter;
  filter.number = number;
  const auto found = hall_.store.help_cases(filter);
  const auto changes = hall_.store.changes(number);
  if (!found || !changes) return storage_failed(visit, hall_);
  if (found->rows.empty()) return nothing_there(visit, hall_);
  if (!note(visit, full ? "view_full" : "view", number)) return storage_failed(visit, hall_);
  const HelpCaseRow& row = found->rows.front();
  PageData data = row_data(hall_, row);
  add_content(data, hall_, number, full);
  data.set("complexity", chinese_complexity(row.complexity));
  data.set("steps", steps(row.status));
  if (!row.handler.empty()) data.set("handler_now", row.handler);
  if (!row.handling.empty()) data.set("handling_now", row.handling);
  if (row.satisfaction) data.set("degree", chinese_degree(*row.satisfaction));
  data.set("revision", std::to_string(row.revision));
  data.set("saved", visit.query.contains("saved"));
  if (!problem.empty()) data.set("problem", problem);
  const bool typed = !problem.empty();
  const auto value = [&](const char* name, const std::string& stored) { return typed ? field_of(visit.form, name) : stored; };
  data.set("statuses", status_options(value("status", row.status)));
  data.set("complexities", complexity_options(value("complexity", row.complexity)));
  data.set("degrees", degree_options(value("satisfaction", row.satisfaction ? std::to_string(*row.satisfaction) : "")));
  data.set("handler", value("handler", row.handler));
  data.set("handling", value("handling", row.handling));
  add_changes(data, *changes, chinese_help_status);
  return framed(status, visit, hall_, Tab::help_cases, "办不成事 " + delivery::grouped_number(number), "help_case.mustache", data);
}

Response StaffPages::change_help_case(const Visit& visit, const std::string& number) {
  bool ok = true;
  HelpCaseChange change;
  const auto status = help_status(field_of(visit.form, "status"));
  const auto how_hard = complexity(field_of(visit.form, "complexity"));
  change.handler = checked_text(visit.form, "handler", kLongestHandler, ok);
  change.handling = checked_text(visit.form, "handling", kLongestHandling, ok);
  const std::string degree = field_of(visit.form, "satisfaction");
  if (degree.size() == 1 && degree[0] >= '1' && degree[0] <= '5') change.satisfaction = degree[0] - '0';
  if (!status || !how_hard || !ok || (!degree.empty() && !change.satisfaction))
    return show_help_case(visit, number, false, 422, "填写的内容过长或者不正确，请修改后再保存。");
  change.status = *status;
  change.complexity = *how_hard;
  change.note = change.handling;
  change.revision = std::strtoll(field_of(visit.form, "revision").c_str(), nullptr, 10);
  if (const char* objection = object_to(change)) return show_help_case(visit, number, false, 422, objection);

  Filter filter;
  filter.number = number;
  const auto found = hall_.store.help_cases(filter);
  if (!found) return storage_failed(visit, hall_);
  if (found->rows.empty()) return nothing_there(visit, hall_);
  const auto began = delivery::from_rfc3339(found->rows.front().stored_at).value_or(base::WallTime{});
  change.deadline = hall_.working_days.after(core::form::date_in_china(began), working_days_for(change.complexity));
  const auto changed = hall_.store.change(number, change, {visit.session.member.display_name, hall_.clock.now().wall});
  if (!changed || !note(visit, "change", number)) return storage_failed(visit, hall_);
  switch (*changed) {
    case Changed::done: return redirect("/help-cases/" + number + "?saved=1");
    case Changed::someone_else_was_first:
      return show_help_case(visit, number, false, 409, "这件求助刚被别人更新过，您的修改还没有保存。请看一下最新情况，再保存一次。");
    case Changed::no_such_number: break;
  }
  return nothing_there(visit, hall_);
}

}  // namespace bancheng::hall
