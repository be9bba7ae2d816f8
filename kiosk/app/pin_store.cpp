#include "kiosk/app/pin_store.h"

#include <argon2.h>
#include <fcntl.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>

#include "kiosk/base/durable_file.h"
#include "kiosk/base/unique_fd.h"
#include "kiosk/diagnostics/diagnostics.h"

namespace bancheng::app {
namespace {

using diagnostics::Lockout;
using diagnostics::PinVerdict;

// The least that OWASP's password storage page names for argon2id: a terminal has little memory, and the lock-out, not the
// hash, is what guards six digits.
constexpr std::uint32_t kPasses = 2, kMemoryKib = 19 * 1024, kLanes = 1;
constexpr std::size_t kSaltBytes = 16, kHashBytes = 32;

constexpr const char* kRecord = "wrong %010u last %015lld\n";
constexpr std::size_t kRecordBytes = 38;

std::optional<std::string> encoded_hash(const base::PersonText& pin) {
  std::array<std::uint8_t, kSaltBytes> salt{};
  if (RAND_bytes(salt.data(), static_cast<int>(salt.size())) != 1) return std::nullopt;
  std::string encoded(argon2_encodedlen(kPasses, kMemoryKib, kLanes, kSaltBytes, kHashBytes, Argon2_id), '\0');
  const int code = argon2id_hash_encoded(kPasses, kMemoryKib, kLanes, pin.view().data(), pin.size(), salt.data(), salt.size(), kHashBytes,
                                         encoded.data(), encoded.size());
  if (code != ARGON2_OK) return std::nullopt;
  encoded.resize(encoded.find('\0'));
  return encoded;
}

std::string record_of(const Lockout& lockout) {
  std::array<char, kRecordBytes + 1> text{};
  std::snprintf(text.data(), text.size(), kRecord, lockout.wrong, static_cast<long long>(lockout.last.time_since_epoch().count()));
  return {text.data(), kRecordBytes};
}

/// Over what stands there, never truncated first: on a full disk the old blocks are all there is.
bool write_over(const std::filesystem::path& file, const std::string& text) {
  const base::UniqueFd fd(::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  return fd && ::pwrite(fd.get(), text.data(), text.size(), 0) == static_cast<ssize_t>(text.size()) && ::fdatasync(fd.get()) == 0;
}

/// What root has written belongs to whoever the folder belongs to: the kiosk writes there under its own name.
bool give_to_owner(const std::filesystem::path& folder) {
  if (::geteuid() != 0) return true;
  struct stat owner{};
  if (::stat(folder.c_str(), &owner) != 0) return false;
  const auto give = [&](const char* name) { return ::chown((folder / name).c_str(), owner.st_uid, owner.st_gid) == 0; };
  return give("pin") && give("lockout");
}

/// The encoded hash; empty when no PIN is set, nothing when the file is there and cannot be read.
std::optional<std::string> read_hash(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return error ? std::nullopt : std::optional<std::string>("");
  std::ifstream in(file);
  std::string encoded;
  if (!std::getline(in, encoded) || encoded.empty()) return std::nullopt;
  return encoded;
}

}  // namespace

std::optional<std::string> objection_to_pin(std::string_view pin) {
  const bool digits = std::all_of(pin.begin(), pin.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || pin.size() < diagnostics::kShortestPin || pin.size() > diagnostics::kLongestPin) return "a PIN has 6 to 12 digits";
  bool same_step = true;
  for (std::size_t i = 2; i < pin.size(); ++i) same_step = same_step && pin[i] - pin[i - 1] == pin[1] - pin[0];
  if (same_step) return "a PIN like 111111 or 123456 is the first that is tried";
  return std::nullopt;
}

base::Result<void, base::Complaint> PinStore::set(const std::filesystem::path& folder, const base::PersonText& pin) {
  const auto complain = [&](std::string what) { return base::failure(base::Complaint{folder.string(), std::move(what)}); };
  if (const auto objection = objection_to_pin(pin.view())) return complain(*objection);
  const auto encoded = encoded_hash(pin);
  if (!encoded) return complain("the PIN could not be hashed: not enough memory");
  std::error_code error;
  if (std::filesystem::create_directories(folder, error)) {
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  }
  if (error) return complain(error.message());
  // The record of mistakes first: a PIN without one could be guessed for ever if its first writing failed.
  const bool written = write_over(folder / "lockout", record_of({})) && base::replace_file(folder / "pin", *encoded + "\n");
  if (!written || !give_to_owner(folder)) return complain("cannot be written");
  return {};
}

bool PinStore::is_set() const { return read_hash(folder_ / "pin") != ""; }

Lockout PinStore::read() const {
  std::ifstream in(folder_ / "lockout");
  std::array<char, kRecordBytes + 1> text{};
  in.read(text.data(), kRecordBytes);
  Lockout lockout;
  long long last = 0;
  const bool whole = in.gcount() == static_cast<std::streamsize>(kRecordBytes);
  const bool good = whole && std::sscanf(text.data(), "wrong %10u last %15lld", &lockout.wrong, &last) == 2;
  // A record that was torn or tampered with is no free pass: as one mistake too many, made now.
  if (!good) return {diagnostics::kFreeMistakes + 1, clock_.now().wall};
  lockout.last = base::WallTime(base::Milliseconds(last));
  return lockout;
}

bool PinStore::write(const Lockout& lockout) const { return write_over(folder_ / "lockout", record_of(lockout)); }

base::Milliseconds PinStore::locked_for() {
  const Lockout lockout = read();
  const base::Moment now = clock_.now();
  if (lockout.wrong != known_wrong_) {
    known_wrong_ = lockout.wrong;
    locked_until_ = now.steady + diagnostics::locked_for(lockout, now.wall);
  }
  return std::max(locked_until_ - now.steady, base::Milliseconds(0));
}

PinStore::Checked PinStore::check(const base::PersonText& pin) {
  const auto encoded = read_hash(folder_ / "pin");
  if (!encoded || encoded->empty()) return {PinVerdict::unreadable, {}};
  if (const auto left = locked_for(); left > base::Milliseconds(0)) return {PinVerdict::locked, left};
  Lockout lockout = read();
  ++lockout.wrong;
  lockout.last = clock_.now().wall;
  if (!write(lockout)) return {PinVerdict::unreadable, {}};
  const int code = argon2id_verify(encoded->c_str(), pin.view().data(), pin.size());
  if (code == ARGON2_OK) return {write({}) ? PinVerdict::right : PinVerdict::unreadable, {}};
  return {code == ARGON2_VERIFY_MISMATCH ? PinVerdict::wrong : PinVerdict::unreadable, locked_for()};
}

}  // namespace bancheng::app
