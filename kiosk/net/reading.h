// What an HTTP answer of the hall means. Pure. Inside this room only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "kiosk/base/result.h"
#include "kiosk/core/delivery/planner.h"
#include "kiosk/core/inquiry/inquiry.h"
#include "kiosk/net/hall_client.h"

namespace bancheng::net {

struct Response {
  long status = 0;
  std::string content_type;
  std::string body;
  std::optional<base::Milliseconds> retry_after;
  std::string etag;
};

/// What a positive answer has to echo.
struct ExpectHealth {};
struct ExpectPart {
  std::string number;
  std::uint32_t index = 0;
  core::delivery::Sha256 sha256{};
};
struct ExpectAcceptance {
  std::string number;
  core::delivery::Sha256 manifest_sha256{};
};
using Expectation = std::variant<ExpectHealth, ExpectPart, ExpectAcceptance>;

[[nodiscard]] core::delivery::Answer read_response(const Response& response, const Expectation& expectation);

/// Of POST /inquiries: the answer, or the hall's reason for having none.
[[nodiscard]] base::Result<core::inquiry::Answer, core::inquiry::Trouble> read_inquiry_response(const Response& response);

/// Of GET /catalogue. Takes the body out of the response.
[[nodiscard]] base::Result<GivenCatalogue, NoCatalogue> read_catalogue_response(Response response);

}  // namespace bancheng::net
