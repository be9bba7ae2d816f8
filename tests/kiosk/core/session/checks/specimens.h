// What the session's tests work with: a catalogue built in code, specimen cards (published specimen numbers only).
#pragma once

#include <array>

#include "kiosk/core/session/session.h"

namespace bancheng::core::session::checks {

/// "pass": age and yes/no conditions, fields of several kinds (two told by the card), two materials (the second of up to
/// two pages), pick-up and courier. "notice": nothing but one field and pick-up. "order": the kinds of field that the
/// others lack.
[[nodiscard]] Setup specimen_setup();

/// In order: elder (resident), young (foreigner). Each of the others is objected to, for its own reason.
enum class Specimen { elder, young, expired, not_yet_valid, wrong_number, contradicting, incomplete };
inline constexpr std::array kSpecimens{Specimen::elder,        Specimen::young,         Specimen::expired,   Specimen::not_yet_valid,
                                       Specimen::wrong_number, Specimen::contradicting, Specimen::incomplete};
[[nodiscard]] const char* name_of(Specimen which);
[[nodiscard]] identity::IdCard specimen_card(Specimen which);

[[nodiscard]] base::Moment specimen_start();

inline constexpr const char* kGoodPhone = "010-00000000";
inline constexpr const char* kBadPhone = "12";

[[nodiscard]] delivery::Signature good_signature();
[[nodiscard]] delivery::Signature dot_signature();

/// What the outbox answers for the `n`-th thing that is stored.
[[nodiscard]] delivery::StoredSubmission stored_as(std::uint32_t n, base::WallTime at);

}  // namespace bancheng::core::session::checks
