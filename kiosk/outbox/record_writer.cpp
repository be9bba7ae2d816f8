#include "kiosk/outbox/record_writer.h"

#include <algorithm>
#include <cerrno>

#include "kiosk/outbox/hash.h"
#include "kiosk/outbox/record_format.h"

namespace bancheng::outbox {

int RecordWriter::create(const std::filesystem::path& file) {
  end_ = data_start(expected_);
  return files_.create(file, fd_);
}

int RecordWriter::append(std::span<const std::uint8_t> sealed, core::delivery::Sha256& hash) {
  if (entries_.size() == expected_) return EINVAL;
  hash = sha256(sealed);
  if (const int error = write_all(files_, fd_.get(), sealed, end_)) return error;
  entries_.push_back({end_, sealed.size(), hash});
  end_ += sealed.size();
  return 0;
}

int RecordWriter::finish(const std::string& number, core::delivery::SubmissionKind kind, base::WallTime stored_at) {
  if (entries_.size() != expected_) return EINVAL;
  std::vector<std::uint8_t> head(data_start(expected_), 0);
  std::copy(kRecordMagic.begin(), kRecordMagic.end(), head.begin());
  put_number(&head[8], kRecordVersion, 4);
  put_number(&head[12], expected_, 4);
  std::copy(number.begin(), number.end(), head.begin() + 16);
  head[29] = static_cast<std::uint8_t>(kind);
  put_number(&head[32], static_cast<std::uint64_t>(stored_at.time_since_epoch().count()), 8);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    std::uint8_t* at = &head[kHeadSize + i * kEntrySize];
    put_number(at, entries_[i].offset, 8);
    put_number(at + 8, entries_[i].size, 8);
    std::copy(entries_[i].sha256.begin(), entries_[i].sha256.end(), at + 16);
  }
  const auto hash = sha256(std::span(head).first(table_end(expected_)));
  std::copy(hash.begin(), hash.end(), head.begin() + static_cast<std::ptrdiff_t>(table_end(expected_)));
  if (const int error = write_all(files_, fd_.get(), head, 0)) return error;
  return files_.sync(fd_.get());
}

}  // namespace bancheng::outbox
