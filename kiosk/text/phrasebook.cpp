#include "kiosk/text/phrasebook.h"

#include <fmt/args.h>
#include <fmt/format.h>

#include <algorithm>
#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/message.hpp>
#include <exception>
#include <fstream>
#include <iterator>
#include <locale>
#include <mutex>
#include <set>

#include "kiosk/base/log.h"

namespace bancheng::text {
namespace {

constexpr const char* kDomain = "bancheng";
constexpr int kMaxDepth = 8;  ///< Words inside Words
constexpr std::size_t kMaxMissing = 256;
constexpr std::streamoff kMaxCatalogueBytes = 8 << 20;

using MessageFormat = boost::locale::message_format<char>;
using WipedBuffer = fmt::basic_memory_buffer<char, 1, base::WipingAllocator<char>>;

std::vector<char> read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary | std::ios::ate);
  if (!in) return {};
  const std::streamoff size = in.tellg();
  if (size <= 0 || size > kMaxCatalogueBytes) return {};
  std::vector<char> bytes(static_cast<std::size_t>(size));
  in.seekg(0);
  if (!in.read(bytes.data(), size)) return {};
  return bytes;
}

/// Gives the library the one file that is meant, whichever names it would look for.
boost::locale::gnu_gettext::messages_info catalogue_of(std::vector<char> bytes, std::string_view code) {
  boost::locale::gnu_gettext::messages_info info;
  info.language = std::string(code);
  info.encoding = "UTF-8";
  info.locale_category = "LC_MESSAGES";
  info.domains.emplace_back(kDomain);
  info.paths.emplace_back(".");
  info.callback = [held = std::move(bytes)](const std::string&, const std::string&) { return held; };
  return info;
}

}  // namespace

std::string_view language_code(core::Language language) {
  switch (language) {
    case core::Language::zh_cn:
      return "zh_CN";
    case core::Language::en:
      return "en";
  }
  return "zh_CN";
}

struct Phrasebook::Impl {
  core::Language language;
  std::locale holder;  ///< owns `messages`; made for this object, never installed as the global locale
  const MessageFormat* messages = nullptr;
  int domain = 0;
  mutable std::mutex mutex;
  mutable std::set<std::string, std::less<>> missing;

  [[nodiscard]] const char* find(std::string_view id) const;
  void note(std::string_view id, std::string_view why) const;
  [[nodiscard]] base::PersonText resolve(const core::Words& words, int depth) const;
  [[nodiscard]] base::PersonText resolve(const core::Message& message, int depth) const;
  [[nodiscard]] base::PersonText resolve(const core::LocalText& text) const;
};

base::Result<std::shared_ptr<const Phrasebook>, base::Complaint> Phrasebook::load(const std::filesystem::path& lang_dir,
                                                                                  core::Language language) {
  const std::string_view code = language_code(language);
  const auto file = lang_dir / code / "LC_MESSAGES" / (std::string(kDomain) + ".mo");
  std::vector<char> bytes = read_file(file);
  if (bytes.empty()) return base::failure(base::Complaint{file.string(), "a message catalogue (.mo) is expected here"});
  try {
    auto impl = std::make_unique<Impl>();
    impl->language = language;
    impl->holder =
        std::locale(std::locale::classic(),
                    boost::locale::gnu_gettext::create_messages_facet<char>(catalogue_of(std::move(bytes), code)));
    impl->messages = &std::use_facet<MessageFormat>(impl->holder);
    impl->domain = impl->messages->domain(kDomain);
    return std::shared_ptr<const Phrasebook>(new Phrasebook(std::move(impl)));
  } catch (const std::exception& error) {
    return base::failure(base::Complaint{file.string(), std::string("not a message catalogue: ") + error.what()});
  }
}

Phrasebook::Phrasebook(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Phrasebook::~Phrasebook() = default;

core::Language Phrasebook::language() const { return impl_->language; }

base::PersonText Phrasebook::resolve(const core::Words& words) const { return impl_->resolve(words, 0); }

std::string Phrasebook::phrase(std::string_view id) const {
  return std::string(impl_->resolve(core::Message{std::string(id), {}}, 0).view());
}

bool Phrasebook::has(std::string_view id) const { return impl_->find(id) != nullptr; }

std::vector<std::string> Phrasebook::missing() const {
  const std::lock_guard lock(impl_->mutex);
  return {impl_->missing.begin(), impl_->missing.end()};
}

const char* Phrasebook::Impl::find(std::string_view id) const {
  if (id.empty()) return nullptr;  // the empty id is the catalogue's own header
  try {
    return messages->get(domain, nullptr, std::string(id).c_str());
  } catch (const std::exception&) {
    return nullptr;  // the library checks a file's offsets only when it follows them
  }
}

void Phrasebook::Impl::note(std::string_view id, std::string_view why) const {
  const std::lock_guard lock(mutex);
  if (missing.size() >= kMaxMissing || !missing.emplace(id).second) return;
  spdlog::error("phrasebook {}: message \"{}\" {}", language_code(language), id, why);
}

base::PersonText Phrasebook::Impl::resolve(const core::Words& words, int depth) const {
  if (depth > kMaxDepth) return {};
  if (const auto* message = std::get_if<core::Message>(&words.what)) return resolve(*message, depth);
  if (const auto* text = std::get_if<core::LocalText>(&words.what)) return resolve(*text);
  if (const auto* text = std::get_if<base::PersonText>(&words.what)) return *text;
  return {};
}

base::PersonText Phrasebook::Impl::resolve(const core::LocalText& text) const {
  for (const core::Language wanted : {language, core::Language::zh_cn}) {
    if (const auto found = text.find(wanted); found != text.end()) return base::PersonText(found->second);
  }
  return text.empty() ? base::PersonText() : base::PersonText(text.begin()->second);
}

base::PersonText Phrasebook::Impl::resolve(const core::Message& message, int depth) const {
  const char* pattern = find(message.id);
  if (pattern == nullptr) {
    note(message.id, "is missing");
    return base::PersonText(message.id);
  }
  fmt::dynamic_format_arg_store<fmt::format_context> arguments;
  std::vector<base::PersonText> resolved;  // the store keeps views into these: no growth after the first push
  resolved.reserve(message.arguments.size());
  for (const core::Argument& argument : message.arguments) {
    const char* name = argument.name.c_str();
    if (const auto* number = std::get_if<std::int64_t>(&argument.value)) {
      arguments.push_back(fmt::arg(name, *number));
      continue;
    }
    std::string_view view;
    if (const auto* technical = std::get_if<std::string>(&argument.value)) view = *technical;
    if (const auto* text = std::get_if<base::PersonText>(&argument.value)) view = text->view();
    if (const auto* words = std::get_if<core::Words>(&argument.value)) {
      view = resolved.emplace_back(resolve(*words, depth + 1)).view();
    }
    arguments.push_back(fmt::arg(name, view));
  }
  try {
    WipedBuffer out;
    fmt::vformat_to(std::back_inserter(out), pattern, arguments);
    return base::PersonText(std::string_view(out.data(), out.size()));
  } catch (const std::exception&) {
    note(message.id, "does not fit its arguments");
    return base::PersonText(pattern);
  }
}

}  // namespace bancheng::text
