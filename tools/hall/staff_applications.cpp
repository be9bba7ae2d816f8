#include <fmt/format.h>

#include "kiosk/core/delivery/number.h"
#include "tools/hall/catalogue_bundle.h"
#include "tools/hall/decisions.h"
#include "tools/hall/page_data.h"

namespace bancheng::hall {

namespace delivery = core::delivery;

namespace {

const char* badge(std::string_view status) {
  if (status == "reviewing") return "s-work";
  if (status == "supplement_wanted") return "s-wait";
  if (status == "granted") return "s-done";
  if (status == "refused") return "s-no";
  return "s-new";
}

bool is_open(std::string_view status) { return status != "granted" && status != "refused"; }

PageData status_options(std::string_view selected, bool with_supplement = true) {
  PageList options;
  for (const ApplicationStatus status : kApplicationStatuses) {
    if (status == ApplicationStatus::supplement_wanted && !with_supplement) continue;
    options.push_back(option(word_of(status), chinese_application_status(word_of(status)), word_of(status) == selected));
  }
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

PageData material_list(const core::catalogue::Item* item, const std::string& number, const std::vector<delivery::MaterialParts>& all) {
  PageList materials;
  for (const auto& sent : all) {
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
  data.set("materials", material_list(hall.catalogue.find(application->item).get(), number, application->materials));
  if (application->signature_part) data.set("signature", part_link(number, *application->signature_part));
  add_courier(data, *application, full);
}

/// What can be asked for: the item's materials, and whatever else came with this application.
std::vector<std::string> materials_of(const Hall& hall, const ApplicationRow& row) {
  std::vector<std::string> ids;
  if (const auto item = hall.catalogue.find(row.item)) {
    for (const auto& material : item->materials) ids.push_back(material.id);
    return ids;
  }
  const auto manifest = open_manifest(hall, row.number);
  const auto* application = manifest ? std::get_if<delivery::SentApplication>(&manifest->content) : nullptr;
  if (application == nullptr) return ids;
  for (const auto& sent : application->materials) ids.push_back(sent.material);
  return ids;
}

std::string default_due(const Hall& hall) {
  return core::catalogue::date_text(hall.working_days.after(today(hall), kSupplementWorkingDays).date);
}

/// The form "请补正材料", with what was typed when that was refused.
void add_supplement_form(PageData& data, const Hall& hall, const Visit& visit, const ApplicationRow& row, bool typed) {
  const auto item = hall.catalogue.find(row.item);
  PageList choices;
  for (const std::string& id : materials_of(hall, row)) {
    choices.push_back(option(id, material_name(item.get(), id), typed && visit.form.contains("material-" + id)));
  }
  data.set("may_want_supplement", !choices.empty() && is_open(row.status));
  data.set("wanted_choices", PageData(choices));
  data.set("wanted_reason", typed ? field_of(visit.form, "reason") : "");
  data.set("wanted_due", typed ? field_of(visit.form, "due") : default_due(hall));
  data.set("wanted_earliest", core::catalogue::date_text(today(hall)));
}

void add_wanted(PageData& data, const Hall& hall, const ApplicationRow& row, const WantedSupplement& wanted) {
  const auto item = hall.catalogue.find(row.item);
  std::string names;
  for (const std::string& id : wanted.materials) names += (names.empty() ? "" : "、") + material_name(item.get(), id);
  PageData shown;
  shown.set("materials", names);
  shown.set("reason", wanted.reason);
  shown.set("due", wanted.due);
  shown.set("due_class", deadline_class(hall, wanted.due, true));
  data.set("wanted", shown);
}

/// False: the database failed.
bool add_supplements(PageData& data, const Hall& hall, const ApplicationRow& row) {
  const auto supplements = hall.store.supplements_to(row.number);
  const auto wanted = hall.store.wanted_supplement(row.number);
  if (!supplements || !wanted) return false;
  if (*wanted && row.status == word_of(ApplicationStatus::supplement_wanted)) add_wanted(data, hall, row, **wanted);
  PageList list;
  for (const SupplementRow& supplement : *supplements) {
    const auto manifest = open_manifest(hall, supplement.number);
    const auto* sent = manifest ? std::get_if<delivery::SentSupplement>(&manifest->content) : nullptr;
    PageData one;
    one.set("supplement_number", delivery::grouped_number(supplement.number));
    one.set("supplement_at", local_time(supplement.accepted_at));
    one.set("supplement_terminal", supplement.terminal);
    one.set("supplement_unreadable", sent == nullptr);
    one.set("supplement_materials",
            sent == nullptr ? PageData(PageList()) : material_list(hall.catalogue.find(row.item).get(), supplement.number, sent->materials));
    list.push_back(one);
  }
  data.set("has_supplements", !list.empty());
  data.set("supplements", PageData(list));
  return true;
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
  if (!add_supplements(data, hall_, row)) return storage_failed(visit, hall_);
  data.set("delivery", chinese_delivery(row.delivery));
  if (row.degree) data.set("degree", chinese_degree(*row.degree));
  data.set("revision", std::to_string(row.revision));
  data.set("saved", visit.query.contains("saved"));
  if (!problem.empty()) data.set("problem", problem);
  const bool typed = !problem.empty();  // what was typed is never cleared by a mistake
  add_supplement_form(data, hall_, visit, row, typed);
  const bool waits = row.status == word_of(ApplicationStatus::supplement_wanted);
  const bool typed_status = typed && visit.form.contains("status");  // in this form, not in the other
  data.set("statuses", status_options(typed_status ? field_of(visit.form, "status") : row.status, waits));
  data.set("handler", typed_status ? field_of(visit.form, "handler") : row.handler);
  data.set("note", typed_status ? field_of(visit.form, "note") : "");
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
  if (const auto objection = object_to(change, today(hall_))) return show_application(visit, number, false, 422, *objection);
  return change_application(visit, number, change);
}

Response StaffPages::want_supplement(const Visit& visit, const std::string& number) {
  Filter filter;
  filter.number = number;
  const auto found = hall_.store.applications(filter);
  if (!found) return storage_failed(visit, hall_);
  if (found->rows.empty()) return nothing_there(visit, hall_);
  const ApplicationRow& row = found->rows.front();
  if (!is_open(row.status)) return show_application(visit, number, false, 422, "这件申请已经办结，不能再要求补正材料。");
  bool ok = true;
  WantedSupplement wanted;
  wanted.reason = checked_text(visit.form, "reason", kLongestNote, ok);
  wanted.due = field_of(visit.form, "due");
  for (const std::string& id : materials_of(hall_, row)) {
    if (visit.form.contains("material-" + id)) wanted.materials.push_back(id);
  }
  ApplicationChange change;
  change.revision = std::strtoll(field_of(visit.form, "revision").c_str(), nullptr, 10);
  change.status = ApplicationStatus::supplement_wanted;
  change.handler = row.handler;
  change.note = wanted.reason;
  change.supplement = std::move(wanted);
  if (!ok) return show_application(visit, number, false, 422, "填写的内容过长或者不正确，请修改后再保存。");
  if (const auto objection = object_to(change, today(hall_))) return show_application(visit, number, false, 422, *objection);
  return change_application(visit, number, change);
}

Response StaffPages::change_application(const Visit& visit, const std::string& number, const ApplicationChange& change) {
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
