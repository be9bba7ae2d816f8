// What devices, disk and hall do on a day on which all is well.
#pragma once

#include <optional>
#include <string>

#include "kiosk/core/session/session.h"
#include "tools/effort_runner/model.h"

namespace bancheng::effort {

/// Something that the person waits for.
struct Answer {
  std::string name;
  core::session::Happening what;
  Cost cost;  ///< the wait, and what the person has to lay down for it
};

/// What happens next by itself; nothing when it is the person's turn. Read off the state alone.
[[nodiscard]] std::optional<Answer> answer_of(const core::session::State& state, const core::identity::IdCard& card);

}  // namespace bancheng::effort
