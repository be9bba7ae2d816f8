// Searches this process's own memory: a canary must be found while it is held, and nowhere after it was freed.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

namespace {

// The needle is kept reversed, so that looking for it does not find itself.
constexpr char kReversed[] = "yranac-eht-si-siht-eerf-no-epiw";
constexpr std::size_t kLength = sizeof kReversed - 1;

void write_canary(char* to) {
  for (std::size_t i = 0; i < kLength; ++i) to[i] = kReversed[kLength - 1 - i];
}

bool matches(const char* at) {
  for (std::size_t i = 0; i < kLength; ++i) {
    if (at[i] != kReversed[kLength - 1 - i]) return false;
  }
  return true;
}

int count_in_heap() {
  std::ifstream maps("/proc/self/maps");
  int found = 0;
  for (std::string line; std::getline(maps, line);) {
    if (line.find("[heap]") == std::string::npos) continue;
    unsigned long from = 0, to = 0;
    if (std::sscanf(line.c_str(), "%lx-%lx", &from, &to) != 2) continue;
    for (unsigned long at = from; at + kLength <= to; ++at) found += matches(reinterpret_cast<const char*>(at)) ? 1 : 0;
  }
  return found;
}

bool expect(const char* what, bool holds) {
  std::printf("%s: %s\n", holds ? "ok" : "FAILED", what);
  return holds;
}

}  // namespace

int main() {
  std::vector<char*> blocks;
  for (int i = 0; i < 100; ++i) blocks.push_back(static_cast<char*>(std::malloc(64 + static_cast<std::size_t>(i) * 16)));
  for (char* block : blocks) write_canary(block + 16);
  bool good = expect("a hundred canaries are found while they are held", count_in_heap() == 100);
  for (std::size_t i = 0; i < 50; ++i) std::free(blocks[i]);
  for (std::size_t i = 50; i < 100; ++i) blocks[i] = static_cast<char*>(std::realloc(blocks[i], 8000));
  good &= expect("realloc moves without leaving a copy", count_in_heap() == 50);
  for (std::size_t i = 50; i < 100; ++i) blocks[i] = static_cast<char*>(std::realloc(blocks[i], 16));
  good &= expect("shrinking wipes what is cut off", count_in_heap() == 0);
  for (std::size_t i = 50; i < 100; ++i) std::free(blocks[i]);
  good &= expect("nothing is left after all are freed", count_in_heap() == 0);
  return good ? 0 : 1;
}
