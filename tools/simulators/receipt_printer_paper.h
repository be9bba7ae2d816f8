// The paper of the simulated receipt printer: every dot that the head burnt, row by row, and where it was cut or torn.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <span>
#include <vector>

namespace bancheng::simulators {

class Paper {
 public:
  /// `head_to_cutter`: rows between the print head and the cutter. What is fed lies that far before it can be cut off.
  Paper(std::uint32_t width_in_dots, std::uint32_t head_to_cutter);

  [[nodiscard]] std::size_t bytes_per_row() const { return bytes_per_row_; }
  [[nodiscard]] std::uint32_t head_to_cutter() const { return head_to_cutter_; }

  /// Moves on by one row; `dots` is clipped or filled with white to the width.
  void print_row(std::span<const std::uint8_t> dots);
  /// Cuts where the cutter stands.
  void cut();
  /// The roll ended under the head or was torn off by hand; what follows is new paper.
  void tear();
  /// Rows that have passed the head so far, feeds included.
  [[nodiscard]] std::size_t rows() const { return rows_passed_; }
  /// Receipts cut off so far.
  [[nodiscard]] std::size_t receipts() const { return receipts_; }

  /// All paper that is kept, a line of dots across it at every cut and tear. False when the file cannot be written.
  [[nodiscard]] bool write_all(const std::filesystem::path& png) const;
  /// The piece of the newest cut. False when nothing was cut or the file cannot be written.
  [[nodiscard]] bool write_last(const std::filesystem::path& png) const;

 private:
  using Row = std::vector<std::uint8_t>;
  void end_piece(std::size_t after_rows);
  void forget_oldest();

  std::uint32_t width_;
  std::size_t bytes_per_row_;
  std::uint32_t head_to_cutter_;
  std::deque<Row> rows_;          ///< oldest first
  std::deque<std::size_t> ends_;  ///< where pieces end, as indexes into rows_, rising
  std::size_t last_begin_ = 0;    ///< the newest cut piece
  std::size_t last_end_ = 0;
  std::size_t receipts_ = 0;
  std::size_t rows_passed_ = 0;
};

}  // namespace bancheng::simulators
