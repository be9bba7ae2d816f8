#include "kiosk/pinyin/protocol.h"

#include <algorithm>
#include <charconv>

#include "kiosk/base/encoding.h"

namespace bancheng::pinyin {
namespace {

template <typename T>
void append_number(base::PersonText& out, T value) {
  char digits[20];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, value);
  out.append({digits, static_cast<std::size_t>(end - digits)});
}

template <typename T>
std::optional<T> whole_number(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Takes what stands before the next `mark` (or all) off the front of `text`.
std::string_view take_until(std::string_view& text, char mark) {
  const std::size_t at = std::min(text.find(mark), text.size());
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return taken;
}

bool plain(std::string_view text) {
  return base::is_valid_utf8(text) && std::none_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F;
         });
}

std::optional<Candidate> parse_candidate(std::string_view line, std::size_t letters) {
  const auto consumed = whole_number<std::size_t>(take_until(line, ' '));
  if (!consumed || *consumed == 0 || *consumed > letters) return std::nullopt;
  if (line.empty() || line.size() > kMaxCandidateBytes || !plain(line)) return std::nullopt;
  return Candidate{base::PersonText(line), *consumed};
}

}  // namespace

bool acceptable_letters(std::string_view letters) {
  if (letters.empty() || letters.size() > kMaxLetters || letters.front() == '\'' || letters.back() == '\'')
    return false;
  if (letters.find("''") != std::string_view::npos) return false;
  return std::all_of(letters.begin(), letters.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '\''; });
}

base::PersonText format(const Request& request) {
  base::PersonText line;
  append_number(line, request.sequence);
  line.append(request.mode == Mode::name ? " n " : " p ");
  line.append(request.letters.view());
  if (!request.context.empty()) {
    line.append(" ");
    line.append(request.context.view());
  }
  line.append("\n");
  return line;
}

std::optional<Request> parse_request(std::string_view line) {
  if (line.size() > kMaxRequestBytes) return std::nullopt;
  Request request;
  const auto sequence = whole_number<std::uint32_t>(take_until(line, ' '));
  const std::string_view mode = take_until(line, ' ');
  const std::string_view letters = take_until(line, ' ');
  if (!sequence || (mode != "p" && mode != "n") || !acceptable_letters(letters)) return std::nullopt;
  if (usable_context(line) != line) return std::nullopt;
  request.sequence = *sequence;
  request.mode = mode == "n" ? Mode::name : Mode::phrase;
  request.letters = base::PersonText(letters);
  request.context = base::PersonText(line);
  return request;
}

base::PersonText format(const Answer& answer) {
  constexpr std::size_t kHeadBytes = 32;
  base::PersonText lines;
  std::size_t count = 0;
  for (const Candidate& candidate : answer.candidates) {
    if (count == kMaxCandidates || lines.size() + kMaxCandidateBytes + kHeadBytes > kMaxAnswerBytes) break;
    if (candidate.text.empty() || candidate.text.size() > kMaxCandidateBytes || !plain(candidate.text.view())) continue;
    append_number(lines, candidate.consumed);
    lines.append(" ");
    lines.append(candidate.text.view());
    lines.append("\n");
    ++count;
  }
  base::PersonText whole;
  append_number(whole, answer.sequence);
  whole.append(" ");
  append_number(whole, count);
  whole.append("\n");
  whole.append(lines.view());
  return whole;
}

AnswerState parse_answer(std::string_view bytes, std::size_t letters, Answer& answer) {
  if (bytes.size() > kMaxAnswerBytes) return AnswerState::malformed;
  constexpr std::size_t kLongestHead = 24;
  const std::size_t head_end = bytes.find('\n');
  if (head_end == std::string_view::npos) {
    return bytes.size() > kLongestHead ? AnswerState::malformed : AnswerState::incomplete;
  }
  std::string_view head = take_until(bytes, '\n');
  const auto sequence = whole_number<std::uint32_t>(take_until(head, ' '));
  const auto count = whole_number<std::size_t>(head);
  if (!sequence || !count || *count > kMaxCandidates) return AnswerState::malformed;
  answer.sequence = *sequence;
  answer.candidates.clear();
  answer.candidates.reserve(*count);
  for (std::size_t i = 0; i < *count; ++i) {
    if (bytes.find('\n') == std::string_view::npos) return AnswerState::incomplete;
    auto candidate = parse_candidate(take_until(bytes, '\n'), letters);
    if (!candidate) return AnswerState::malformed;
    answer.candidates.push_back(std::move(*candidate));
  }
  return bytes.empty() ? AnswerState::complete : AnswerState::malformed;
}

std::string_view usable_context(std::string_view text) {
  if (!plain(text)) return {};
  std::size_t characters = 0;
  for (std::size_t at = text.size(); at > 0; --at) {
    if ((static_cast<unsigned char>(text[at - 1]) & 0xC0) == 0x80) continue;
    if (++characters == kMaxContext) return text.substr(at - 1);
  }
  return text;
}

}  // namespace bancheng::pinyin
