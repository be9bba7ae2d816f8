// Writes down what passes on the terminals' listener, so that tools/check-api-traffic can hold it against the API's description.
// Bodies that are not JSON are told by size and hash only. Inquiries are told in full, person data and all: simulation only, of
// specimens; the production program links no_traffic_recorder.cpp.
#pragma once

#include <filesystem>
#include <memory>

#include "kiosk/base/result.h"
#include "tools/hall/http.h"

namespace bancheng::hall {

class TrafficRecorder {
 public:
  virtual ~TrafficRecorder() = default;
  /// One line of JSON. Called on the loop thread.
  virtual void record(const RequestHead& head, const base::PersonBytes& body, const Response& response) = 0;
};

[[nodiscard]] bool recording_is_possible();
[[nodiscard]] base::Result<std::unique_ptr<TrafficRecorder>, base::Complaint> record_traffic_to(const std::filesystem::path& file);

}  // namespace bancheng::hall
