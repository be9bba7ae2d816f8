// The terminal's counter. It stands in the database; beside it a small file says up to where numbers may have been given,
// so that a terminal whose database was lost never gives a number twice. Inside this room only.
#pragma once

#include <cstdint>
#include <optional>

#include "kiosk/base/result.h"
#include "kiosk/outbox/outbox.h"
#include "kiosk/outbox/premises.h"

namespace bancheng::outbox {

class Numbers {
 public:
  Numbers(Premises& premises, std::uint32_t terminal) : premises_(premises), terminal_(terminal) {}

  /// At start: reads the reserve file. One that is missing or makes no sense reserves nothing.
  void read_reserve();

  /// Inside a transaction: the next counter, also noted as given in that transaction.
  [[nodiscard]] base::Result<std::uint32_t, StoreError> next();

  /// Inside a transaction: numbers up to `counter` are never given (again).
  [[nodiscard]] int skip_to(std::uint32_t counter);

  /// What the reserve file covers; 0: nothing.
  [[nodiscard]] std::uint32_t reserved() const { return reserved_; }

 private:
  [[nodiscard]] int reserve(std::uint32_t up_to);
  Premises& premises_;
  std::uint32_t terminal_;
  std::uint32_t reserved_ = 0;
};

}  // namespace bancheng::outbox
