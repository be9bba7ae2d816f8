// The bytes at the head of a record file (FORMAT.md), shared by writer and reader. Inside this room only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace bancheng::outbox {

inline constexpr std::string_view kRecordMagic = "BCRECORD";
inline constexpr std::uint32_t kRecordVersion = 1;
inline constexpr std::size_t kHeadSize = 48;
inline constexpr std::size_t kEntrySize = 48;
inline constexpr std::size_t kHashSize = 32;

[[nodiscard]] constexpr std::size_t table_end(std::size_t entries) { return kHeadSize + entries * kEntrySize; }
[[nodiscard]] constexpr std::size_t data_start(std::size_t entries) { return table_end(entries) + kHashSize; }

inline void put_number(std::uint8_t* at, std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) at[i] = static_cast<std::uint8_t>(value >> (8 * i));
}
[[nodiscard]] inline std::uint64_t get_number(const std::uint8_t* at, std::size_t bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes; ++i) value |= static_cast<std::uint64_t>(at[i]) << (8 * i);
  return value;
}

}  // namespace bancheng::outbox
