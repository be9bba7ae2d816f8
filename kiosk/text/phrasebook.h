// Words to text: the messages of one language, read from the .mo file that msgfmt made of assets/lang/<language>.po.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/person_text.h"
#include "kiosk/base/result.h"
#include "kiosk/core/words.h"

namespace bancheng::text {

/// "zh_CN", "en": the folder name of a language.
[[nodiscard]] std::string_view language_code(core::Language language);

/// Immutable and thread-safe (the notes on what is missing are guarded inside); share one a language. Touches neither
/// setlocale() nor gettext's process-global state.
class Phrasebook {
 public:
  /// Reads `lang_dir`/<zh_CN|en>/LC_MESSAGES/bancheng.mo. A file that is missing or not a catalogue is a Complaint.
  [[nodiscard]] static base::Result<std::shared_ptr<const Phrasebook>, base::Complaint> load(
      const std::filesystem::path& lang_dir, core::Language language);
  ~Phrasebook();
  Phrasebook(const Phrasebook&) = delete;
  Phrasebook& operator=(const Phrasebook&) = delete;

  [[nodiscard]] core::Language language() const;

  /// The text of `words` in this language. Arguments are put in by name ("{number}"); arguments that are Words are
  /// resolved first (at most 8 deep). Never fails: a missing message shows its id, a message whose pattern does not fit
  /// its arguments shows its pattern; either is logged once and listed in missing(). A LocalText without this language
  /// shows its Chinese text, else any that it has.
  [[nodiscard]] base::PersonText resolve(const core::Words& words) const;

  /// A message without arguments, for texts that hold nothing of a person.
  [[nodiscard]] std::string phrase(std::string_view id) const;

  [[nodiscard]] bool has(std::string_view id) const;

  /// Ids that were asked for and are missing or broken, sorted; at most 256 are kept.
  [[nodiscard]] std::vector<std::string> missing() const;

 private:
  struct Impl;
  explicit Phrasebook(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace bancheng::text
