// LinkServer: the courier's end of the Unix socket to the kiosk.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "kiosk/base/clock.h"
#include "kiosk/base/result.h"
#include "kiosk/link/message.h"

namespace bancheng::link {

/// A thread of its own serves at most eight clients. A client that does not read loses its connection, never the
/// courier's time.
class LinkServer {
 public:
  /// One connection; never given twice.
  enum class ClientId : std::uint64_t {};

  /// Called on the server's thread; must not block.
  using RequestSink = std::function<void(const LinkRequest&, ClientId from)>;

  /// Binds `socket` (mode 0660), replacing what a dead courier left there. Refuses when another courier listens.
  [[nodiscard]] static base::Result<std::unique_ptr<LinkServer>, base::Complaint> open(const std::filesystem::path& socket,
                                                                                       const base::Clock& clock, RequestSink sink);
  ~LinkServer();

  /// To every client. Any thread, never blocks. The last NetworkState and QueueState, and a CatalogueOffered, are told to each
  /// client that comes.
  /// An Answered is told to nobody in this way.
  void tell(const LinkEvent& event);
  /// To the client that asked; to nobody when it is gone. Any thread, never blocks.
  void answer(ClientId to, Answered answered);

  /// Whether the server's thread has turned since the last call that answered yes (the first call always does), and asks it
  /// to turn once more. One thread, never blocks.
  [[nodiscard]] bool responds();

 private:
  struct Impl;
  explicit LinkServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace bancheng::link
