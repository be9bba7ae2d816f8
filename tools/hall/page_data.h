// What the pages have in common: rendering, dates, labels from the catalogue, filters. Inside this room only.
#pragma once

#include <kainjow/mustache.hpp>

#include <optional>
#include <string>

#include "tools/hall/manifests.h"
#include "tools/hall/staff_pages.h"

namespace bancheng::hall {

using PageData = kainjow::mustache::data;
using PageList = kainjow::mustache::list;

/// The source of pages/<name>, compiled into the program.
[[nodiscard]] std::string_view page_source(std::string_view name);

[[nodiscard]] std::string render(std::string_view name, PageData& data);
[[nodiscard]] Response html(int status, std::string_view page);
[[nodiscard]] Response redirect(const std::string& to);

enum class Tab { none, applications, help_cases, audit };
/// The page in its frame, for somebody who is logged in.
[[nodiscard]] Response framed(int status, const Visit& visit, const Hall& hall, Tab tab, const std::string& title, std::string_view name,
                              PageData& data);
[[nodiscard]] Response message(int status, const Visit& visit, const Hall& hall, const std::string& heading, const std::string& text);
[[nodiscard]] Response storage_failed(const Visit& visit, const Hall& hall);
[[nodiscard]] Response nothing_there(const Visit& visit, const Hall& hall);

/// "2026-01-02 11:04" in Asia/Shanghai of an RFC 3339 time.
[[nodiscard]] std::string local_time(const std::string& rfc3339);
[[nodiscard]] std::string item_name(const Hall& hall, const std::string& item);
[[nodiscard]] std::string field_of(const Fields& fields, const std::string& name);
[[nodiscard]] PageData option(const std::string& value, const std::string& label, bool selected);
[[nodiscard]] PageData pair(const std::string& label, const std::string& value);
/// "late", "soon" (today or tomorrow) or "" for a matter that is still open.
[[nodiscard]] std::string deadline_class(const Hall& hall, const std::string& deadline, bool open);
[[nodiscard]] std::string checked_text(const Fields& fields, const std::string& name, std::size_t longest, bool& ok);

struct ListRequest {
  Filter filter;
  std::int64_t page = 1;
  bool filtered = false;
  bool number_problem = false;
  std::string number_typed;
};
[[nodiscard]] ListRequest list_request(const Visit& visit);
/// Options of item and terminal, the number typed, and the links to the pages before and after.
void add_list_controls(PageData& data, const Hall& hall, const ListRequest& wanted, const std::string& path, std::int64_t total,
                       const std::vector<std::string>& terminals);
void add_changes(PageData& data, const std::vector<ChangeRow>& changes, std::string (*status_name)(std::string_view));

/// Label and value of each field of the card that is not empty; masked unless `full`.
[[nodiscard]] PageData card_pairs(const core::identity::IdCard& card, bool full);
/// The answers in the order of the item's fields, with their labels; masked by kind unless `full`.
[[nodiscard]] PageData answer_pairs(const Hall& hall, const std::string& item, const core::form::Answers& answers, bool full);

}  // namespace bancheng::hall
