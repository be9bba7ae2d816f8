// What both ends do with a SOCK_SEQPACKET Unix socket. Inside this room only.
#pragma once

#include <sys/socket.h>
#include <sys/un.h>

#include <filesystem>
#include <optional>
#include <string_view>

#include "kiosk/base/unique_fd.h"
#include "kiosk/link/message.h"

namespace bancheng::link {

/// Nothing when the path does not fit into a socket address.
[[nodiscard]] std::optional<sockaddr_un> address_of(const std::filesystem::path& socket);
[[nodiscard]] base::UniqueFd new_socket();

enum class Received { packet, nothing, ended };
/// Never blocks. A packet larger than kMaxPacket ends the conversation. No copy of it is left behind.
[[nodiscard]] Received receive(int fd, Packet& packet);
/// Never blocks; false when the other side does not read or is gone.
[[nodiscard]] bool send_packet(int fd, std::string_view packet);

}  // namespace bancheng::link
