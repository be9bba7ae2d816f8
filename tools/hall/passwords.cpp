#include "tools/hall/passwords.h"

#include <argon2.h>
#include <fcntl.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <vector>

#include "kiosk/base/encoding.h"
#include "kiosk/base/unique_fd.h"

namespace bancheng::hall {
namespace {

// RFC 9106 section 4, second recommended option, with one lane: 64 MiB, 3 passes.
constexpr std::uint32_t kPasses = 3, kMemoryKib = 64 * 1024, kLanes = 1;
constexpr std::size_t kSaltBytes = 16, kHashBytes = 32;

struct Entry {
  StaffMember member;
  std::string encoded;
};

std::vector<Entry> read_entries(const std::filesystem::path& file) {
  std::vector<Entry> entries;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    std::istringstream fields(line);
    Entry entry;
    if (std::getline(fields, entry.member.name, '\t') && std::getline(fields, entry.member.display_name, '\t') &&
        std::getline(fields, entry.encoded)) {
      entries.push_back(std::move(entry));
    }
  }
  return entries;
}

std::optional<std::string> encoded_hash(const base::PersonText& password) {
  std::array<std::uint8_t, kSaltBytes> salt{};
  if (RAND_bytes(salt.data(), static_cast<int>(salt.size())) != 1) return std::nullopt;
  std::string encoded(argon2_encodedlen(kPasses, kMemoryKib, kLanes, kSaltBytes, kHashBytes, Argon2_id), '\0');
  const int code = argon2id_hash_encoded(kPasses, kMemoryKib, kLanes, password.view().data(), password.size(), salt.data(), salt.size(),
                                         kHashBytes, encoded.data(), encoded.size());
  if (code != ARGON2_OK) return std::nullopt;
  encoded.resize(encoded.find('\0'));
  return encoded;
}

bool is_good_name(std::string_view name) {
  return name.size() >= 2 && name.size() <= 32 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
  });
}

bool is_good_display_name(std::string_view name) {
  return !name.empty() && base::is_valid_utf8(name) && base::length_in_characters(name) <= 40 &&
         std::none_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

bool replace_file(const std::filesystem::path& file, const std::string& text) {
  std::filesystem::path half = file;
  half += ".half";
  const base::UniqueFd fd(::open(half.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  return fd && ::write(fd.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(fd.get()) == 0 &&
         ::rename(half.c_str(), file.c_str()) == 0;
}

}  // namespace

base::Result<void, base::Complaint> StaffFile::add(const StaffMember& member, const base::PersonText& password) const {
  const auto complain = [&](const char* what) { return base::failure(base::Complaint{file_.string(), what}); };
  if (!is_good_name(member.name)) return complain("a name has 2 to 32 characters of a-z, 0-9, '.', '_', '-'");
  if (!is_good_display_name(member.display_name)) return complain("a display name has 1 to 40 characters");
  if (password.size() < kShortestPassword || password.size() > kLongestPassword) return complain("a password has 10 to 256 bytes");
  const auto encoded = encoded_hash(password);
  if (!encoded) return complain("the password could not be hashed: not enough memory");

  std::vector<Entry> entries = read_entries(file_);
  std::erase_if(entries, [&](const Entry& entry) { return entry.member.name == member.name; });
  entries.push_back({member, *encoded});
  std::string text;
  for (const Entry& entry : entries) text += entry.member.name + '\t' + entry.member.display_name + '\t' + entry.encoded + '\n';
  if (!replace_file(file_, text)) return complain("cannot be written");
  return {};
}

std::optional<StaffMember> StaffFile::check(std::string_view name, const base::PersonText& password) const {
  // Never matches a password, as nobody knows one that was never chosen; there for the time that checking it takes.
  static const std::string nobody = encoded_hash(base::PersonText("nobody has this name")).value_or("");
  const std::vector<Entry> entries = read_entries(file_);
  const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.member.name == name; });
  const bool known = found != entries.end();
  if (password.size() > kLongestPassword) return std::nullopt;
  const std::string& encoded = known ? found->encoded : nobody;
  const bool matches = argon2id_verify(encoded.c_str(), password.view().data(), password.size()) == ARGON2_OK;
  return known && matches ? std::optional(found->member) : std::nullopt;
}

}  // namespace bancheng::hall
