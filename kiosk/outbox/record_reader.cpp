#include "kiosk/outbox/record_reader.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

#include "kiosk/core/delivery/number.h"
#include "kiosk/outbox/hash.h"
#include "kiosk/outbox/record_format.h"

namespace bancheng::outbox {
namespace {

constexpr std::size_t kMostEntries = core::delivery::kMaxParts + 1;

RecordError error_of_errno() {
  switch (errno) {
    case ENOENT: return RecordError::not_there;
    case EMFILE:
    case ENFILE:
    case ENOMEM: return RecordError::no_room;
    default: return RecordError::unreadable;
  }
}

// Reads exactly `out` from `offset`.
base::Result<void, RecordError> read_exactly(int fd, std::span<std::uint8_t> out, std::uint64_t offset) {
  while (!out.empty()) {
    const ssize_t count = ::pread(fd, out.data(), out.size(), static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return base::failure(error_of_errno());
    if (count == 0) return base::failure(RecordError::damaged);
    out = out.subspan(static_cast<std::size_t>(count));
    offset += static_cast<std::uint64_t>(count);
  }
  return {};
}

}  // namespace

base::Result<RecordReader, RecordError> RecordReader::open(const std::filesystem::path& file) {
  RecordReader reader;
  reader.file_.reset(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!reader.file_) return base::failure(error_of_errno());
  struct stat info{};
  if (::fstat(reader.file_.get(), &info) != 0) return base::failure(error_of_errno());
  std::vector<std::uint8_t> head(kHeadSize);
  if (auto read = read_exactly(reader.file_.get(), head, 0); !read) return base::failure(read.error());
  const std::uint64_t entries = get_number(&head[12], 4);
  if (entries == 0 || entries > kMostEntries) return base::failure(RecordError::damaged);
  head.resize(data_start(entries));
  if (auto read = read_exactly(reader.file_.get(), std::span(head).subspan(kHeadSize), kHeadSize); !read) {
    return base::failure(read.error());
  }
  if (!reader.read_head(head) || !reader.table_is_contiguous(static_cast<std::uint64_t>(info.st_size))) {
    return base::failure(RecordError::damaged);
  }
  return reader;
}

bool RecordReader::read_head(const std::vector<std::uint8_t>& head) {
  const std::size_t entries = get_number(&head[12], 4);
  const auto hash = sha256(std::span(head).first(table_end(entries)));
  if (!std::equal(hash.begin(), hash.end(), head.begin() + static_cast<std::ptrdiff_t>(table_end(entries)))) return false;
  if (!std::equal(kRecordMagic.begin(), kRecordMagic.end(), head.begin())) return false;
  if (get_number(&head[8], 4) != kRecordVersion || head[29] > static_cast<std::uint8_t>(core::delivery::SubmissionKind::supplement)) return false;
  number_.assign(head.begin() + 16, head.begin() + 29);
  kind_ = static_cast<core::delivery::SubmissionKind>(head[29]);
  stored_at_ = base::WallTime(base::Milliseconds(static_cast<std::int64_t>(get_number(&head[32], 8))));
  for (std::size_t i = 0; i < entries; ++i) {
    const std::uint8_t* at = &head[kHeadSize + i * kEntrySize];
    Entry entry{get_number(at, 8), get_number(at + 8, 8), {}};
    std::copy(at + 16, at + 48, entry.sha256.begin());
    entries_.push_back(entry);
  }
  return core::delivery::parse_number(number_).has_value();
}

bool RecordReader::table_is_contiguous(std::uint64_t file_size) const {
  std::uint64_t end = data_start(entries_.size());
  for (const Entry& entry : entries_) {
    if (entry.offset != end || entry.size == 0 || entry.size > core::delivery::kMaxSealedBytes) return false;
    end += entry.size;
  }
  return end == file_size;
}

base::Result<Sendable, RecordError> RecordReader::take(std::uint32_t index) const {
  if (index >= entries_.size()) return base::failure(RecordError::not_there);
  const Entry& entry = entries_[index];
  Hasher hasher;
  std::vector<std::uint8_t> piece(64 * 1024);
  for (std::uint64_t done = 0; done < entry.size;) {
    const auto wanted = std::span(piece).first(std::min<std::uint64_t>(piece.size(), entry.size - done));
    if (auto read = read_exactly(file_.get(), wanted, entry.offset + done); !read) return base::failure(read.error());
    hasher.add(wanted);
    done += wanted.size();
  }
  if (hasher.finish() != entry.sha256) return base::failure(RecordError::damaged);
  Sendable sendable{base::UniqueFd(::fcntl(file_.get(), F_DUPFD_CLOEXEC, 0)), entry.offset, entry.size, entry.sha256};
  if (!sendable.file) return base::failure(error_of_errno());
  return sendable;
}

}  // namespace bancheng::outbox
