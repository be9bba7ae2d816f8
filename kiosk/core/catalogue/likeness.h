// How much one spelling is like another. Private to core/catalogue. Bounded: work grows with the product of the lengths.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bancheng::core::catalogue {

/// The least number of slips (a letter left out, put in, changed, or two neighbours swapped) that make `typed` out of some
/// beginning of `word`.
[[nodiscard]] std::size_t slips_to_a_beginning(std::string_view typed, std::string_view word);

enum class Spelled { not_at_all, shortened, unfinished, whole };

/// Whether `typed` is made of beginnings of words one after the other, from `first` on: "lnz" and "laonzh" (shortened),
/// "laonian" (unfinished) and "laonianzheng" (whole) of lao, nian, zheng.
[[nodiscard]] Spelled spelled_from(std::string_view typed, const std::vector<std::string>& words, std::size_t first);

}  // namespace bancheng::core::catalogue
