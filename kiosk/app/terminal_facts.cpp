#include "kiosk/app/terminal_facts.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <memory>

namespace bancheng::app {
namespace {

namespace fs = std::filesystem;

template <auto free>
struct Free {
  template <typename T>
  void operator()(T* owned) const {
    free(owned);
  }
};
using File = std::unique_ptr<std::FILE, Free<std::fclose>>;
using X509Ptr = std::unique_ptr<X509, Free<X509_free>>;
using DigestPtr = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;

std::string common_name(const X509* certificate) {
  std::array<char, 128> name{};
  const int length = X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name.data(), static_cast<int>(name.size()));
  return length > 0 ? std::string(name.data(), static_cast<std::size_t>(length)) : std::string();
}

std::optional<base::WallTime> expiry(const X509* certificate) {
  std::tm utc{};
  if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &utc) != 1) return std::nullopt;
  return base::WallTime(std::chrono::seconds(timegm(&utc)));
}

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  fs::recursive_directory_iterator at(folder, fs::directory_options::follow_directory_symlink, error);
  for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    if (at->is_regular_file(error)) files.push_back(at->path());
  }
  if (error) files.clear();
  std::sort(files.begin(), files.end());
  return files;
}

bool add_file(EVP_MD_CTX* digest, const fs::path& file, const std::string& name) {
  std::ifstream in(file, std::ios::binary);
  if (!in || EVP_DigestUpdate(digest, name.c_str(), name.size() + 1) != 1) return false;
  std::array<char, 1 << 16> part{};
  while (in.read(part.data(), part.size()), in.gcount() > 0) {
    if (EVP_DigestUpdate(digest, part.data(), static_cast<std::size_t>(in.gcount())) != 1) return false;
  }
  return in.eof();
}

}  // namespace

diagnostics::Certificate read_certificate(diagnostics::Certificate::Of of, const fs::path& path) {
  diagnostics::Certificate certificate{of, {}, {}};
  const File file(std::fopen(path.c_str(), "re"));
  if (!file) return certificate;
  const X509Ptr read(PEM_read_X509(file.get(), nullptr, nullptr, nullptr));
  if (!read) return certificate;
  certificate.name = common_name(read.get());
  certificate.expires = expiry(read.get());
  return certificate;
}

std::string digest_of_folder(const fs::path& folder) {
  const DigestPtr digest(EVP_MD_CTX_new());
  const auto files = files_below(folder);
  if (files.empty() || !digest || EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr) != 1) return {};
  for (const fs::path& file : files) {
    if (!add_file(digest.get(), file, file.lexically_relative(folder).string())) return {};
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> value{};
  if (EVP_DigestFinal_ex(digest.get(), value.data(), nullptr) != 1) return {};
  std::array<char, 13> text{};
  for (std::size_t i = 0; i < 6; ++i) std::snprintf(text.data() + 2 * i, 3, "%02x", value[i]);
  return text.data();
}

diagnostics::TerminalFacts read_terminal_facts(const Config& config, const core::catalogue::Catalogue& catalogue) {
  using Of = diagnostics::Certificate::Of;
  diagnostics::TerminalFacts facts;
  facts.certificates = {read_certificate(Of::hall_sealing, config.keys.hall_certificate),
                        read_certificate(Of::terminal, config.keys.terminal_certificate)};
  facts.program = BANCHENG_VERSION;
  facts.catalogue = catalogue.version;
  facts.items = static_cast<std::uint32_t>(catalogue.items.size());
  facts.assets = digest_of_folder(config.paths.assets);
  std::error_code error;
  const fs::space_info space = fs::space(config.paths.outbox, error);
  if (!error) {
    facts.disk_free = space.available;
    facts.disk_size = space.capacity;
  }
  return facts;
}

}  // namespace bancheng::app
