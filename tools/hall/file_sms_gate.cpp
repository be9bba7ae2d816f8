#include <fcntl.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "kiosk/base/unique_fd.h"
#include "kiosk/core/delivery/manifest.h"
#include "tools/hall/sms_gate.h"

namespace bancheng::hall {

bool FileSmsGate::send(const base::PersonText& phone, const base::PersonText& text) {
  const nlohmann::ordered_json message{{"at", core::delivery::to_rfc3339(clock_.now().wall)}, {"to", phone.view()}, {"text", text.view()}};
  const std::string line = message.dump() + "\n";
  const std::lock_guard lock(mutex_);
  const base::UniqueFd out(::open(file_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  return out && ::write(out.get(), line.data(), line.size()) == static_cast<ssize_t>(line.size());
}

}  // namespace bancheng::hall
