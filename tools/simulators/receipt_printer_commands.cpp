#include "tools/simulators/receipt_printer_commands.h"

#include <algorithm>
#include <string_view>

namespace bancheng::simulators {
namespace {

using Buffer = OrderParser::Buffer;

constexpr std::uint8_t kLf = 0x0A;
constexpr std::uint8_t kDle = 0x10;
constexpr std::uint8_t kEsc = 0x1B;
constexpr std::uint8_t kFs = 0x1C;
constexpr std::uint8_t kGs = 0x1D;

void drop(Buffer& buffer, std::size_t count) {
  buffer.erase(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(std::min(count, buffer.size())));
}

std::uint32_t two_bytes(const Buffer& buffer, std::size_t at) {
  return static_cast<std::uint32_t>(buffer[at]) | static_cast<std::uint32_t>(buffer[at + 1]) << 8;
}

/// A command of `size` bytes that is `what`; nothing while bytes are missing.
std::optional<Order> whole(Buffer& buffer, std::size_t size, const Order& what) {
  if (buffer.size() < size) return std::nullopt;
  drop(buffer, size);
  return what;
}

bool one_of(std::uint8_t byte, std::string_view characters) {
  return characters.find(static_cast<char>(byte)) != std::string_view::npos;
}

std::vector<std::uint8_t> doubled(const std::vector<std::uint8_t>& row) {
  std::vector<std::uint8_t> wide(row.size() * 2, 0x00);
  for (std::size_t x = 0; x < row.size() * 8; ++x) {
    if ((row[x / 8] >> (7 - x % 8) & 1) == 0) continue;
    wide[x / 4] = static_cast<std::uint8_t>(wide[x / 4] | 0xC0 >> (x % 4 * 2));
  }
  return wide;
}

std::optional<Order> next_esc(Buffer& buffer) {
  const std::uint8_t command = buffer[1];
  if (command == '@') return whole(buffer, 2, order::Initialise{});
  if (command == '2') return whole(buffer, 2, order::LineHeight{30});
  if (command == '$' || command == '\\') return whole(buffer, 4, order::Nothing{});
  if (command == 'p') return whole(buffer, 5, order::Nothing{});
  if (buffer.size() < 3) return std::nullopt;
  const std::uint32_t n = buffer[2];
  if (command == 'J') return whole(buffer, 3, order::Feed{n});
  if (command == 'd') return whole(buffer, 3, order::FeedLines{n});
  if (command == '3') return whole(buffer, 3, order::LineHeight{n});
  return whole(buffer, one_of(command, "aE!-tRMrGV{c= ") ? 3 : 2, order::Nothing{});
}

std::optional<Order> next_fs(Buffer& buffer) {
  const std::uint8_t command = buffer[1];
  if (command == 'S') return whole(buffer, 4, order::Nothing{});
  return whole(buffer, one_of(command, "!C-W") ? 3 : 2, order::Nothing{});
}

}  // namespace

void OrderParser::reset() {
  rows_left_ = 0;
  row_.clear();
  skip_ = 0;
}

std::optional<Order> OrderParser::next(Buffer& buffer) {
  if (skip_ > 0) {
    const std::size_t passed = std::min(skip_, buffer.size());
    drop(buffer, passed);
    skip_ -= passed;
    if (skip_ > 0) return std::nullopt;
    return order::Nothing{};
  }
  if (rows_left_ > 0) return next_picture_row(buffer);
  if (buffer.empty()) return std::nullopt;
  const std::uint8_t first = buffer.front();
  if (first == kLf) return whole(buffer, 1, order::LineEnd{});
  if (first == kEsc || first == kFs || first == kGs || first == kDle) return next_command(buffer);
  if (first < 0x20) return whole(buffer, 1, order::Nothing{});
  return whole(buffer, 1, order::Character{first});
}

std::optional<Order> OrderParser::next_command(Buffer& buffer) {
  if (buffer.size() < 2) return std::nullopt;
  switch (buffer.front()) {
    case kEsc:
      return next_esc(buffer);
    case kFs:
      return next_fs(buffer);
    case kGs:
      return next_gs(buffer);
    // Real-time commands were taken out on receipt; this is one of an unknown kind.
    default:
      return whole(buffer, 1, order::Nothing{});
  }
}

std::optional<Order> OrderParser::next_gs(Buffer& buffer) {
  const std::uint8_t command = buffer[1];
  if (command == 'v') return begin_picture(buffer);
  if (command == '(') return next_block(buffer);
  if (command == 'V') return next_cut(buffer);
  if (one_of(command, "LWP$\\")) return whole(buffer, 4, order::Nothing{});
  if (buffer.size() < 3) return std::nullopt;
  const std::uint8_t n = buffer[2];
  if (command == 'a') return whole(buffer, 3, order::AutoStatus{n});
  if (command == 'r') return whole(buffer, 3, order::AskPaper{n});
  if (command == 'I') return whole(buffer, 3, order::AskIdentity{n});
  return whole(buffer, one_of(command, "!BHfhwb") ? 3 : 2, order::Nothing{});
}

std::optional<Order> OrderParser::next_cut(Buffer& buffer) {
  if (buffer.size() < 3) return std::nullopt;
  const std::uint8_t mode = buffer[2];
  if (mode != 0x41 && mode != 0x42) return whole(buffer, 3, order::Cut{false, 0});
  if (buffer.size() < 4) return std::nullopt;
  return whole(buffer, 4, order::Cut{true, buffer[3]});
}

std::optional<Order> OrderParser::begin_picture(Buffer& buffer) {
  constexpr std::size_t kHeader = 8;
  if (buffer.size() >= 3 && buffer[2] != '0') return whole(buffer, 2, order::Nothing{});
  if (buffer.size() < kHeader) return std::nullopt;
  picture_mode_ = buffer[3] & 0x03;
  bytes_per_row_ = two_bytes(buffer, 4);
  rows_left_ = two_bytes(buffer, 6);
  if (bytes_per_row_ == 0) rows_left_ = 0;
  return whole(buffer, kHeader, order::Nothing{});
}

std::optional<Order> OrderParser::next_picture_row(Buffer& buffer) {
  // A row may be longer than the whole buffer, so it is taken as it comes.
  const std::size_t taken = std::min(bytes_per_row_ - row_.size(), buffer.size());
  row_.insert(row_.end(), buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(taken));
  drop(buffer, taken);
  if (row_.size() < bytes_per_row_) return std::nullopt;
  --rows_left_;
  const bool wide = (picture_mode_ & 0x01) != 0;
  const bool high = (picture_mode_ & 0x02) != 0;
  order::PictureRow row{wide ? doubled(row_) : row_, high ? 2U : 1U};
  row_.clear();
  return row;
}

std::optional<Order> OrderParser::next_block(Buffer& buffer) {
  constexpr std::size_t kHeader = 5;
  if (buffer.size() < kHeader) return std::nullopt;
  const std::size_t length = two_bytes(buffer, 3);
  const bool process_id = buffer[2] == 'H' && length == 6;
  if (!process_id) {
    skip_ = length;
    return whole(buffer, kHeader, order::Nothing{});
  }
  if (buffer.size() < kHeader + length) return std::nullopt;
  const order::AskProcessId ask{{buffer[7], buffer[8], buffer[9], buffer[10]}};
  const bool known = buffer[5] == 0x30 && buffer[6] == 0x30;
  return whole(buffer, kHeader + length, known ? Order(ask) : Order(order::Nothing{}));
}

}  // namespace bancheng::simulators
