#include "tools/simulators/receipt_printer_paper.h"

#include <png.h>

#include <algorithm>

namespace bancheng::simulators {
namespace {

constexpr std::size_t kMostRows = 100'000;  // 12 m of paper; the oldest is forgotten

using Row = std::vector<std::uint8_t>;

Row cut_mark(std::size_t bytes) { return Row(bytes, 0xF0); }

/// Written in whole or not at all: whoever waits for the file never sees half of it.
bool write_png(const std::filesystem::path& file, std::uint32_t width, std::span<const Row> rows) {
  if (rows.empty()) return false;
  const std::size_t stride = rows.front().size();
  std::vector<std::uint8_t> pixels;
  pixels.reserve(rows.size() * width);
  for (const Row& row : rows) {
    for (std::uint32_t x = 0; x < width; ++x) {
      const bool black = x / 8 < stride && (row[x / 8] >> (7 - x % 8) & 1) != 0;
      pixels.push_back(black ? 0x00 : 0xFF);
    }
  }
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = width;
  image.height = static_cast<png_uint_32>(rows.size());
  image.format = PNG_FORMAT_GRAY;
  std::filesystem::path unfinished = file;
  unfinished += ".part";
  const bool written = png_image_write_to_file(&image, unfinished.c_str(), 0, pixels.data(), 0, nullptr) != 0;
  std::error_code error;
  if (written) std::filesystem::rename(unfinished, file, error);
  if (!written || error) std::filesystem::remove(unfinished, error);
  return written && !error;
}

}  // namespace

Paper::Paper(std::uint32_t width_in_dots, std::uint32_t head_to_cutter)
    : width_(width_in_dots), bytes_per_row_((width_in_dots + 7) / 8), head_to_cutter_(head_to_cutter) {}

void Paper::print_row(std::span<const std::uint8_t> dots) {
  Row row(bytes_per_row_, 0x00);
  std::copy_n(dots.begin(), std::min(dots.size(), row.size()), row.begin());
  rows_.push_back(std::move(row));
  ++rows_passed_;
  forget_oldest();
}

void Paper::end_piece(std::size_t after_rows) {
  const std::size_t begin = ends_.empty() ? 0 : ends_.back();
  ends_.push_back(std::max(begin, after_rows));
}

void Paper::cut() {
  const std::size_t begin = ends_.empty() ? 0 : ends_.back();
  end_piece(rows_.size() > head_to_cutter_ ? rows_.size() - head_to_cutter_ : 0);
  last_begin_ = begin;
  last_end_ = ends_.back();
  ++receipts_;
}

void Paper::tear() { end_piece(rows_.size()); }

void Paper::forget_oldest() {
  while (rows_.size() > kMostRows) {
    rows_.pop_front();
    for (std::size_t& end : ends_) end -= end > 0 ? 1 : 0;
    while (!ends_.empty() && ends_.front() == 0) ends_.pop_front();
    last_begin_ -= last_begin_ > 0 ? 1 : 0;
    last_end_ -= last_end_ > 0 ? 1 : 0;
  }
}

bool Paper::write_all(const std::filesystem::path& png) const {
  std::vector<Row> shown;
  auto end = ends_.begin();
  for (std::size_t i = 0; i <= rows_.size(); ++i) {
    for (; end != ends_.end() && *end == i; ++end) shown.push_back(cut_mark(bytes_per_row_));
    if (i < rows_.size()) shown.push_back(rows_[i]);
  }
  return write_png(png, width_, shown);
}

bool Paper::write_last(const std::filesystem::path& png) const {
  const std::vector<Row> piece(rows_.begin() + static_cast<std::ptrdiff_t>(last_begin_),
                               rows_.begin() + static_cast<std::ptrdiff_t>(last_end_));
  return write_png(png, width_, piece);
}

}  // namespace bancheng::simulators
