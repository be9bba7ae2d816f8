#include <fmt/format.h>

#include "kiosk/core/delivery/number.h"
#include "tools/hall/page_data.h"

namespace bancheng::hall {

namespace delivery = core::delivery;

namespace {

constexpr std::size_t kLongestHandler = 40;
constexpr std::size_t kLongestNote = 2'000;

const char* badge(std::string_view status) {
  if (status == "reviewing") return "s-work";
  if (status == "granted") return "s-done";
  if (status == "refused") return "s-no";
  return "s-new";
}

bool is_open(std::string_view status) { return status != "granted" && status != "refused"; }

PageData status_options(std::string_view selected) {
  PageList options;
  for (const ApplicationStatus status : kApplicationStatuses)
    options.push_back(option(word_of(status), chinese_application_status(word_of(status)), word_of(status) == selected));
  return PageData(options);
}

PageData row_data(const Hall& hall, const ApplicationRow& row) {
  PageData data;
  data.set("number", row.number);
  data.set("grouped", delivery::grouped_number(row.number));
  data.set("item", item_name(hall, row.item));
  data.set("name", row.masked_name);
  data.set("id_number", row.masked_id_number);
  data.set("stored_at", local_time(row.stored_at));
  data.set("accepted_at", local_time(row.accepted_at));
  data.set("terminal", row.terminal);
  if (!row.deadline.empty()) data.set("deadline", row.deadline);
  data.set("deadline_class", deadline_class(hall, row.deadline, is_open(row.status)));
  data.set("estimated", row.deadline_estimated);
  data.set("status", chinese_application_status(row.status));
  data.set("status_class", badge(row.status));
  return data;
}

std::string part_link(const std::string& number, std::uint32_t part) { return fmt::format("/applications/{}/parts/{}", number, part); }

std::string material_name(const core::catalogue::Item* item, const std::string& id) {
  if (item != nullptr) {
    for (const auto& material : item->materials) {
      if (material.id == id) return material.name.at(core::Language::zh_cn);
    }
  }
  return id;
}

PageData material_list(const Hall& hall, const std::string& number, const delivery::SentApplication& application) {
  const auto* item = hall.catalogue.find(application.item);
  PageList materials;
  for (const auto& sent : application.materials) {
    const std::string name = material_name(item, sent.material);
    PageList pages;
    for (std::size_t i = 0; i < sent.parts.size(); ++i) {
      PageData page;
      page.set("src", part_link(number, sent.parts[i]));
      page.set("alt", fmt::format("{}第{}页", name, i + 1));
      page.set("caption", fmt::format("第 {} 页，共 {} 页", i + 1, sent.parts.size()));
      pages.push_back(page);
    }
    PageData material;
    material.set("name", name);
    material.set("pages", PageData(pages));
    materials.push_back(material);
  }
  return PageData(materials);
}

void add_courier(PageData& data, const delivery::SentApplication& application, bool full) {
  data.set("has_courier", application.courier.has_value());
  if (!application.courier) return;
  const auto& courier = *application.courier;
  const auto text = [&](const base::PersonText& value, const base::PersonText& masked) {
    return std::string(full ? value.view() : masked.view());
  };
  PageList pairs;
  pairs.push_back(pair("收件人", text(courier.recipient, core::identity::masked_name(courier.recipient.view()))));
  pairs.push_back(pair("电话", text(courier.phone, core::identity::masked_phone(courier.phone.view()))));
  pairs.push_back(pair("地址", text(courier.address, base::PersonText("******"))));
  data.set("courier", PageData(pairs));
}

void add_content(PageData& data, const Hall& hall, const std::string& number, bool full) {
  const auto manifest = open_manifest(hall, number);
  const auto* application = manifest ? std::get_if<delivery::SentApplication>(&manifest->content) : nullptr;
  data.set("unreadable", application == nullptr);
  if (application == nullptr) return;
  data.set("full", full);
  data.set("typed", application->identified_by == delivery::IdentifiedBy::typed);
  data.set("card", card_pairs(application->card, full));
  data.set("answers", answer_pairs(hall, application->item, application->answers, full));
  data.set("materials", material_list(hall, number, *application));
  if (application->signature_part) data.set("signature", part_link(number, *application->signature_part));
  add_courier(data, *application, full);
}

}  // namespace

Response StaffPages::list_applications(const Visit& visit) {
  const ListRequest wanted = list_request(visit);
  const auto page = hall_.store.applications(wanted.filter);
  const auto counts = hall_.store.counts(today(hall_));
  const auto terminals = hall_.store.terminals();
  if (!page || !counts || !terminals) return storage_failed(visit, hall_);
  PageList rows;
  for (const ApplicationRow& row : page->rows) rows.push_back(row_data(hall_, row));
  PageData data;
  data.set("rows", PageData(rows));
  data.set("total_all", std::to_string(counts->applications));
  data.set("open_applications_sum", std::to_string(counts->open_applications));
  data.set("statuses", status_options(wanted.filter.status));
  add_list_controls(data, hall_, wanted, "/applications", page->total, *terminals);
  return framed(200, visit, hall_, Tab::applications, "申请", "applications.mustache", data);
}

Response StaffPages::show_application(const Visit& visit, const std::string& number, bool full, int status, const std::string& problem) {
  Filter filter;
  filter.number = number;
  const auto found = hall_.store.applications(filter);
  const auto changes = hall_.store.changes(number);
  if (!found || !changes) return storage_failed(visit, hall_);
  if (found->rows.empty()) return nothing_there(visit, hall_);
  if (!note(visit, full ? "view_full" : "view", number)) return storage_failed(visit, hall_);
  const ApplicationRow& row = found->rows.front();
  PageData data = row_data(hall_, row);
  add_content(data, hall_, number, full);
  data.set("delivery", chinese_delivery(row.delivery));
  if (row.degree) data.set("degree", chinese_degree(*row.degree));
  data.set("revision", std::to_string(row.revision));
  data.set("saved", visit.query.contains("saved"));
  if (!problem.empty()) data.set("problem", problem);
  const bool typed = !problem.empty();  // what was typed is never cleared by a mistake
  data.set("statuses", status_options(typed ? field_of(visit.form, "status") : row.status));
  data.set("handler", typed ? field_of(visit.form, "handler") : row.handler);
  data.set("note", typed ? field_of(visit.form, "note") : "");
  add_changes(data, *changes, chinese_application_status);
  return framed(status, visit, hall_, Tab::applications, "申请 " + delivery::grouped_number(number), "application.mustache", data);
}

Response StaffPages::change_application(const Visit& visit, const std::string& number) {
  bool ok = true;
  ApplicationChange change;
  const auto status = application_status(field_of(visit.form, "status"));
  change.handler = checked_text(visit.form, "handler", kLongestHandler, ok);
  change.note = checked_text(visit.form, "note", kLongestNote, ok);
  const std::string revision = field_of(visit.form, "revision");
  if (!status || !ok) return show_application(visit, number, false, 422, "填写的内容过长或者不正确，请修改后再保存。");
  change.status = *status;
  change.revision = std::strtoll(revision.c_str(), nullptr, 10);
  if (change.status == ApplicationStatus::refused && change.note.empty())
    return show_application(visit, number, false, 422, "不予办理时，请在“办理说明”中写明理由和救济途径。");
  if (!is_open(word_of(change.status)) && change.handler.empty())
    return show_application(visit, number, false, 422, "请填写经办人。");
  const auto changed = hall_.store.change(number, change, {visit.session.member.display_name, hall_.clock.now().wall});
  if (!changed || !note(visit, "change", number)) return storage_failed(visit, hall_);
  switch (*changed) {
    case Changed::done: return redirect("/applications/" + number + "?saved=1");
    case Changed::someone_else_was_first:
      return show_application(visit, number, false, 409, "这件申请刚被别人更新过，您的修改还没有保存。请看一下最新情况，再保存一次。");
    case Changed::no_such_number: break;
  }
  return nothing_there(visit, hall_);
}

}  // namespace bancheng::hall
