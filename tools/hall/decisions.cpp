#include "tools/hall/decisions.h"

#include <algorithm>

#include "kiosk/base/encoding.h"

namespace bancheng::hall {
namespace {

constexpr std::size_t kLongestId = 64;
constexpr std::size_t kMostMaterials = 64;

bool is_id(const std::string& text) {
  return !text.empty() && text.size() <= kLongestId && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

std::optional<std::string> object_to(const WantedSupplement& wanted, Date today) {
  if (wanted.materials.empty() || wanted.materials.size() > kMostMaterials) return "请至少勾选一项需要补正的材料。";
  if (!std::all_of(wanted.materials.begin(), wanted.materials.end(), is_id)) return "材料编号不正确。";
  if (wanted.reason.empty()) return "请写明需要补正的原因。";
  const auto due = core::catalogue::read_date(wanted.due);
  if (!due || std::chrono::sys_days(*due) < std::chrono::sys_days(today)) return "补正期限不能早于今天。";
  return std::nullopt;
}

}  // namespace

bool is_decided(ApplicationStatus status) { return status == ApplicationStatus::granted || status == ApplicationStatus::refused; }

std::optional<std::string> object_to(const ApplicationChange& change, Date today) {
  const bool too_long = base::length_in_characters(change.handler) > kLongestHandler || base::length_in_characters(change.note) > kLongestNote ||
                        (change.supplement && base::length_in_characters(change.supplement->reason) > kLongestNote);
  if (too_long) return "填写的内容过长或者不正确，请修改后再保存。";
  if (change.supplement) {
    if (change.status != ApplicationStatus::supplement_wanted) return "只有待补正材料的申请才能要求补正。";
    return object_to(*change.supplement, today);
  }
  if (change.status == ApplicationStatus::refused && change.note.empty()) return "不予办理时，请在“办理说明”中写明理由和救济途径。";
  if (is_decided(change.status) && change.handler.empty()) return "请填写经办人。";
  return std::nullopt;
}

}  // namespace bancheng::hall
