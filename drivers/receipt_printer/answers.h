// What a printer says, told apart in one mixed stream of bytes (receipt-printer page, section 3, "Classifying a mixed
// input stream"). Pure; takes any bytes in pieces of any size.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "drivers/receipt_printer/commands.h"

namespace bancheng::drivers::escpos {

struct FlowControl {
  bool stopped;  ///< XOFF
};
/// The answer to DLE EOT; which topic it answers only the asker knows.
struct RealTimeAnswer {
  std::uint8_t byte;
};
/// Four bytes of automatic status back.
struct AutoStatus {
  std::array<std::uint8_t, 4> bytes;
};
/// Everything sent before the request with this id has been printed.
struct PrintedId {
  ProcessId id;
};
/// "37 23 … 00": offline, with 0 to 10 cause bytes.
struct OfflineReport {
  std::vector<std::uint8_t> causes;
};
/// "37 25 00": the buffers are empty.
struct BuffersCleared {};
/// The answer to GS I n, printable ASCII only.
struct IdentityAnswer {
  std::string text;
};
/// The one-byte answer to GS r (or to GS I 1..3): everything before it was interpreted.
struct InOrderAnswer {
  std::uint8_t byte;
};
/// A byte, or the beginning of a block, that means nothing.
struct Meaningless {};

using Answer = std::variant<FlowControl, RealTimeAnswer, AutoStatus, PrintedId, OfflineReport, BuffersCleared,
                            IdentityAnswer, InOrderAnswer, Meaningless>;

class AnswerDecoder {
 public:
  /// All answers that end within `bytes`, in their order.
  [[nodiscard]] std::vector<Answer> feed(std::span<const std::uint8_t> bytes);
  /// Forgets a block of which only the beginning came.
  void reset();

 private:
  enum class Expecting { first_byte, auto_status, block_kind, process_id, offline_report, cleared, identity };

  void take(std::uint8_t byte);
  void take_first(std::uint8_t byte);
  /// False when `byte` cannot stand in the block that was begun.
  [[nodiscard]] bool take_in_block(std::uint8_t byte);
  [[nodiscard]] bool take_kind(std::uint8_t byte);
  [[nodiscard]] bool collect(std::uint8_t byte, std::uint8_t least, std::uint8_t most, std::size_t limit);
  void finish(Answer answer);

  Expecting expecting_ = Expecting::first_byte;
  std::vector<std::uint8_t> block_;
  std::vector<Answer> found_;
};

}  // namespace bancheng::drivers::escpos
