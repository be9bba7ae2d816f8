// usage: <name>_fuzz RUNS    seeds, then RUNS mutations of them, always the same ones
//        <name>_fuzz FILE…   inputs that libFuzzer has found
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>

#include "tests/fuzz/fuzz.h"

namespace {

using bancheng::fuzz::Bytes;

constexpr std::size_t kLargest = 8192;

class Mutator {
 public:
  explicit Mutator(const std::vector<Bytes>& seeds) : seeds_(seeds) {}

  Bytes next() {
    Bytes bytes = seeds_[below(seeds_.size())];
    for (std::size_t changes = 1 + below(6); changes > 0; --changes) change(bytes);
    if (bytes.size() > kLargest) bytes.resize(kLargest);
    return bytes;
  }

 private:
  std::size_t below(std::size_t end) { return end == 0 ? 0 : random_() % end; }
  std::uint8_t byte() { return static_cast<std::uint8_t>(random_()); }

  void change(Bytes& bytes) {
    const std::size_t at = below(bytes.size() + 1);
    const auto here = bytes.begin() + static_cast<std::ptrdiff_t>(at);
    const auto left = static_cast<std::ptrdiff_t>(below(std::min<std::size_t>(bytes.size() - at, 64) + 1));
    switch (below(7)) {
      case 0: bytes.insert(here, byte()); break;
      case 1: bytes.erase(here, here + left); break;
      case 2: bytes.resize(at); break;
      case 3: splice(bytes, at); break;
      case 4: bytes.insert(here, below(2000), byte()); break;
      case 5:
        if (at < bytes.size()) bytes[at] = byte();
        break;
      default:
        if (at < bytes.size()) bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ 1u << below(8));
        break;
    }
  }

  void splice(Bytes& bytes, std::size_t at) {
    const Bytes& other = seeds_[below(seeds_.size())];
    Bytes joined(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
    joined.insert(joined.end(), other.begin(), other.end());
    bytes = std::move(joined);
  }

  const std::vector<Bytes>& seeds_;
  std::mt19937 random_{20230101};
};

/// In a block of exactly its size, so that a sanitizer sees every read behind its end.
void run(const Bytes& bytes) {
  const Bytes exact(bytes);
  LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

std::optional<unsigned long> number_in(const char* text) {
  unsigned long value = 0;
  const char* end = text + std::strlen(text);
  const auto parsed = std::from_chars(text, end, value);
  if (parsed.ec != std::errc{} || parsed.ptr != end) return std::nullopt;
  return value;
}

}  // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    if (const auto runs = number_in(argv[i])) {
      const std::vector<Bytes> seeds = bancheng::fuzz::seeds();
      for (const Bytes& seed : seeds) run(seed);
      Mutator mutator(seeds);
      for (unsigned long done = 0; done < *runs; ++done) run(mutator.next());
      std::printf("%zu seeds, %lu mutations\n", seeds.size(), *runs);
      continue;
    }
    std::ifstream file(argv[i], std::ios::binary);
    if (!file) {
      std::fprintf(stderr, "%s cannot be read\n", argv[i]);
      return 2;
    }
    run(Bytes(std::istreambuf_iterator<char>(file), {}));
  }
  return 0;
}
