#include "tools/simulators/endpoint.h"

#include "tools/simulators/pty_endpoint.h"
#include "tools/simulators/tcp_endpoint.h"

namespace bancheng::simulators {

base::Result<std::unique_ptr<Endpoint>, base::Complaint> make_endpoint(const Options& options) {
  if (options.link.has_value() == options.listen.has_value()) {
    return base::failure(base::Complaint{"command line", "give either --link or --listen"});
  }
  if (options.link) return std::make_unique<PtyEndpoint>(*options.link);
  auto address = parse_listen(*options.listen);
  if (!address) return base::failure(base::Complaint{"--listen", "must be an IPv4 address and a port, as 127.0.0.1:0"});
  return std::make_unique<TcpEndpoint>(*address, options.port_file);
}

}  // namespace bancheng::simulators
