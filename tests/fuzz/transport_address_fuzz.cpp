// Any text: refused with the text named, or an address within its bounds.
#include "drivers/transport/address.h"
#include "tests/fuzz/fuzz.h"

using bancheng::fuzz::Bytes;
using bancheng::fuzz::require;

namespace {

Bytes bytes_of(const char* text) {
  Bytes bytes;
  for (; *text != '\0'; ++text) bytes.push_back(static_cast<std::uint8_t>(*text));
  return bytes;
}

}  // namespace

std::vector<Bytes> bancheng::fuzz::seeds() {
  return {bytes_of("serial:/dev/ttyS1?baud=9600&flow=rtscts"), bytes_of("tcp:127.0.0.1:9100"), bytes_of("tcp:[fd00::5]:9100")};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bancheng::drivers;
  const std::string text(data, data + size);
  const auto address = parse_address(text);
  if (!address) {
    require(address.error().where == text && !address.error().what.empty(), "a complaint says where and what");
  } else if (const auto* serial = std::get_if<SerialAddress>(&*address)) {
    require(serial->path.starts_with('/') && serial->baud >= 1200, "a serial address is whole");
  } else {
    require(std::get<TcpAddress>(*address).port > 0, "a TCP address has a port");
  }
  return 0;
}
