#include "kiosk/pinyin/engine.h"

#include <pinyin.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <utility>

#include "kiosk/base/encoding.h"
#include "kiosk/pinyin/protocol.h"

namespace bancheng::pinyin {
namespace {

constexpr guint kOptions = IS_PINYIN | PINYIN_INCOMPLETE | PINYIN_CORRECT_ALL | USE_DIVIDED_TABLE | USE_RESPLIT_TABLE;
/// libpinyin's slot for a user's own phrases: in memory only, as no user folder is given.
constexpr guint8 kReadingsDictionary = 7;
constexpr int kReadingFrequency = 1;  ///< behind everything that libpinyin itself knows
constexpr std::size_t kMaxReadings = 50'000;
/// Initials without a final that one query may hold: the search grows steeply with them (64 of them: 140 ms).
constexpr int kMaxBareInitials = 8;

bool is_vowel(char c) { return std::string_view("aeiouv").find(c) != std::string_view::npos; }

/// Whether `initial` and what follows can begin a syllable; "xa" and the like can't and are searched as a bare initial.
bool begins_syllable(char initial, std::string_view rest) {
  if (rest.starts_with('h') && std::string_view("zcs").find(initial) != std::string_view::npos) rest.remove_prefix(1);
  if (rest.empty()) return false;
  const bool palatal = std::string_view("jqx").find(initial) != std::string_view::npos;
  return palatal ? rest.front() == 'i' || rest.front() == 'u' || rest.front() == 'v' : is_vowel(rest.front());
}

/// The leading part of `letters` that can be searched in time. Whole syllables are never cut off; the rest is asked for
/// when this part has been chosen.
std::string_view searchable(std::string_view letters) {
  int bare = 0;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (letters[i] == '\'' || is_vowel(letters[i])) continue;
    const bool in_syllable = begins_syllable(letters[i], letters.substr(i + 1));
    const bool ends_syllable = i > 0 && (is_vowel(letters[i - 1]) || (letters[i] == 'g' && letters[i - 1] == 'n'));
    if (in_syllable || ends_syllable) continue;
    if (++bare <= kMaxBareInitials) continue;
    std::string_view part = letters.substr(0, i);
    while (part.ends_with('\'')) part.remove_suffix(1);
    return part;
  }
  return letters;
}

/// The hundred most common family names of China, the commonest first (the Ministry of Public Security's yearly name
/// report). A name begins with one of them five times in six.
constexpr std::u32string_view kFamilyNames =
    U"王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
    U"陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";

/// Single characters first; where a name begins, the common family names before them.
std::size_t rank_in_name(const Candidate& candidate, bool begins_name) {
  const auto characters = base::code_points(candidate.text.view());
  if (characters.size() != 1) return kFamilyNames.size() + 1;
  if (!begins_name) return kFamilyNames.size();
  return std::min(kFamilyNames.find(characters.front()), kFamilyNames.size());
}

void order_for_name(std::vector<Candidate>& candidates, bool begins_name) {
  std::vector<std::pair<std::size_t, Candidate>> ranked;
  ranked.reserve(candidates.size());
  for (Candidate& candidate : candidates) {
    const std::size_t rank = rank_in_name(candidate, begins_name);
    ranked.emplace_back(rank, std::move(candidate));
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (std::size_t i = 0; i < ranked.size(); ++i) candidates[i] = std::move(ranked[i].second);
}

bool is_syllable(std::string_view text) {
  return !text.empty() && text.size() <= 6 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

struct Engine::Impl {
  pinyin_context_t* context = nullptr;
  pinyin_instance_t* instance = nullptr;

  ~Impl() {
    if (instance != nullptr) pinyin_free_instance(instance);
    if (context != nullptr) pinyin_fini(context);
  }
  /// How many letters `candidate` stands for. Choosing is the only way to learn it; it is undone by the reset that ends
  /// every query. A whole sentence (NBEST) stands for all that was parsed and need not be chosen.
  [[nodiscard]] std::size_t consumed(lookup_candidate_t* candidate, lookup_candidate_type_t type,
                                     std::size_t parsed) const {
    if (type == NBEST_MATCH_CANDIDATE) return parsed;
    const int end = pinyin_choose_candidate(instance, 0, candidate);
    return end > 0 ? static_cast<std::size_t>(end) : 0;
  }
  [[nodiscard]] std::vector<Candidate> collect(std::string_view letters, std::size_t parsed) const;
};

std::unique_ptr<Engine> Engine::load(const std::filesystem::path& data) {
  auto impl = std::make_unique<Impl>();
  if (!std::filesystem::exists(data / "table.conf")) return nullptr;  // libpinyin would abort
  impl->context = pinyin_init(data.c_str(), nullptr);
  if (impl->context == nullptr) return nullptr;
  pinyin_set_options(impl->context, kOptions);
  impl->instance = pinyin_alloc_instance(impl->context);
  if (impl->instance == nullptr) return nullptr;
  return std::unique_ptr<Engine>(new Engine(std::move(impl)));
}

Engine::Engine(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Engine::~Engine() = default;

std::size_t Engine::add_readings(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) return 0;
  import_iterator_t* phrases = pinyin_begin_add_phrases(impl_->context, kReadingsDictionary);
  if (phrases == nullptr) return 0;
  std::size_t added = 0;
  for (std::string line; added < kMaxReadings && std::getline(in, line);) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos) continue;
    const std::string character = line.substr(0, tab);
    const std::string syllable = line.substr(tab + 1);
    if (!is_syllable(syllable) || base::length_in_characters(character) != 1) continue;
    if (pinyin_iterator_add_phrase(phrases, character.c_str(), syllable.c_str(), kReadingFrequency)) ++added;
  }
  pinyin_end_add_phrases(phrases);
  return added;
}

std::vector<Candidate> Engine::Impl::collect(std::string_view letters, std::size_t parsed) const {
  std::vector<Candidate> found;
  guint count = 0;
  pinyin_get_n_candidate(instance, &count);
  for (guint i = 0; i < count && found.size() < kMaxCandidates; ++i) {
    lookup_candidate_t* candidate = nullptr;
    lookup_candidate_type_t type{};
    const gchar* text = nullptr;
    if (!pinyin_get_candidate(instance, i, &candidate) || !pinyin_get_candidate_type(instance, candidate, &type) ||
        !pinyin_get_candidate_string(instance, candidate, &text) || text == nullptr) {
      continue;
    }
    base::PersonText shown(text);
    std::size_t length = consumed(candidate, type, parsed);
    if (length == 0 || length > letters.size()) continue;
    if (length < letters.size() && letters[length] == '\'') ++length;
    found.push_back({std::move(shown), length});
  }
  return found;
}

std::vector<Candidate> Engine::candidates(std::string_view all_letters, Mode mode, std::string_view context) {
  if (!acceptable_letters(all_letters)) return {};
  const base::PersonText letters(searchable(all_letters));
  base::PersonText terminated(letters.view());
  terminated.append({"\0", 1});
  const std::size_t parsed = pinyin_parse_more_full_pinyins(impl_->instance, terminated.view().data());
  std::vector<Candidate> found;
  if (parsed > 0 && parsed <= letters.size()) {
    base::PersonText prefix(context);
    prefix.append({"\0", 1});
    const bool guessed = context.empty() ? pinyin_guess_sentence(impl_->instance)
                                         : pinyin_guess_sentence_with_prefix(impl_->instance, prefix.view().data());
    if (guessed) {
      pinyin_guess_candidates(impl_->instance, 0, SORT_BY_PHRASE_LENGTH_AND_PINYIN_LENGTH_AND_FREQUENCY);
      found = impl_->collect(letters.view(), parsed);
    }
  }
  pinyin_reset(impl_->instance);
  if (mode == Mode::name) order_for_name(found, context.empty());
  return found;
}

}  // namespace bancheng::pinyin
