// What the session's tests work with: a catalogue built in code, specimen cards (published specimen numbers only).
#pragma once

#include "kiosk/core/session/session.h"

namespace bancheng::core::session::checks {

/// "pass": age and yes/no conditions, fields of several kinds (two told by the card), two materials (the second of up to
/// two pages), pick-up and courier. "notice": nothing but one field and pick-up.
[[nodiscard]] Setup specimen_setup();

enum class Specimen { elder, young, expired, wrong_number };
[[nodiscard]] identity::IdCard specimen_card(Specimen which);

[[nodiscard]] base::Moment specimen_start();

inline constexpr const char* kGoodPhone = "010-00000000";
inline constexpr const char* kBadPhone = "12";

[[nodiscard]] delivery::Signature good_signature();
[[nodiscard]] delivery::Signature dot_signature();

/// What the outbox answers for the `n`-th thing that is stored.
[[nodiscard]] delivery::StoredSubmission stored_as(std::uint32_t n, base::WallTime at);

}  // namespace bancheng::core::session::checks
