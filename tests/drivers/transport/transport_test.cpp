#include "drivers/transport/transport.h"

#include <doctest/doctest.h>

#include <fstream>
#include <string>
#include <vector>

#include "tests/drivers/transport/ends.h"

using namespace bancheng;
using namespace bancheng::drivers;
using namespace bancheng::testing;

namespace {

const base::SystemClock kClock;

Limit within(base::Milliseconds time, int interrupt = -1) { return {kClock.now().steady + time, interrupt}; }

std::span<const std::uint8_t> bytes_of(const std::string& text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

std::string read_text(Transport& link, std::size_t size) {
  std::string got;
  std::array<std::uint8_t, 64> chunk{};
  while (got.size() < size) {
    const auto count = link.read_some(std::span(chunk).first(std::min(chunk.size(), size - got.size())), within(kPatience));
    REQUIRE(count.has_value());
    REQUIRE(*count > 0);
    got.append(chunk.begin(), chunk.begin() + static_cast<std::ptrdiff_t>(*count));
  }
  return got;
}

TransportError read_error(Transport& link, const Limit& limit) {
  std::array<std::uint8_t, 64> chunk{};
  const auto count = link.read_some(chunk, limit);
  REQUIRE(!count.has_value());
  return count.error();
}

void send(int fd, const std::string& text) { REQUIRE(::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size())); }

/// All 256 values: a line that is not raw changes or swallows some.
std::string every_byte() {
  std::string all;
  for (int i = 0; i < 256; ++i) all.push_back(static_cast<char>(i));
  return all;
}

}  // namespace

TEST_CASE("a serial line carries every byte both ways, unchanged and without echo") {
  PtyEnd end;
  const auto link = make_transport(end.address(), kClock);
  REQUIRE(link->open(within(kPatience)).has_value());
  send(end.master.get(), every_byte());
  CHECK(read_text(*link, 256) == every_byte());
  REQUIRE(link->write_all(bytes_of(every_byte()), within(kPatience)).has_value());
  CHECK(read_exactly(end.master.get(), 256) == every_byte());
  CHECK(read_error(*link, within(kShort)) == TransportError::deadline);
}

TEST_CASE("an unplugged serial line is gone, for reading and for writing, and can be opened again when it is back") {
  PtyEnd end;
  const auto link = make_transport(end.address(), kClock);
  REQUIRE(link->open(within(kPatience)).has_value());
  end.unplug();
  CHECK(read_error(*link, within(kPatience)) == TransportError::gone);
  CHECK(link->write_all(bytes_of("x"), within(kPatience)).error() == TransportError::gone);
  CHECK(link->open(within(kPatience)).error() == TransportError::absent);
  CHECK(read_error(*link, within(kPatience)) == TransportError::gone);
  end.plug();
  REQUIRE(link->open(within(kPatience)).has_value());
  send(end.master.get(), "back");
  CHECK(read_text(*link, 4) == "back");
}

TEST_CASE("bytes that came before the unplugging can still be read") {
  PtyEnd end;
  const auto link = make_transport(end.address(), kClock);
  REQUIRE(link->open(within(kPatience)).has_value());
  send(end.master.get(), "last");
  CHECK(read_text(*link, 4) == "last");
  end.unplug();
  CHECK(read_error(*link, within(kPatience)) == TransportError::gone);
}

TEST_CASE("what is no tty is unavailable") {
  PtyEnd end;
  const auto file = end.path().parent_path() / "file";
  std::ofstream(file) << "x";
  const auto link = make_transport(SerialAddress{file.string(), 9600, FlowControl::none}, kClock);
  CHECK(link->open(within(kPatience)).error() == TransportError::unavailable);
}

TEST_CASE("a raised interrupt ends a read at once and a waiting write") {
  PtyEnd end;
  const base::StopSignal stop;
  const auto link = make_transport(end.address(), kClock);
  REQUIRE(link->open(within(kPatience)).has_value());
  stop.raise();
  CHECK(read_error(*link, within(kPatience, stop.fd())) == TransportError::interrupted);
  CHECK(link->write_all(bytes_of(std::string(100'000, 'x')), within(kPatience, stop.fd())).error() == TransportError::interrupted);
}

TEST_CASE("a write that nobody takes ends at its deadline") {
  PtyEnd end;
  const auto link = make_transport(end.address(), kClock);
  REQUIRE(link->open(within(kPatience)).has_value());
  CHECK(link->write_all(bytes_of(std::string(1'000'000, 'x')), within(kShort)).error() == TransportError::deadline);
}

TEST_CASE("drop_input forgets what has arrived") {
  PtyEnd end;
  const auto link = make_transport(end.address(), kClock);
  REQUIRE(link->open(within(kPatience)).has_value());
  send(end.master.get(), "late");
  CHECK(read_text(*link, 1) == "l");  // so the rest has arrived too
  link->drop_input();
  CHECK(read_error(*link, within(kShort)) == TransportError::deadline);
}

TEST_CASE("a TCP link carries bytes both ways") {
  TcpEnd end;
  const auto link = make_transport(end.address(), kClock);
  REQUIRE(link->open(within(kPatience)).has_value());
  const auto peer = end.accept();
  send(peer.get(), every_byte());
  CHECK(read_text(*link, 256) == every_byte());
  REQUIRE(link->write_all(bytes_of(every_byte()), within(kPatience)).has_value());
  CHECK(read_exactly(peer.get(), 256) == every_byte());
  CHECK(read_error(*link, within(kShort)) == TransportError::deadline);
}

TEST_CASE("a TCP peer that closes is gone, and can be reached again") {
  TcpEnd end;
  const auto link = make_transport(end.address(), kClock);
  REQUIRE(link->open(within(kPatience)).has_value());
  end.accept().reset();
  CHECK(read_error(*link, within(kPatience)) == TransportError::gone);
  REQUIRE(link->open(within(kPatience)).has_value());
  const auto peer = end.accept();
  send(peer.get(), "again");
  CHECK(read_text(*link, 5) == "again");
}

TEST_CASE("writing to a TCP peer that has reset the link is gone, without a signal") {
  TcpEnd end;
  const auto link = make_transport(end.address(), kClock);
  REQUIRE(link->open(within(kPatience)).has_value());
  {
    const auto peer = end.accept();
    const linger reset{1, 0};
    REQUIRE(::setsockopt(peer.get(), SOL_SOCKET, SO_LINGER, &reset, sizeof reset) == 0);
  }
  CHECK(read_error(*link, within(kPatience)) == TransportError::gone);
  CHECK(link->write_all(bytes_of("x"), within(kPatience)).error() == TransportError::gone);
}

TEST_CASE("nobody listening is absent") {
  auto end = std::make_unique<TcpEnd>();
  const auto link = make_transport(end->address(), kClock);
  end.reset();
  CHECK(link->open(within(kPatience)).error() == TransportError::absent);
}

TEST_CASE("TCP drop_input forgets what has arrived") {
  TcpEnd end;
  const auto link = make_transport(end.address(), kClock);
  REQUIRE(link->open(within(kPatience)).has_value());
  const auto peer = end.accept();
  send(peer.get(), std::string(10'000, 'x'));
  CHECK(read_text(*link, 1) == "x");
  link->drop_input();
  send(peer.get(), "y");
  const std::string rest = read_text(*link, 1);
  CHECK(rest.back() == 'y');
}

TEST_CASE("a link that was never opened is gone") {
  TcpEnd end;
  const auto link = make_transport(end.address(), kClock);
  CHECK(read_error(*link, within(kPatience)) == TransportError::gone);
  CHECK(link->write_all(bytes_of("x"), within(kPatience)).error() == TransportError::gone);
  link->drop_input();
  link->close();
}
