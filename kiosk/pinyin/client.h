// Pinyin input: asks bancheng-pinyin, a process of its own, for candidates. The engine (libpinyin, GPL) is known to
// that process alone; here is only the pipe. Protocol: kiosk/pinyin/README.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "kiosk/base/clock.h"
#include "kiosk/base/person_text.h"
#include "kiosk/base/result.h"

namespace bancheng::pinyin {

enum class Mode {
  phrase,  ///< sentences and phrases first: addresses, reasons
  name,    ///< single characters first; where the context is empty, common family names before them
};

struct Candidate {
  base::PersonText text;
  std::size_t consumed = 0;  ///< leading letters of the query that it stands for, 1…length
  friend bool operator==(const Candidate&, const Candidate&) = default;
};

inline constexpr std::size_t kMaxLetters = 64;       ///< letters of one query; more are refused
inline constexpr std::size_t kMaxCandidates = 1000;  ///< of one answer; "yi" alone has 600
inline constexpr std::size_t kMaxContext = 16;       ///< characters of context that are used

enum class ClientFault {
  cannot_start,  ///< the program is missing or not executable
};

/// Not thread-safe; used by the loop thread. The process is killed when the thread that started it ends.
///
/// Never blocks longer than the deadline: an answer that is late, malformed or broken off gives no candidates, and the
/// process is replaced by a new one. A query while the new one is still loading gives no candidates either. When new
/// ones fail again and again before they have loaded, the tries come seldomer (0.1 s, doubling up to 5 s).
class Client {
 public:
  struct Options {
    std::filesystem::path program;   ///< bancheng-pinyin
    std::filesystem::path readings;  ///< assets/pinyin/readings.tsv; empty: libpinyin's own characters only
    /// Of one query. A keystroke takes a few milliseconds; the rest is patience with a busy machine, because an answer
    /// that is given up leaves the person without candidates.
    base::Milliseconds deadline{500};
    base::Milliseconds load_deadline{5000};  ///< from start to its first sign of life
  };

  [[nodiscard]] static base::Result<std::unique_ptr<Client>, ClientFault> start(Options options,
                                                                                const base::Clock& clock);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  /// Candidates for `letters` ([a-z'], at most kMaxLetters; anything else gives none), the best first.
  /// `context`: what was already chosen just before (its last characters help to choose); may be empty.
  [[nodiscard]] std::vector<Candidate> query(std::string_view letters, Mode mode, std::string_view context = {});

  /// Session end: the process is killed, and with it every copy of what was typed; a new one is started.
  void restart();

  /// The process has loaded and answers (waits up to `patience` for it).
  [[nodiscard]] bool ready(base::Milliseconds patience);

  /// How often the process had to be replaced because it failed (not by restart()).
  [[nodiscard]] std::size_t failures() const;

  /// Process id of the running process, 0 when none runs: for diagnostics and tests.
  [[nodiscard]] int process_id() const;

 private:
  struct Impl;
  explicit Client(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace bancheng::pinyin
