// Submissions of nobody: published specimen cards and made-up pages.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "kiosk/core/delivery/submission.h"
#include "kiosk/outbox/outbox.h"

namespace bancheng::bench {

[[nodiscard]] core::identity::IdCard specimen_card();
/// With one material of `pages` pages (ids 1, 2, …) and a signature.
[[nodiscard]] core::delivery::Submission application(std::uint32_t pages);
[[nodiscard]] core::delivery::Submission help_case();
[[nodiscard]] core::delivery::Submission survey(const std::string& about);
/// Of two materials, pages 1 to 3.
[[nodiscard]] core::delivery::Submission supplement(const std::string& about);

/// Pages of pseudo-random bytes, the same for the same id.
class Pages : public outbox::PageSource {
 public:
  explicit Pages(std::size_t bytes_each) : bytes_each_(bytes_each) {}
  [[nodiscard]] std::span<const std::uint8_t> jpeg(core::delivery::PageId page) override;

 private:
  std::size_t bytes_each_;
  std::map<std::uint32_t, std::vector<std::uint8_t>> pages_;
};

}  // namespace bancheng::bench
