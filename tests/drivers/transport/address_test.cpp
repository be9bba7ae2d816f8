#include "drivers/transport/address.h"

#include <doctest/doctest.h>

#include <string>

using namespace bancheng::drivers;

namespace {

Address parsed(const char* text) {
  const auto address = parse_address(text);
  REQUIRE_MESSAGE(address.has_value(), text);
  return *address;
}

}  // namespace

TEST_CASE("serial addresses") {
  CHECK(parsed("serial:/dev/ttyS1") == Address(SerialAddress{"/dev/ttyS1", 115200, FlowControl::none}));
  CHECK(parsed("serial:/dev/ttyS1?baud=9600") == Address(SerialAddress{"/dev/ttyS1", 9600, FlowControl::none}));
  CHECK(parsed("serial:/dev/serial/by-id/usb-1a86?flow=rtscts&baud=19200") ==
        Address(SerialAddress{"/dev/serial/by-id/usb-1a86", 19200, FlowControl::rtscts}));
}

TEST_CASE("TCP addresses") {
  CHECK(parsed("tcp:127.0.0.1:9100") == Address(TcpAddress{"127.0.0.1", 9100}));
  CHECK(parsed("tcp:[fd00::5]:9100") == Address(TcpAddress{"fd00::5", 9100}));
}

TEST_CASE("what is no address is refused with the text named") {
  for (const char* text : {"", "serial:", "serial:ttyS1", "serial:/dev/ttyS1?baud=12", "serial:/dev/ttyS1?baud=9600x", "serial:/dev/ttyS1?parity=even",
                           "serial:/dev/ttyS1?flow=maybe", "tcp:", "tcp:127.0.0.1", "tcp:127.0.0.1:", "tcp:127.0.0.1:0", "tcp:127.0.0.1:65536",
                           "tcp:printer.local:9100", "tcp:fd00::5:9100", "tcp:[127.0.0.1]:9100", "usb:0400:c35a"}) {
    const auto address = parse_address(text);
    CHECK_MESSAGE(!address.has_value(), text);
    if (!address) CHECK(address.error().where == text);
  }
}
