// What the tables of the machine's file and of the profile share.
#pragma once

#include "kiosk/app/config.h"

namespace bancheng::app {

inline constexpr const char* kPhone = "a telephone number in quotes";
/// "expected …" where a text is no telephone number.
[[nodiscard]] std::string object_to_phone(const std::string& text);

[[nodiscard]] config::OneOf orientation_key(Config::Display& display);
[[nodiscard]] config::Section session_section(Config& config, std::string meaning);
/// Elderly mode begins at the third text size and gives long times; a larger size stays.
void use_elderly_mode(Config& config);

}  // namespace bancheng::app
