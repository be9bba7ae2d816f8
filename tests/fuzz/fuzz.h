// What a fuzz entry gives: its function, and seeds to begin from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace bancheng::fuzz {

using Bytes = std::vector<std::uint8_t>;

/// Well-formed inputs; libFuzzer has its own corpus and does not use them.
[[nodiscard]] std::vector<Bytes> seeds();

/// A rule that every input must keep to.
inline void require(bool holds, const char* rule) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", rule);
  std::abort();
}

}  // namespace bancheng::fuzz
