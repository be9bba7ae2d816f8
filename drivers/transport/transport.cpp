#include "drivers/transport/transport.h"

#include "drivers/transport/serial_transport.h"
#include "drivers/transport/tcp_transport.h"

namespace bancheng::drivers {
namespace {

struct Maker {
  const base::Clock& clock;
  std::unique_ptr<Transport> operator()(const SerialAddress& address) const {
    return std::make_unique<SerialTransport>(address, clock);
  }
  std::unique_ptr<Transport> operator()(const TcpAddress& address) const {
    return std::make_unique<TcpTransport>(address, clock);
  }
};

}  // namespace

std::string_view name_of(TransportError error) noexcept {
  switch (error) {
    case TransportError::absent: return "absent";
    case TransportError::unavailable: return "unavailable";
    case TransportError::gone: return "gone";
    case TransportError::deadline: return "deadline";
    case TransportError::interrupted: return "interrupted";
  }
  return "unknown";
}

std::unique_ptr<Transport> make_transport(const Address& address, const base::Clock& clock) {
  return std::visit(Maker{clock}, address);
}

}  // namespace bancheng::drivers
