#include <fmt/format.h>

#include "kiosk/core/identity/id_card.h"
#include "tools/hall/sealed.h"
#include "tools/hall/store_impl.h"

namespace bancheng::hall {

namespace delivery = core::delivery;
namespace identity = core::identity;

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::~Store() = default;

base::Result<std::unique_ptr<Store>, base::Complaint> Store::open(const std::filesystem::path& file, Access access, base::WallTime now) try {
  const bool read_only = access == Access::read_only;
  auto impl = std::make_unique<Impl>(file, read_only ? Database::Access::read_only : Database::Access::read_write);
  if (!read_only) migrate(impl->database, delivery::to_rfc3339(now));
  return std::unique_ptr<Store>(new Store(std::move(impl)));
} catch (const SqlFailure& failure) {
  return base::failure(base::Complaint{file.string(), failure.message});
}

Stored<std::optional<Acceptance>> Store::acceptance_of(const std::string& number) const {
  return guarded(impl_, [&](Database& database) -> std::optional<Acceptance> {
    Statement found(database, "SELECT manifest_sha256, accepted_at FROM submissions WHERE number = ?", number);
    if (!found.next()) return std::nullopt;
    return Acceptance{found.text(0), found.text(1)};
  });
}

Stored<std::optional<std::string>> Store::sealed_sha256_of_part(const std::string& number, std::uint32_t part) const {
  return guarded(impl_, [&](Database& database) -> std::optional<std::string> {
    Statement found(database, "SELECT sealed_sha256 FROM parts WHERE number = ? AND part = ?", number, part);
    if (!found.next()) return std::nullopt;
    return found.text(0);
  });
}

namespace {

std::optional<std::string> deadline_text(const NewSubmission& submission) {
  return submission.deadline ? std::optional(core::catalogue::date_text(submission.deadline->date)) : std::nullopt;
}
bool is_estimated(const NewSubmission& submission) { return submission.deadline && submission.deadline->estimated; }

void insert(Database& database, const NewSubmission& submission, const delivery::SentApplication& application) {
  Statement(database,
            "INSERT INTO applications (number, item, item_version, masked_name, masked_id_number, delivery, status, deadline, "
            "deadline_estimated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            submission.manifest.number, application.item, application.item_version, identity::masked_name(application.card.name.view()),
            identity::masked_number(application.card.number.view()), word_of(application.delivery), word_of(ApplicationStatus::received),
            deadline_text(submission), is_estimated(submission))
      .run();
}

void insert(Database& database, const NewSubmission& submission, const delivery::HelpCase& help) {
  const auto name = help.card ? identity::masked_name(help.card->name.view()) : base::PersonText();
  Statement(database,
            "INSERT INTO help_cases (number, item, stuck_on, category, masked_name, masked_phone, complexity, status, deadline, "
            "deadline_estimated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            submission.manifest.number, help.item, help.stuck_on, word_of(help.category), name, identity::masked_phone(help.phone.view()),
            word_of(Complexity::general), word_of(HelpStatus::accepted), deadline_text(submission), is_estimated(submission))
      .run();
}

void insert(Database& database, const NewSubmission& submission, const delivery::Survey& survey) {
  Statement(database, "INSERT INTO surveys VALUES (?, ?, ?)", submission.manifest.number, survey.about, survey.degree).run();
}

/// An application that waits for it is taken up again.
void insert(Database& database, const NewSubmission& submission, const delivery::SentSupplement& supplement) {
  const delivery::Manifest& manifest = submission.manifest;
  Statement(database, "INSERT INTO supplements VALUES (?, ?, ?)", manifest.number, supplement.about, supplement.item).run();
  Statement(database, "UPDATE applications SET status = ?, revision = revision + 1 WHERE number = ? AND status = ?",
            word_of(ApplicationStatus::reviewing), supplement.about, word_of(ApplicationStatus::supplement_wanted))
      .run();
  if (database.rows_changed() == 0) return;
  Statement(database, "INSERT INTO changes (number, at, staff, status, handler, note) VALUES (?, ?, '', ?, '', '')", supplement.about,
            delivery::to_rfc3339(submission.accepted_at), word_of(ApplicationStatus::reviewing))
      .run();
}

void insert_person(Database& database, const NewSubmission& submission) {
  const auto kind = submission.manifest.kind();
  if (kind != delivery::SubmissionKind::application && kind != delivery::SubmissionKind::help_case) return;
  Statement(database, "INSERT INTO persons VALUES (?, ?)", submission.manifest.number, submission.person).run();
}

void insert_parts(Database& database, const delivery::Manifest& manifest) {
  std::int64_t index = 0;
  for (const delivery::Part& part : manifest.parts) {
    Statement(database, "INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?, ?)", manifest.number, index++, delivery::name_of(part.media_type),
              part.size, delivery::to_hex(part.sha256), part.sealed_size, delivery::to_hex(part.sealed_sha256))
        .run();
  }
}

}  // namespace

Stored<void> Store::accept(const NewSubmission& submission) {
  return guarded(impl_, [&](Database& database) {
    const delivery::Manifest& manifest = submission.manifest;
    Transaction transaction(database);
    Statement(database, "INSERT INTO submissions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", manifest.number, delivery::name_of(manifest.kind()),
              manifest.terminal, word_of(manifest.language), delivery::to_rfc3339(manifest.stored_at),
              delivery::to_rfc3339(submission.accepted_at), delivery::to_hex(sha256_of(manifest.receipt_code)), submission.manifest_sha256,
              std::span<const std::uint8_t>(submission.sealed_manifest))
        .run();
    std::visit([&](const auto& content) { insert(database, submission, content); }, manifest.content);
    insert_parts(database, manifest);
    insert_person(database, submission);
    transaction.commit();
  });
}

}  // namespace bancheng::hall
