// The words by which closed vocabularies stand in a manifest, both ways. Inside this room only.
#pragma once

#include "kiosk/core/delivery/manifest.h"
#include "kiosk/core/vocabulary.h"

namespace bancheng::core::delivery {

inline constexpr Vocabulary<SubmissionKind, 4> kKinds{{{SubmissionKind::application, "application"},
                                                       {SubmissionKind::help_case, "help_case"},
                                                       {SubmissionKind::survey, "survey"},
                                                       {SubmissionKind::supplement, "supplement"}}};
inline constexpr Vocabulary<Suite, 1> kSuites{{{Suite::cms_p256_aes256gcm, "cms-p256-aes256gcm"}}};
inline constexpr Vocabulary<Language, 2> kLanguages{{{Language::zh_cn, "zh-CN"}, {Language::en, "en"}}};
inline constexpr Vocabulary<catalogue::Delivery, 2> kDeliveries{
    {{catalogue::Delivery::pick_up, "pick_up"}, {catalogue::Delivery::courier, "courier"}}};
/// Identified by card goes without saying.
inline constexpr Vocabulary<IdentifiedBy, 1> kIdentifiedBy{{{IdentifiedBy::typed, "typed"}}};
inline constexpr Vocabulary<MediaType, 2> kMediaTypes{{{MediaType::jpeg, "image/jpeg"}, {MediaType::svg, "image/svg+xml"}}};
inline constexpr Vocabulary<identity::CardKind, 4> kCardKinds{{{identity::CardKind::resident, "resident"},
                                                               {identity::CardKind::foreigner_2017, "foreigner_2017"},
                                                               {identity::CardKind::foreigner_2023, "foreigner_2023"},
                                                               {identity::CardKind::hmt_residence, "hmt_residence"}}};
inline constexpr Vocabulary<HelpCategory, 6> kHelpCategories{
    {{HelpCategory::material_missing, "material_missing"},
     {HelpCategory::condition_unmet, "condition_unmet"},
     {HelpCategory::do_not_understand, "do_not_understand"},
     {HelpCategory::machine_trouble, "machine_trouble"},
     {HelpCategory::sent_away_before, "sent_away_before"},
     {HelpCategory::other, "other"}}};

}  // namespace bancheng::core::delivery
