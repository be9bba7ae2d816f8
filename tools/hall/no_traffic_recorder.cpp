#include "tools/hall/traffic_recorder.h"

namespace bancheng::hall {

bool recording_is_possible() { return false; }

base::Result<std::unique_ptr<TrafficRecorder>, base::Complaint> record_traffic_to(const std::filesystem::path& file) {
  return base::failure(base::Complaint{file.string(), "this program does not record traffic"});
}

}  // namespace bancheng::hall
