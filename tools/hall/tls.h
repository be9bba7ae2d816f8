// The TLS settings of a listener.
#pragma once

#include <boost/asio/ssl/context.hpp>

#include "tools/hall/server.h"

namespace bancheng::hall {

[[nodiscard]] base::Result<boost::asio::ssl::context, base::Complaint> make_tls(const ListenerSettings& settings);

}  // namespace bancheng::hall
