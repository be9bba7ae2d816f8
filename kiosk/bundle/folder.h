// The files of a terminal's catalogue folder, where courier and kiosk meet. Each is replaced whole (base/durable_file.h).
#pragma once

namespace bancheng::bundle {

/// The courier's: the newest bundle that the hall gave. Nobody has looked into it.
inline constexpr const char* kOfferedFile = "offered.cms";
/// The kiosk's: the newest bundle that it found good, with which it starts again.
inline constexpr const char* kAcceptedFile = "accepted.cms";
/// The kiosk's: the greatest version that it ever found good, a number and a line feed. Outlasts the bundle.
inline constexpr const char* kAcceptedVersionFile = "accepted-version";

}  // namespace bancheng::bundle
