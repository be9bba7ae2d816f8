// Mutation run: takes out one transition at a time; a script or the proof must notice.
#pragma once

namespace bancheng::core::session::checks {

/// Prints who noticed what; the number of transitions that nobody missed.
[[nodiscard]] int run_mutations(unsigned threads);

}  // namespace bancheng::core::session::checks
