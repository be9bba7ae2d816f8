// The terminals' API (config/api/hall.openapi.yaml): takes sealed parts, opens and accepts sealed manifests, answers inquiries, hands the
// catalogue out.
#pragma once

#include <array>
#include <functional>
#include <mutex>

#include "kiosk/base/clock.h"
#include "kiosk/core/catalogue/working_days.h"
#include "tools/hall/http.h"
#include "tools/hall/part_files.h"
#include "tools/hall/person_key.h"
#include "tools/hall/population.h"
#include "tools/hall/sealed.h"
#include "tools/hall/sms_gate.h"
#include "tools/hall/store.h"

namespace bancheng::hall {

class CatalogueBundle;

/// What both services need; owned by main and outliving them.
struct Hall {
  const base::Clock& clock;
  Store& store;
  const PartFiles& parts;
  const SealingKey& sealing_key;
  const TerminalCa& terminal_ca;
  CatalogueBundle& catalogue;
  const core::catalogue::WorkingDays& working_days;
  const PersonKey& person_key;
  const Population& population;
  SmsGate* sms_gate;  ///< none: no code can be sent
};

/// The calendar date in Asia/Shanghai.
[[nodiscard]] Date today(const Hall& hall);

class Inquiries;

class TerminalApi final : public Service {
 public:
  TerminalApi(const Hall& hall, Inquiries& inquiries) : hall_(hall), inquiries_(inquiries) {}

  [[nodiscard]] std::optional<Response> judge(const RequestHead& head) const override;
  [[nodiscard]] std::size_t longest_body(const RequestHead& head) const override;
  [[nodiscard]] Response answer(const Request& request) override;
  [[nodiscard]] Response turn_away(Unavailable why) const override;

  /// Parts that waited longer than a week for their manifest are removed; a terminal that still needs them uploads them again.
  void remove_stale_parts();

 private:
  [[nodiscard]] Response health() const;
  [[nodiscard]] Response get_catalogue(const RequestHead& head);
  [[nodiscard]] Response post_inquiry(const Request& request);
  [[nodiscard]] Response put_part(const Request& request, const std::string& number, std::uint32_t index);
  [[nodiscard]] Response post_submission(const Request& request, const std::string& number);
  [[nodiscard]] Response accept(const Request& request, const std::string& number, const std::string& manifest_sha256);
  /// Nothing when every part is there and is what the manifest says.
  [[nodiscard]] std::optional<Response> object_to_parts(const core::delivery::Manifest& manifest) const;
  [[nodiscard]] std::optional<Response> object_to_part(const core::delivery::Part& part, const base::PersonBytes& sealed) const;
  [[nodiscard]] bool discard_damaged(const core::delivery::Manifest& manifest, std::size_t index) const;
  [[nodiscard]] std::optional<Deadline> deadline_of(const core::delivery::Manifest& manifest) const;
  /// One number is worked on by one thread at a time: a part must not be replaced while its manifest is being checked.
  [[nodiscard]] std::mutex& turn_of(const std::string& number) { return turns_[std::hash<std::string>{}(number) % turns_.size()]; }

  const Hall& hall_;
  Inquiries& inquiries_;
  std::array<std::mutex, 64> turns_;
};

}  // namespace bancheng::hall
