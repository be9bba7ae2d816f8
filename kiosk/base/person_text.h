// PersonText: text that belongs to a person (a name, a number, an address, what was typed).
//
// Always on the heap, never in a small-string buffer, and zeroed before its memory is given back, so nothing of it
// outlives its owner. There is no stream operator and no formatter on purpose: it cannot get into a log by accident.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bancheng::base {

/// Overwrites memory in a way that the compiler may not leave out.
void wipe(void* data, std::size_t size) noexcept;

/// Zeroes the unused part of this thread's stack below the caller, where finished calls may have left person data.
void wipe_stack_below() noexcept;

template <typename T>
struct WipingAllocator {
  using value_type = T;
  WipingAllocator() = default;
  template <typename U>
  explicit WipingAllocator(const WipingAllocator<U>&) noexcept {}
  [[nodiscard]] T* allocate(std::size_t n) { return std::allocator<T>().allocate(n); }
  void deallocate(T* p, std::size_t n) noexcept {
    wipe(p, n * sizeof(T));
    std::allocator<T>().deallocate(p, n);
  }
  template <typename U>
  friend bool operator==(const WipingAllocator&, const WipingAllocator<U>&) noexcept {
    return true;
  }
};

/// Bytes of a person: a scan, a manifest, a chip's answer.
using PersonBytes = std::vector<std::uint8_t, WipingAllocator<std::uint8_t>>;

/// UTF-8. Compares by bytes.
class PersonText {
 public:
  PersonText() = default;
  explicit PersonText(std::string_view text) : bytes_(text.begin(), text.end()) {}
  explicit PersonText(const char* text) : PersonText(std::string_view(text)) {}

  [[nodiscard]] std::string_view view() const noexcept { return {bytes_.data(), bytes_.size()}; }
  [[nodiscard]] bool empty() const noexcept { return bytes_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return bytes_.size(); }
  void append(std::string_view text) { bytes_.insert(bytes_.end(), text.begin(), text.end()); }

  friend bool operator==(const PersonText&, const PersonText&) = default;
  friend auto operator<=>(const PersonText& a, const PersonText& b) { return a.view() <=> b.view(); }

 private:
  std::vector<char, WipingAllocator<char>> bytes_;
};

}  // namespace bancheng::base
