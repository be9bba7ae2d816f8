// Requests and responses as values: what the two services of the hall (terminals' API, staff pages) see of HTTP. Sockets, TLS
// and deadlines are server.cpp's alone, so a service is a function that a test can call.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/base/person_text.h"

namespace bancheng::hall {

struct RequestHead {
  std::string method;  ///< upper case
  std::string path;    ///< without query, as it was sent (no percent-decoding: no path of ours needs it)
  std::string query;   ///< after '?', raw
  std::map<std::string, std::string> headers;  ///< names in lower case; of repeated headers the first
  std::optional<std::uint64_t> content_length;
  bool has_body = false;   ///< also when it is chunked
  std::string terminal;    ///< five digits, of the client certificate; empty on the staff listener
  std::string address;     ///< of the client, for the audit

  [[nodiscard]] std::string_view header(const std::string& lower_case_name) const {
    const auto found = headers.find(lower_case_name);
    return found == headers.end() ? std::string_view{} : std::string_view{found->second};
  }
};

struct Request {
  RequestHead head;
  base::PersonBytes body;
};

struct Response {
  int status = 200;
  std::string content_type;  ///< empty: no body
  base::PersonBytes body;
  std::vector<std::pair<std::string, std::string>> headers;
};

/// Why a request is turned away for now.
enum class Unavailable { overloaded, draining, storage, too_many_requests };

/// What a listener serves. `judge` and `turn_away` are called on the loop thread and do not block; `answer` on any worker
/// thread, several at a time.
class Service {
 public:
  virtual ~Service() = default;
  /// A refusal that needs no body, or nothing: then the body, at most `longest_body` bytes, is read and answered.
  [[nodiscard]] virtual std::optional<Response> judge(const RequestHead& head) const = 0;
  [[nodiscard]] virtual std::size_t longest_body(const RequestHead& head) const = 0;
  [[nodiscard]] virtual Response answer(const Request& request) = 0;
  [[nodiscard]] virtual Response turn_away(Unavailable why) const = 0;
};

[[nodiscard]] base::PersonBytes to_bytes(std::string_view text);

/// Fields of a query or of an application/x-www-form-urlencoded body; nothing when it is not well formed. Of repeated fields
/// the first. Values are UTF-8.
[[nodiscard]] std::optional<std::map<std::string, base::PersonText>> parse_form(std::string_view text);

/// For putting a text into a query.
[[nodiscard]] std::string percent_encoded(std::string_view text);

}  // namespace bancheng::hall
