// What goes through the pipe between client and bancheng-pinyin; README.md describes it for people.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/pinyin/client.h"

namespace bancheng::pinyin {

inline constexpr std::string_view kGreeting = "bancheng-pinyin 1\n";
inline constexpr std::size_t kMaxRequestBytes = 256;
inline constexpr std::size_t kMaxAnswerBytes = 64 * 1024;
inline constexpr std::size_t kMaxCandidateBytes = 200;

struct Request {
  std::uint32_t sequence = 0;
  Mode mode = Mode::phrase;
  base::PersonText letters;  ///< [a-z'], 1…kMaxLetters, no apostrophe at an end and no two together
  base::PersonText context;  ///< UTF-8 without blanks or control characters, at most kMaxContext characters
};

struct Answer {
  std::uint32_t sequence = 0;
  std::vector<Candidate> candidates;
};

/// [a-z'] with each run of apostrophes as one, none at the ends, at most kMaxLetters; what libpinyin can bear.
[[nodiscard]] bool acceptable_letters(std::string_view letters);

/// One line with its "\n".
[[nodiscard]] base::PersonText format(const Request& request);
/// `line` without "\n". Nothing for anything that format() would not have written.
[[nodiscard]] std::optional<Request> parse_request(std::string_view line);

/// Head line and one line a candidate; candidates beyond kMaxCandidates or kMaxAnswerBytes are left out.
[[nodiscard]] base::PersonText format(const Answer& answer);

enum class AnswerState { incomplete, complete, malformed };
/// Reads an answer to a request of `letters` letters from the bytes received so far. `malformed`: the bytes can't
/// become an answer any more.
[[nodiscard]] AnswerState parse_answer(std::string_view bytes, std::size_t letters, Answer& answer);

/// The last kMaxContext characters of `text`, without what the protocol can't carry (then empty).
[[nodiscard]] std::string_view usable_context(std::string_view text);

}  // namespace bancheng::pinyin
