// bancheng-pinyin --serve [READINGS]: answers pinyin queries on standard input until it closes. One process a citizen.
// bancheng-pinyin --gaps FILE: build step, see print_gaps().
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <utility>

#include "kiosk/base/encoding.h"
#include "kiosk/base/no_core_dump.h"
#include "kiosk/pinyin/engine.h"
#include "kiosk/pinyin/protocol.h"

namespace bancheng::pinyin {
namespace {

enum Exit { kClosed = 0, kUsage = 64, kNoData = 69, kBroken = 74 };

bool write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// What cannot be a request is answered with an empty answer to sequence 0, which no client asks.
bool answer(Engine& engine, std::string_view line) {
  Answer answer;
  if (const auto request = parse_request(line)) {
    answer.sequence = request->sequence;
    answer.candidates = engine.candidates(request->letters.view(), request->mode, request->context.view());
  }
  return write_all(format(answer).view());
}

int serve(Engine& engine) {
  if (!write_all(kGreeting)) return kBroken;
  base::PersonBytes input(kMaxRequestBytes + 1);  // on the heap: wiped with the process's other blocks
  std::size_t held = 0;
  bool passing_over = false;  // the rest of a line that was too long
  for (;;) {
    const ssize_t got = ::read(STDIN_FILENO, input.data() + held, input.size() - held);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return kBroken;
    if (got == 0) return kClosed;
    held += static_cast<std::size_t>(got);
    std::size_t begin = 0;
    const std::string_view bytes(reinterpret_cast<const char*>(input.data()), held);
    for (std::size_t end; (end = bytes.find('\n', begin)) != std::string_view::npos; begin = end + 1) {
      const bool whole = !std::exchange(passing_over, false);
      if (!answer(engine, whole ? bytes.substr(begin, end - begin) : std::string_view())) return kBroken;
    }
    std::copy(input.begin() + static_cast<std::ptrdiff_t>(begin), input.begin() + static_cast<std::ptrdiff_t>(held),
              input.begin());
    held -= begin;
    if (held == input.size()) {
      passing_over = true;
      held = 0;
    }
  }
}

/// Build step: prints those lines of `file` (character, tab, syllable) that the engine can't write yet.
int print_gaps(Engine& engine, const char* file) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos) continue;
    const std::string character = line.substr(0, tab);
    const auto found = engine.candidates(line.substr(tab + 1), Mode::name, {});
    const bool known =
        std::any_of(found.begin(), found.end(), [&](const Candidate& c) { return c.text.view() == character; });
    if (!known) std::cout << line << '\n';
  }
  return std::cout.flush() ? kClosed : kBroken;
}

int run(int argc, char** argv) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  base::forbid_core_files();
  const std::string_view verb = argc > 1 ? argv[1] : "";
  const bool gaps = verb == "--gaps" && argc == 3;
  if (!gaps && !(verb == "--serve" && argc <= 3)) return kUsage;
  const auto engine = Engine::load(LIBPINYIN_DATA_DIR);
  if (!engine) return kNoData;
  if (gaps) return print_gaps(*engine, argv[2]);
  if (argc == 3) engine->add_readings(argv[2]);
  (void)engine->candidates("nihao", Mode::phrase, {});  // touches the tables, so that the first citizen's key is quick
  return serve(*engine);
}

}  // namespace
}  // namespace bancheng::pinyin

int main(int argc, char** argv) {
  try {
    return bancheng::pinyin::run(argc, argv);
  } catch (const std::exception&) {
    return 70;
  }
}
