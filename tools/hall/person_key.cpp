#include "tools/hall/person_key.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "kiosk/base/person_text.h"
#include "kiosk/base/unique_fd.h"
#include "kiosk/core/delivery/manifest.h"

namespace bancheng::hall {
namespace {

using base::Complaint;
using base::failure;

/// The file has its name only once its bytes are on the disk: half a key would lose everybody.
bool make(const std::filesystem::path& file) {
  std::array<std::uint8_t, 32> key{};
  if (RAND_bytes(key.data(), static_cast<int>(key.size())) != 1) return false;
  const std::string half = file.string() + ".half";
  base::UniqueFd out(::open(half.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  const bool written = out && ::write(out.get(), key.data(), key.size()) == static_cast<ssize_t>(key.size()) && ::fsync(out.get()) == 0;
  base::wipe(key.data(), key.size());
  if (!written || ::rename(half.c_str(), file.c_str()) != 0) return false;
  const base::UniqueFd folder(::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return folder && ::fsync(folder.get()) == 0;
}

}  // namespace

base::Result<PersonKey, Complaint> PersonKey::load(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "person.key";
  std::error_code error;
  if (!std::filesystem::exists(file, error) && (error || !make(file))) return failure(Complaint{file.string(), "cannot be made"});
  const base::UniqueFd in(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!in) return failure(Complaint{file.string(), std::strerror(errno)});
  struct stat info{};
  Bytes key{};
  if (::fstat(in.get(), &info) != 0 || info.st_size != static_cast<off_t>(key.size()) ||
      ::read(in.get(), key.data(), key.size()) != static_cast<ssize_t>(key.size()))
    return failure(Complaint{file.string(), "has to be 32 bytes; restore the file that belongs to this record"});
  PersonKey loaded(key);
  base::wipe(key.data(), key.size());
  return loaded;
}

PersonKey::~PersonKey() { base::wipe(key_.data(), key_.size()); }

std::string PersonKey::tag_of(std::string_view number) const {
  if (number.empty()) return {};
  base::PersonBytes upper;
  for (const char c : number) upper.push_back(static_cast<std::uint8_t>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c));
  core::delivery::Sha256 tag{};
  unsigned size = 0;
  if (HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()), upper.data(), upper.size(), tag.data(), &size) == nullptr) return {};
  return core::delivery::to_hex(tag);
}

}  // namespace bancheng::hall
