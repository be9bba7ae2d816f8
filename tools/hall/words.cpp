#include "tools/hall/words.h"

#include <utility>

namespace bancheng::hall {
namespace {

template <typename E, std::size_t N>
using Vocabulary = std::array<std::pair<E, const char*>, N>;
using Names = std::pair<std::string_view, const char*>;

constexpr Vocabulary<HelpStatus, 5> kHelpWords{{{HelpStatus::accepted, "accepted"},
                                                {HelpStatus::classified, "classified"},
                                                {HelpStatus::transferred, "transferred"},
                                                {HelpStatus::settled, "settled"},
                                                {HelpStatus::reported_back, "reported_back"}}};
constexpr Vocabulary<Complexity, 3> kComplexityWords{
    {{Complexity::simple, "simple"}, {Complexity::general, "general"}, {Complexity::complex, "complex"}}};
constexpr Vocabulary<ApplicationStatus, 5> kApplicationWords{{{ApplicationStatus::received, "received"},
                                                              {ApplicationStatus::reviewing, "reviewing"},
                                                              {ApplicationStatus::supplement_wanted, "supplement_wanted"},
                                                              {ApplicationStatus::granted, "granted"},
                                                              {ApplicationStatus::refused, "refused"}}};

template <typename E, std::size_t N>
const char* word_in(const Vocabulary<E, N>& vocabulary, E value) {
  for (const auto& [known, word] : vocabulary) {
    if (known == value) return word;
  }
  return "";
}

template <typename E, std::size_t N>
std::optional<E> value_in(const Vocabulary<E, N>& vocabulary, std::string_view word) {
  for (const auto& [value, known] : vocabulary) {
    if (word == known) return value;
  }
  return std::nullopt;
}

template <std::size_t N>
std::string name_in(const std::array<Names, N>& names, std::string_view word) {
  for (const auto& [known, name] : names) {
    if (known == word) return name;
  }
  return std::string(word);
}

constexpr std::array<Names, 40> kScreens{{{"attract", "待机画面"},
                                          {"owed", "补打回执"},
                                          {"home", "首页"},
                                          {"items", "事项列表"},
                                          {"search", "搜索事项"},
                                          {"finder", "帮找事项"},
                                          {"lookup", "查询进度"},
                                          {"asking", "等待大厅答复"},
                                          {"ask-failed", "大厅没有答复"},
                                          {"code", "输入短信验证码"},
                                          {"submissions", "查看申请列表"},
                                          {"submission", "查看办理进度"},
                                          {"document", "查看查询结果"},
                                          {"guide", "办事指南"},
                                          {"consent", "同意查询"},
                                          {"card", "放置身份证"},
                                          {"card-problem", "身份证核验未通过"},
                                          {"identify-typed", "手工录入身份信息"},
                                          {"condition", "办理条件确认"},
                                          {"condition-unmet", "不符合办理条件"},
                                          {"field", "填写表单"},
                                          {"material", "拍摄材料"},
                                          {"material-review", "核对材料图像"},
                                          {"delivery", "选择领取方式"},
                                          {"courier-field", "填写邮寄信息"},
                                          {"check", "核对全部内容"},
                                          {"sign", "手写签名"},
                                          {"storing", "正在保存"},
                                          {"store-failed", "保存失败"},
                                          {"receipt", "打印回执"},
                                          {"survey", "满意度评价"},
                                          {"goodbye", "办理结束"},
                                          {"help-category", "选择求助原因"},
                                          {"help-text", "填写求助内容"},
                                          {"help-phone", "填写联系电话"},
                                          {"help-storing", "正在保存求助"},
                                          {"help-store-failed", "求助保存失败"},
                                          {"help-receipt", "打印求助回执"},
                                          {"idle", "长时间未操作提示"},
                                          {"end", "结束办理确认"}}};

}  // namespace

const char* word_of(HelpStatus status) { return word_in(kHelpWords, status); }
const char* word_of(Complexity complexity) { return word_in(kComplexityWords, complexity); }
const char* word_of(ApplicationStatus status) { return word_in(kApplicationWords, status); }

const char* word_of(core::delivery::HelpCategory category) {
  using core::delivery::HelpCategory;
  switch (category) {
    case HelpCategory::material_missing: return "material_missing";
    case HelpCategory::condition_unmet: return "condition_unmet";
    case HelpCategory::do_not_understand: return "do_not_understand";
    case HelpCategory::machine_trouble: return "machine_trouble";
    case HelpCategory::sent_away_before: return "sent_away_before";
    case HelpCategory::other: return "other";
  }
  return "";
}

const char* word_of(core::catalogue::Delivery delivery) {
  return delivery == core::catalogue::Delivery::courier ? "courier" : "pick_up";
}
const char* word_of(core::Language language) { return language == core::Language::en ? "en" : "zh-CN"; }

std::optional<HelpStatus> help_status(std::string_view word) { return value_in(kHelpWords, word); }
std::optional<Complexity> complexity(std::string_view word) { return value_in(kComplexityWords, word); }
std::optional<ApplicationStatus> application_status(std::string_view word) { return value_in(kApplicationWords, word); }

int working_days_for(Complexity complexity) {
  switch (complexity) {
    case Complexity::simple: return 0;
    case Complexity::general: return 5;
    case Complexity::complex: return 10;
  }
  return 5;
}

std::string chinese_help_status(std::string_view word) {
  return name_in(std::array<Names, 5>{{{"accepted", "受理"}, {"classified", "分类"}, {"transferred", "转办"}, {"settled", "办结"},
                                       {"reported_back", "反馈"}}}, word);
}
std::string chinese_complexity(std::string_view word) {
  return name_in(std::array<Names, 3>{{{"simple", "简单（即时办结）"}, {"general", "一般（5个工作日）"}, {"complex", "复杂（10个工作日）"}}}, word);
}
std::string chinese_application_status(std::string_view word) {
  return name_in(std::array<Names, 5>{{{"received", "已接收"},
                                       {"reviewing", "审查中"},
                                       {"supplement_wanted", "待补正材料"},
                                       {"granted", "准予办理"},
                                       {"refused", "不予办理"}}}, word);
}
std::string chinese_category(std::string_view word) {
  return name_in(std::array<Names, 6>{{{"material_missing", "缺少材料"},
                                       {"condition_unmet", "不符合条件"},
                                       {"do_not_understand", "看不懂、不会操作"},
                                       {"machine_trouble", "设备故障"},
                                       {"sent_away_before", "之前来过没办成"},
                                       {"other", "其他"}}}, word);
}
std::string chinese_delivery(std::string_view word) {
  return name_in(std::array<Names, 2>{{{"pick_up", "窗口自取"}, {"courier", "邮寄送达"}}}, word);
}
std::string chinese_language(std::string_view word) { return name_in(std::array<Names, 2>{{{"zh-CN", "中文"}, {"en", "英文"}}}, word); }

std::string chinese_card_kind(core::identity::CardKind kind) {
  using core::identity::CardKind;
  switch (kind) {
    case CardKind::resident: return "居民身份证";
    case CardKind::foreigner_2017: return "外国人永久居留身份证（2017版）";
    case CardKind::foreigner_2023: return "外国人永久居留身份证（2023版）";
    case CardKind::hmt_residence: return "港澳台居民居住证";
  }
  return {};
}

std::string chinese_screen(std::string_view id) { return name_in(kScreens, id); }

std::string chinese_degree(int degree) {
  static constexpr std::array<const char*, 5> kDegrees{"非常不满意", "不满意", "基本满意", "满意", "非常满意"};
  return degree >= 1 && degree <= 5 ? kDegrees[static_cast<std::size_t>(degree - 1)] : std::string();
}

std::string chinese_action(std::string_view word) {
  return name_in(std::array<Names, 15>{{{"login", "登录"},
                                       {"logout", "退出"},
                                       {"view", "查看"},
                                       {"view_full", "查看完整证件信息"},
                                       {"view_part", "查看材料图像"},
                                       {"change", "更新办理情况"},
                                       {"login_failed", "登录失败"},
                                       {"code_sent", "发送短信验证码"},
                                       {"code_right", "短信验证码正确"},
                                       {"code_wrong", "短信验证码错误"},
                                       {"code_expired", "短信验证码已失效"},
                                       {"level_2_list", "凭验证码查看办理列表"},
                                       {"level_2_progress", "凭验证码查看办理进度"},
                                       {"level_2_result", "凭验证码取得办理结果"},
                                       {"level_2_record", "凭验证码取得查询结果"}}}, word);
}

std::string chinese_refusal(bundle::BundleError::Why why) {
  using Why = bundle::BundleError::Why;
  switch (why) {
    case Why::too_large: return "文件太大";
    case Why::not_signed: return "没有签名";
    case Why::other_signer: return "签名者不是大厅信任的";
    case Why::bad_signature: return "签名之后被改动过";
    case Why::malformed: return "内容的格式不对";
    case Why::bad_name: return "里面有不允许的文件名";
    case Why::older_version: return "比正在使用的旧";
    case Why::bad_catalogue: return "里面有错误";
  }
  return {};
}

}  // namespace bancheng::hall
