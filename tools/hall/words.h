// The closed vocabularies of the hall's record, each with the word that stands in the database and the Chinese that staff read.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "kiosk/bundle/bundle.h"
#include "kiosk/core/delivery/manifest.h"

namespace bancheng::hall {

/// The way of a help case: accepted, classified, handed to who can do it, settled, told back to the person.
enum class HelpStatus { accepted, classified, transferred, settled, reported_back };
/// Decides the deadline: at once, 5 or 10 working days.
enum class Complexity { simple, general, complex };
enum class ApplicationStatus { received, reviewing, supplement_wanted, granted, refused };

inline constexpr std::array kHelpStatuses{HelpStatus::accepted, HelpStatus::classified, HelpStatus::transferred, HelpStatus::settled,
                                          HelpStatus::reported_back};
inline constexpr std::array kComplexities{Complexity::simple, Complexity::general, Complexity::complex};
inline constexpr std::array kApplicationStatuses{ApplicationStatus::received, ApplicationStatus::reviewing, ApplicationStatus::supplement_wanted,
                                                 ApplicationStatus::granted, ApplicationStatus::refused};

[[nodiscard]] const char* word_of(HelpStatus status);
[[nodiscard]] const char* word_of(Complexity complexity);
[[nodiscard]] const char* word_of(ApplicationStatus status);
[[nodiscard]] const char* word_of(core::delivery::HelpCategory category);
[[nodiscard]] const char* word_of(core::catalogue::Delivery delivery);
[[nodiscard]] const char* word_of(core::Language language);

[[nodiscard]] std::optional<HelpStatus> help_status(std::string_view word);
[[nodiscard]] std::optional<Complexity> complexity(std::string_view word);
[[nodiscard]] std::optional<ApplicationStatus> application_status(std::string_view word);

/// Working days until a help case of this complexity has to be settled.
[[nodiscard]] int working_days_for(Complexity complexity);

// Chinese, by the word in the database; a word that is not known is shown as it is.
[[nodiscard]] std::string chinese_help_status(std::string_view word);
[[nodiscard]] std::string chinese_complexity(std::string_view word);
[[nodiscard]] std::string chinese_application_status(std::string_view word);
[[nodiscard]] std::string chinese_category(std::string_view word);
[[nodiscard]] std::string chinese_delivery(std::string_view word);
[[nodiscard]] std::string chinese_language(std::string_view word);
[[nodiscard]] std::string chinese_card_kind(core::identity::CardKind kind);
/// The name of a terminal's screen, by its published id.
[[nodiscard]] std::string chinese_screen(std::string_view id);
[[nodiscard]] std::string chinese_degree(int degree);
[[nodiscard]] std::string chinese_action(std::string_view word);
[[nodiscard]] std::string chinese_refusal(bundle::BundleError::Why why);

}  // namespace bancheng::hall
