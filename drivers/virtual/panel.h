// The virtual panel: a script's finger and keys for a kiosk without hands. It carries request lines from a Unix socket to
// the kiosk's loop and answers back; what a request means is the loop's affair. Linked into simulation builds only; the
// production program has nothing of it.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace bancheng::drivers {

/// One line that a script sent, at most 64 KiB, without its end. `answer` may be called once, from any thread; the text
/// is sent back as one line. Letting it go unanswered closes the connection.
struct PanelRequest {
  std::string line;
  std::function<void(std::string)> answer;
};

class Panel {
 public:
  virtual ~Panel() = default;
};

/// Listens at `socket` (replaced when it exists) on a thread of its own, one script at a time; `sink` is called on that
/// thread and must not block. Null when the socket cannot be made.
[[nodiscard]] std::unique_ptr<Panel> make_panel(const std::filesystem::path& socket, std::function<void(PanelRequest)> sink);

}  // namespace bancheng::drivers
