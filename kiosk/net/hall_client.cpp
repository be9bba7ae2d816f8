#include "kiosk/net/hall_client.h"

#include <curl/curl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "kiosk/core/inquiry/forms.h"
#include "kiosk/net/reading.h"

namespace bancheng::net {
namespace {

using core::delivery::Answer;
using core::delivery::Outcome;
namespace inquiry = core::inquiry;

constexpr std::uint64_t kSlowestBytesPerMs = 16;  // 16 KiB/s
constexpr std::size_t kLargestAnswer = 64 * 1024;

struct EasyDeleter {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct MultiDeleter {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Headers = std::unique_ptr<curl_slist, ListDeleter>;

struct Sending {
  const Body& body;
  std::uint64_t sent = 0;
};

std::size_t read_body(char* into, std::size_t size, std::size_t count, void* user) {
  auto& sending = *static_cast<Sending*>(user);
  const std::uint64_t left = sending.body.size - sending.sent;
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(left, size * count));
  if (wanted == 0) return 0;
  const ssize_t got = ::pread(sending.body.fd, into, wanted, static_cast<off_t>(sending.body.offset + sending.sent));
  if (got <= 0) return CURL_READFUNC_ABORT;
  sending.sent += static_cast<std::uint64_t>(got);
  return static_cast<std::size_t>(got);
}

// The library rewinds when a kept connection turns out to be dead.
int seek_body(void* user, curl_off_t offset, int origin) {
  auto& sending = *static_cast<Sending*>(user);
  if (origin != SEEK_SET || offset < 0 || static_cast<std::uint64_t>(offset) > sending.body.size) return CURL_SEEKFUNC_FAIL;
  sending.sent = static_cast<std::uint64_t>(offset);
  return CURL_SEEKFUNC_OK;
}

struct Receiving {
  std::string body;
  std::size_t longest = kLargestAnswer;
};

std::size_t write_answer(char* bytes, std::size_t size, std::size_t count, void* user) {
  auto& receiving = *static_cast<Receiving*>(user);
  if (receiving.body.size() + size * count > receiving.longest) return 0;
  receiving.body.append(bytes, size * count);
  return size * count;
}

void add(Headers& headers, const std::string& line) {
  if (curl_slist* longer = curl_slist_append(headers.get(), line.c_str())) {
    std::ignore = headers.release();
    headers.reset(longer);
  }
}

Outcome outcome_of(CURLcode code, CURL* easy) {
  long verified = 0;
  curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &verified);
  if (code == CURLE_SSL_CONNECT_ERROR && verified != 0) return Outcome::not_the_hall;
  switch (code) {
    case CURLE_PEER_FAILED_VERIFICATION:  // another CA, another name, expired: not the one whom we trust
    case CURLE_WRITE_ERROR:               // more than the hall ever answers
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY: return Outcome::not_the_hall;
    case CURLE_SSL_CERTPROBLEM: return Outcome::not_admitted;
    default: return Outcome::unreachable;
  }
}

NoCatalogue no_catalogue_by(Outcome outcome) {
  if (outcome == Outcome::not_the_hall) return NoCatalogue::not_the_hall;
  return outcome == Outcome::not_admitted ? NoCatalogue::not_admitted : NoCatalogue::unreachable;
}

bool is_readable(const std::filesystem::path& file) { return ::access(file.c_str(), R_OK) == 0; }

}  // namespace

struct HallClient::Impl {
  HallAddress address;
  int stop_fd;
  HallPatience patience;
  WhileWaiting while_waiting;
  std::unique_ptr<CURLM, MultiDeleter> multi{curl_multi_init()};
  std::unique_ptr<CURL, EasyDeleter> easy{curl_easy_init()};

  void set_up(const std::string& path, Receiving& answer);
  void send_with(Sending& sending, bool post);
  [[nodiscard]] CURLcode perform();
  [[nodiscard]] bool stopped_while_waiting();
  [[nodiscard]] Response response_with(std::string body);
  [[nodiscard]] Answer finish(CURLcode code, std::string body, const Expectation& expectation);
  [[nodiscard]] base::Result<inquiry::Answer, inquiry::Trouble> ask(const base::PersonBytes& question);
  [[nodiscard]] base::Result<GivenCatalogue, NoCatalogue> catalogue(const std::string& held_etag, std::size_t longest);
  [[nodiscard]] Answer send(const std::string& path, const Body& body, bool post, const Expectation& expectation);
};

void HallClient::Impl::set_up(const std::string& path, Receiving& answer) {
  CURL* curl = easy.get();
  curl_easy_reset(curl);  // keeps the connection and the TLS session
  curl_easy_setopt(curl, CURLOPT_URL, (address.url + path).c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https");
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(curl, CURLOPT_CAINFO, address.ca.c_str());
  curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);  // the system's CAs are not the hall's
  curl_easy_setopt(curl, CURLOPT_SSLCERT, address.certificate.c_str());
  curl_easy_setopt(curl, CURLOPT_SSLKEY, address.key.c_str());
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(patience.connect.count()));
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, static_cast<long>(patience.silence.count()));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(patience.whole.count()));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, write_answer);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
}

void HallClient::Impl::send_with(Sending& sending, bool post) {
  CURL* curl = easy.get();
  const auto size = static_cast<curl_off_t>(sending.body.size);
  curl_easy_setopt(curl, post ? CURLOPT_POST : CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, post ? CURLOPT_POSTFIELDSIZE_LARGE : CURLOPT_INFILESIZE_LARGE, size);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_body);
  curl_easy_setopt(curl, CURLOPT_READDATA, &sending);
  curl_easy_setopt(curl, CURLOPT_SEEKFUNCTION, seek_body);
  curl_easy_setopt(curl, CURLOPT_SEEKDATA, &sending);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS,
                   static_cast<long>(patience.whole.count()) + static_cast<long>(sending.body.size / kSlowestBytesPerMs));
}

// Through the multi interface, so that a stop is heard at once.
CURLcode HallClient::Impl::perform() {
  if (curl_multi_add_handle(multi.get(), easy.get()) != CURLM_OK) return CURLE_FAILED_INIT;
  CURLcode result = CURLE_ABORTED_BY_CALLBACK;
  for (bool ended = false; !ended;) {
    int running = 0, left = 0;
    if (curl_multi_perform(multi.get(), &running) != CURLM_OK) break;
    while (const CURLMsg* message = curl_multi_info_read(multi.get(), &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      result = message->data.result;
      ended = true;
    }
    if (while_waiting) while_waiting();
    if (!ended && stopped_while_waiting()) break;
  }
  curl_multi_remove_handle(multi.get(), easy.get());
  return result;
}

bool HallClient::Impl::stopped_while_waiting() {
  curl_waitfd stop{stop_fd, CURL_WAIT_POLLIN, 0};
  const bool watches = stop_fd >= 0;
  const CURLMcode code = curl_multi_poll(multi.get(), watches ? &stop : nullptr, watches ? 1 : 0, 1000, nullptr);
  return code != CURLM_OK || (watches && stop.revents != 0);
}

Response HallClient::Impl::response_with(std::string body) {
  Response response;
  response.body = std::move(body);
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &response.status);
  const char* type = nullptr;
  if (curl_easy_getinfo(easy.get(), CURLINFO_CONTENT_TYPE, &type) == CURLE_OK && type != nullptr) response.content_type = type;
  curl_header* etag = nullptr;
  if (curl_easy_header(easy.get(), "ETag", 0, CURLH_HEADER, -1, &etag) == CURLHE_OK) response.etag = etag->value;
  curl_off_t seconds = 0;
  constexpr curl_off_t kDay = 24 * 60 * 60;
  if (curl_easy_getinfo(easy.get(), CURLINFO_RETRY_AFTER, &seconds) == CURLE_OK && seconds > 0) {
    response.retry_after = std::chrono::seconds(std::min(seconds, kDay));
  }
  return response;
}

Answer HallClient::Impl::finish(CURLcode code, std::string body, const Expectation& expectation) {
  if (code != CURLE_OK) return {outcome_of(code, easy.get()), std::nullopt, {}, {}};
  return read_response(response_with(std::move(body)), expectation);
}

base::Result<inquiry::Answer, inquiry::Trouble> HallClient::Impl::ask(const base::PersonBytes& question) {
  Receiving received;
  set_up("/inquiries", received);
  curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDS, question.data());  // not copied
  curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(question.size()));
  curl_easy_setopt(easy.get(), CURLOPT_FORBID_REUSE, 1L);
  Headers headers;
  add(headers, "Content-Type: application/json");
  add(headers, "Expect:");
  curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, headers.get());
  const CURLcode code = perform();
  auto answer = code == CURLE_OK ? read_inquiry_response(response_with(std::move(received.body)))
                                 : base::failure(outcome_of(code, easy.get()) == Outcome::unreachable ? inquiry::Trouble::no_network
                                                                                                      : inquiry::Trouble::hall_failed);
  base::wipe(received.body.data(), received.body.size());
  curl_easy_reset(easy.get());
  return answer;
}

base::Result<GivenCatalogue, NoCatalogue> HallClient::Impl::catalogue(const std::string& held_etag, std::size_t longest) {
  Receiving received{{}, longest};
  set_up("/catalogue", received);
  curl_easy_setopt(easy.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(patience.whole.count()) + static_cast<long>(longest / kSlowestBytesPerMs));
  curl_easy_setopt(easy.get(), CURLOPT_FORBID_REUSE, 1L);  // the next question comes after the hall has closed it
  Headers headers;
  if (!held_etag.empty()) add(headers, "If-None-Match: " + held_etag);
  curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, headers.get());
  const CURLcode code = perform();
  auto given = code == CURLE_OK ? read_catalogue_response(response_with(std::move(received.body))) : base::failure(no_catalogue_by(outcome_of(code, easy.get())));
  curl_easy_reset(easy.get());
  return given;
}

Answer HallClient::Impl::send(const std::string& path, const Body& body, bool post, const Expectation& expectation) {
  Receiving received;
  Sending sending{body};
  set_up(path, received);
  send_with(sending, post);
  Headers headers;
  add(headers, "Content-Type: application/cms");
  add(headers, "Expect:");  // waiting for "100 Continue" costs a second and gains nothing
  if (!post) add(headers, "X-Content-SHA256: " + core::delivery::to_hex(body.sha256));
  curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, headers.get());
  const CURLcode code = perform();
  return finish(code, std::move(received.body), expectation);
}

HallClient::HallClient(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HallClient::~HallClient() = default;

base::Result<std::unique_ptr<HallClient>, base::Complaint> HallClient::make(HallAddress address, int stop_fd, HallPatience patience,
                                                                             WhileWaiting while_waiting) {
  static const CURLcode initialised = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (initialised != CURLE_OK) return base::failure(base::Complaint{"libcurl", "cannot be initialised"});
  if (!address.url.starts_with("https://")) return base::failure(base::Complaint{address.url, "must be the API's address, such as https://hall.example:8443/v1"});
  while (address.url.ends_with('/')) address.url.pop_back();
  for (const auto& file : {address.ca, address.certificate, address.key}) {
    if (!is_readable(file)) return base::failure(base::Complaint{file.string(), "cannot be read"});
  }
  auto impl = std::unique_ptr<Impl>(new Impl{std::move(address), stop_fd, patience, std::move(while_waiting)});
  if (!impl->multi || !impl->easy) return base::failure(base::Complaint{"libcurl", "cannot be initialised"});
  return std::unique_ptr<HallClient>(new HallClient(std::move(impl)));
}

Answer HallClient::health() {
  Receiving received;
  impl_->set_up("/health", received);
  const CURLcode code = impl_->perform();
  return impl_->finish(code, std::move(received.body), ExpectHealth{});
}

Answer HallClient::put_part(const std::string& number, std::uint32_t index, const Body& sealed) {
  return impl_->send(fmt::format("/submissions/{}/parts/{}", number, index), sealed, false, ExpectPart{number, index, sealed.sha256});
}

Answer HallClient::submit(const std::string& number, const Body& sealed_manifest) {
  return impl_->send("/submissions/" + number, sealed_manifest, true, ExpectAcceptance{number, sealed_manifest.sha256});
}

base::Result<GivenCatalogue, NoCatalogue> HallClient::catalogue(const std::string& held_etag, std::size_t longest) {
  return impl_->catalogue(held_etag, longest);
}

base::Result<inquiry::Answer, inquiry::Trouble> HallClient::ask(const inquiry::Question& question) {
  const auto body = inquiry::to_json(question);
  auto answer = body ? impl_->ask(*body) : base::failure(inquiry::Trouble::hall_failed);
  base::wipe_stack_below();
  return answer;
}

}  // namespace bancheng::net
