// bancheng-read-code FILE: prints the payload of the first code in a picture, as a phone's camera would read it from paper.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <vector>

#include "kiosk/imaging/code_reader.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: bancheng-read-code FILE\n");
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const auto codes = bancheng::imaging::read_codes(std::span(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()));
  if (!codes || codes->empty()) {
    std::fprintf(stderr, "%s: no code found\n", argv[1]);
    return 1;
  }
  const auto text = codes->front().text.view();
  std::printf("%.*s\n", static_cast<int>(text.size()), text.data());
  return 0;
}
