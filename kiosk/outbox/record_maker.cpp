#include "kiosk/outbox/record_maker.h"

#include "kiosk/outbox/hash.h"
#include "kiosk/outbox/record_writer.h"
#include "kiosk/outbox/signature_svg.h"
#include "kiosk/outbox/store_error.h"

namespace bancheng::outbox {
namespace {

using namespace core::delivery;

std::size_t pages_of(const std::vector<ScannedMaterial>& materials) {
  std::size_t count = 0;
  for (const ScannedMaterial& material : materials) count += material.pages.size();
  return count;
}

std::size_t parts_of(const Submission& submission) {
  if (const auto* supplement = std::get_if<Supplement>(&submission.content)) return pages_of(supplement->materials);
  const auto* application = std::get_if<Application>(&submission.content);
  if (application == nullptr) return 0;
  return pages_of(application->materials) + (application->signature.empty() ? 0 : 1);
}

class RecordMaker {
 public:
  RecordMaker(RecordWriter& writer, const Sealer& sealer, PageSource& pages) : writer_(writer), sealer_(sealer), pages_(pages) {}

  using Done = base::Result<void, StoreError>;

  [[nodiscard]] Done add_content(const Submission& submission) {
    if (const auto* application = std::get_if<Application>(&submission.content)) return add_application(*application);
    if (const auto* supplement = std::get_if<Supplement>(&submission.content)) return add_supplement(*supplement);
    if (const auto* help = std::get_if<HelpCase>(&submission.content)) manifest_.content = *help;
    if (const auto* survey = std::get_if<Survey>(&submission.content)) manifest_.content = *survey;
    return {};
  }

  [[nodiscard]] Done finish(const Stamp& stamp, core::Language language) {
    manifest_.number = stamp.number;
    manifest_.terminal = stamp.terminal;
    manifest_.receipt_code = stamp.receipt_code;
    manifest_.stored_at = stamp.stored_at;
    manifest_.language = language;
    const auto json = to_json(manifest_);
    if (!json) return base::failure(StoreError::sealing_failed);
    const auto signed_manifest = sealer_.sign(*json);
    if (!signed_manifest) return base::failure(StoreError::sealing_failed);
    Sha256 hash{};
    std::uint64_t size = 0;
    if (auto sealed = append_sealed(*signed_manifest, hash, size); !sealed) return sealed;
    return checked(writer_.finish(stamp.number, manifest_.kind(), stamp.stored_at));
  }

 private:
  [[nodiscard]] static Done checked(int error) {
    if (error != 0) return base::failure(error_of_errno(error));
    return {};
  }

  [[nodiscard]] Done append_sealed(std::span<const std::uint8_t> plain, Sha256& hash, std::uint64_t& size) {
    const auto sealed = sealer_.seal(plain);
    if (!sealed) return base::failure(StoreError::sealing_failed);
    size = sealed->size();
    return checked(writer_.append(*sealed, hash));
  }

  [[nodiscard]] Done add_part(MediaType type, std::span<const std::uint8_t> plain) {
    if (plain.empty() || plain.size() > kMaxPartBytes) return base::failure(StoreError::sealing_failed);
    Part part;
    part.media_type = type;
    part.size = plain.size();
    part.sha256 = sha256(plain);
    auto appended = append_sealed(plain, part.sealed_sha256, part.sealed_size);
    if (appended) manifest_.parts.push_back(part);
    return appended;
  }

  [[nodiscard]] std::uint32_t next_index() const { return static_cast<std::uint32_t>(manifest_.parts.size()); }

  [[nodiscard]] Done add_pages(const std::vector<ScannedMaterial>& materials, std::vector<MaterialParts>& sent) {
    for (const ScannedMaterial& material : materials) {
      MaterialParts listed{material.material, {}};
      for (const PageId page : material.pages) {
        listed.parts.push_back(next_index());
        if (auto added = add_part(MediaType::jpeg, pages_.jpeg(page)); !added) return added;
      }
      sent.push_back(std::move(listed));
    }
    return {};
  }

  [[nodiscard]] Done add_supplement(const Supplement& supplement) {
    SentSupplement sent{supplement.about, supplement.item, {}};
    if (auto added = add_pages(supplement.materials, sent.materials); !added) return added;
    manifest_.content = std::move(sent);
    return {};
  }

  [[nodiscard]] Done add_application(const Application& application) {
    SentApplication sent;
    if (auto added = add_pages(application.materials, sent.materials); !added) return added;
    if (!application.signature.empty()) {
      sent.signature_part = next_index();
      if (auto added = add_part(MediaType::svg, signature_svg(application.signature)); !added) return added;
    }
    sent.item = application.item;
    sent.item_version = application.item_version;
    sent.card = application.card;
    sent.answers = application.answers;
    sent.delivery = application.delivery;
    sent.courier = application.courier;
    sent.identified_by = application.identified_by;
    manifest_.content = std::move(sent);
    return {};
  }

  RecordWriter& writer_;
  const Sealer& sealer_;
  PageSource& pages_;
  Manifest manifest_;
};

}  // namespace

base::Result<std::uint32_t, StoreError> make_record(Files& files, const Sealer& sealer, const std::filesystem::path& file,
                                                    const Stamp& stamp, const Submission& submission, PageSource& pages) {
  const std::size_t parts = parts_of(submission);
  if (parts > kMaxParts) return base::failure(StoreError::sealing_failed);
  RecordWriter writer(files, parts + 1);
  if (const int error = writer.create(file)) return base::failure(error_of_errno(error));
  RecordMaker maker(writer, sealer, pages);
  if (auto added = maker.add_content(submission); !added) return base::failure(added.error());
  if (auto finished = maker.finish(stamp, submission.language); !finished) return base::failure(finished.error());
  return static_cast<std::uint32_t>(parts);
}

}  // namespace bancheng::outbox
