// The pinyin engine of bancheng-pinyin: libpinyin behind the few calls that are safe. The only header that stands for
// it.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "kiosk/pinyin/client.h"

namespace bancheng::pinyin {

/// Learns nothing: the same letters give the same candidates for ever. Not thread-safe.
class Engine {
 public:
  /// Nothing when libpinyin's tables can't be loaded from `data`.
  [[nodiscard]] static std::unique_ptr<Engine> load(const std::filesystem::path& data);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  /// Adds readings that libpinyin lacks, for this process's life. Lines of `file`: character, tab, syllable ([a-z], v
  /// for ü). Lines that are anything else are passed over. Returns how many were added.
  std::size_t add_readings(const std::filesystem::path& file);

  /// `letters` must be acceptable_letters().
  [[nodiscard]] std::vector<Candidate> candidates(std::string_view letters, Mode mode, std::string_view context);

 private:
  struct Impl;
  explicit Engine(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace bancheng::pinyin
