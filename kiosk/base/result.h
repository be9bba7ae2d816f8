// Result<T, E>: the answer of everything that can fail. Exceptions do not cross rooms (architecture.md, "Ways").
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace bancheng::base {

template <typename T, typename E>
using Result = tl::expected<T, E>;

/// `return failure(Error::x);` in a function that returns a Result.
template <typename E>
[[nodiscard]] tl::unexpected<std::decay_t<E>> failure(E&& error) {
  return tl::unexpected<std::decay_t<E>>(std::forward<E>(error));
}

/// A mistake in a file or a configuration, for the technician: where, and what was expected. Never holds person data.
struct Complaint {
  std::string where;  ///< "file:line" or the file alone
  std::string what;   ///< one sentence, English
};

}  // namespace bancheng::base
