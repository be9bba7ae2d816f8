#include <fstream>
#include <nlohmann/json.hpp>

#include "tools/hall/sealed.h"
#include "tools/hall/traffic_recorder.h"

namespace bancheng::hall {
namespace {

using Json = nlohmann::ordered_json;

Json body_of(const std::string& content_type, const base::PersonBytes& body) {
  if (body.empty()) return nullptr;
  if (content_type == "application/json") return {{"content_type", content_type}, {"json", Json::parse(body.begin(), body.end(), nullptr, false)}};
  return {{"content_type", content_type}, {"size", body.size()}, {"sha256", core::delivery::to_hex(sha256_of(body))}};
}

class FileTrafficRecorder final : public TrafficRecorder {
 public:
  explicit FileTrafficRecorder(std::ofstream out) : out_(std::move(out)) {}

  void record(const RequestHead& head, const base::PersonBytes& body, const Response& response) override {
    Json request_headers = Json::object(), response_headers = Json::object();
    for (const auto& [name, value] : head.headers) request_headers[name] = value;
    for (const auto& [name, value] : response.headers) response_headers[name] = value;
    const Json line = {
        {"method", head.method},
        {"path", head.path},
        {"query", head.query},
        {"request", {{"headers", request_headers}, {"body", body_of(std::string(head.header("content-type")), body)}}},
        {"status", response.status},
        {"response", {{"headers", response_headers}, {"body", body_of(response.content_type, response.body)}}},
    };
    out_ << line.dump(-1, ' ', false, Json::error_handler_t::replace) << std::endl;
  }

 private:
  std::ofstream out_;
};

}  // namespace

bool recording_is_possible() { return true; }

base::Result<std::unique_ptr<TrafficRecorder>, base::Complaint> record_traffic_to(const std::filesystem::path& file) {
  std::ofstream out(file, std::ios::app);
  if (!out) return base::failure(base::Complaint{file.string(), "cannot be written"});
  return std::make_unique<FileTrafficRecorder>(std::move(out));
}

}  // namespace bancheng::hall
