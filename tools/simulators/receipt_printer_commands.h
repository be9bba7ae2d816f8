// What stands in the simulated receipt printer's receive buffer, command by command, in the order received
// (receipt-printer page, sections 2 to 4). Takes any bytes: what is not known is skipped as far as a printer would.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <variant>
#include <vector>

namespace bancheng::simulators {

namespace order {
struct Initialise {};
/// One row of a picture: `dots` across, printed `times` times.
struct PictureRow {
  std::vector<std::uint8_t> dots;
  std::uint32_t times;
};
struct Feed {
  std::uint32_t rows;
};
struct FeedLines {
  std::uint32_t lines;
};
struct LineHeight {
  std::uint32_t rows;
};
struct Cut {
  bool to_cutter;           ///< feed to the cutter first
  std::uint32_t more_rows;  ///< and this much more
};
struct Character {
  std::uint8_t code;
};
struct LineEnd {};
struct AutoStatus {
  std::uint8_t which;
};
struct AskPaper {
  std::uint8_t which;
};
struct AskIdentity {
  std::uint8_t which;
};
struct AskProcessId {
  std::array<std::uint8_t, 4> id;
};
/// A setting that leaves no mark on the paper here, or nothing known.
struct Nothing {};
}  // namespace order

using Order = std::variant<order::Initialise, order::PictureRow, order::Feed, order::FeedLines, order::LineHeight,
                           order::Cut, order::Character, order::LineEnd, order::AutoStatus, order::AskPaper,
                           order::AskIdentity, order::AskProcessId, order::Nothing>;

class OrderParser {
 public:
  using Buffer = std::deque<std::uint8_t>;

  /// Takes the next order off the front of `buffer`; nothing when more bytes are needed first.
  [[nodiscard]] std::optional<Order> next(Buffer& buffer);
  /// Forgets a picture or block of which only the beginning came.
  void reset();

 private:
  [[nodiscard]] std::optional<Order> next_picture_row(Buffer& buffer);
  [[nodiscard]] std::optional<Order> next_command(Buffer& buffer);
  [[nodiscard]] std::optional<Order> next_gs(Buffer& buffer);
  [[nodiscard]] std::optional<Order> begin_picture(Buffer& buffer);
  [[nodiscard]] std::optional<Order> next_block(Buffer& buffer);
  [[nodiscard]] std::optional<Order> next_cut(Buffer& buffer);

  std::uint32_t rows_left_ = 0;  ///< of the picture that was begun
  std::size_t bytes_per_row_ = 0;
  std::vector<std::uint8_t> row_;  ///< what has come of its present row
  std::uint8_t picture_mode_ = 0;
  std::size_t skip_ = 0;  ///< bytes of an unknown block still to be passed over
};

}  // namespace bancheng::simulators
