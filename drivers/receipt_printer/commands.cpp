#include "drivers/receipt_printer/commands.h"

namespace bancheng::drivers::escpos {
namespace {

constexpr std::uint8_t kDle = 0x10;
constexpr std::uint8_t kEsc = 0x1B;
constexpr std::uint8_t kGs = 0x1D;

constexpr std::uint8_t low(std::uint16_t value) { return static_cast<std::uint8_t>(value & 0xFF); }
constexpr std::uint8_t high(std::uint16_t value) { return static_cast<std::uint8_t>(value >> 8); }

}  // namespace

ProcessId process_id(std::uint32_t counter) {
  constexpr std::uint32_t kCharacters = 0x7E - 0x20 + 1;
  ProcessId id{};
  for (auto digit = id.rbegin(); digit != id.rend(); ++digit) {
    *digit = static_cast<std::uint8_t>(0x20 + counter % kCharacters);
    counter /= kCharacters;
  }
  return id;
}

Bytes initialise() { return {kEsc, 0x40}; }
Bytes feed_and_cut() { return {kGs, 0x56, 0x42, 0x00}; }
Bytes request_status(Topic topic) { return {kDle, 0x04, static_cast<std::uint8_t>(topic)}; }
Bytes request_paper_status() { return {kGs, 0x72, 0x01}; }

Bytes request_process_id(ProcessId id) { return {kGs, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, id[0], id[1], id[2], id[3]}; }

Bytes request_identity(IdentityText text) { return {kGs, 0x49, static_cast<std::uint8_t>(text)}; }
Bytes enable_auto_status() { return {kGs, 0x61, 0x0E}; }
Bytes recover(Recovery how) { return {kDle, 0x05, static_cast<std::uint8_t>(how)}; }
Bytes clear_buffers() { return {kDle, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08}; }
Bytes padding(std::size_t count) { return Bytes(count, 0x00); }

base::PersonBytes raster(std::uint16_t bytes_per_row, std::uint16_t height, std::span<const std::uint8_t> rows) {
  base::PersonBytes out;
  out.reserve(kRasterHeaderSize + rows.size());
  for (const std::uint8_t byte : {kGs, std::uint8_t{0x76}, std::uint8_t{0x30}, std::uint8_t{0x00}, low(bytes_per_row),
                                  high(bytes_per_row), low(height), high(height)}) {
    out.push_back(byte);
  }
  out.insert(out.end(), rows.begin(), rows.end());
  return out;
}

}  // namespace bancheng::drivers::escpos
