// Outbox: the kiosk's end of the store. What a visit hands over is sealed to the hall and on the disk, synced, before
// store() answers with its number; from then on it is delivered exactly once, whatever crashes. FORMAT.md has the bytes.
//
// The courier works on the same directory from another process (dispatch.h).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kiosk/base/clock.h"
#include "kiosk/base/person_text.h"
#include "kiosk/base/result.h"
#include "kiosk/core/delivery/submission.h"
#include "kiosk/outbox/place.h"
#include "kiosk/outbox/sealer.h"

namespace bancheng::outbox {

/// Where the pictures of a submission come from. Called from inside store(), on its thread, once a page, in order.
class PageSource {
 public:
  virtual ~PageSource() = default;
  /// The page as JPEG, valid until the next call; empty when there is no such page.
  [[nodiscard]] virtual std::span<const std::uint8_t> jpeg(core::delivery::PageId page) = 0;
};

/// Closed vocabulary of why nothing was stored. After each of them the submission is not in the outbox and no receipt is
/// owed for it; storing it again is safe and gives it another number or the same.
enum class StoreError {
  disk_full,
  disk_failed,        ///< an error of the disk, or a database that is damaged
  sealing_failed,     ///< a page that is missing or too large, text that is not UTF-8, or the cryptography failed
  locked,             ///< the courier held the database for longer than five seconds
  numbers_exhausted,  ///< this terminal's counter has come to its end
};
[[nodiscard]] const char* name_of(StoreError error);

/// A receipt that is not in the person's hands yet. No person data.
struct OwedReceipt {
  std::string number;
  std::string receipt_code;
  core::delivery::SubmissionKind kind{};
  std::string item;  ///< may be empty
  base::WallTime stored_at{};
  bool accepted = false;  ///< by the hall
  core::delivery::Notes notes{};
  friend bool operator==(const OwedReceipt&, const OwedReceipt&) = default;
};

/// One thread at a time; calls block on the disk.
class Outbox {
 public:
  /// Opens or makes the outbox in `place.directory`; tidies what a crash left (half-written files; complete files of which
  /// no row knows are set aside). A database that is damaged beyond reading is set aside and made anew from the records.
  /// `terminal` (1..99999) is the first part of every number. `clock` must outlive the outbox.
  [[nodiscard]] static base::Result<std::unique_ptr<Outbox>, StoreError> open(const Place& place, std::uint32_t terminal,
                                                                              Sealer sealer, const base::Clock& clock);
  ~Outbox();

  /// On success the submission is on the disk, synced, together with its number and, for applications and help cases, the
  /// receipt owed.
  [[nodiscard]] base::Result<core::delivery::StoredSubmission, StoreError> store(const core::delivery::Submission& submission,
                                                                                 PageSource& pages);

  /// Oldest first, at most 100: more than a terminal can owe, whose kiosk prints them when it starts.
  [[nodiscard]] base::Result<std::vector<OwedReceipt>, StoreError> owed();
  [[nodiscard]] base::Result<void, StoreError> forget_owed(const std::string& number);

  /// Whether the hall has acknowledged it; remembered for the last 10,000.
  [[nodiscard]] base::Result<bool, StoreError> is_accepted(const std::string& number);
  [[nodiscard]] base::Result<Backlog, StoreError> backlog();

 private:
  struct Impl;
  explicit Outbox(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace bancheng::outbox
