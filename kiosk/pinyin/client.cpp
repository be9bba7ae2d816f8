#include "kiosk/pinyin/client.h"

#include <unistd.h>

#include <algorithm>

#include "kiosk/base/log.h"
#include "kiosk/pinyin/process.h"
#include "kiosk/pinyin/protocol.h"

namespace bancheng::pinyin {
namespace {

constexpr base::Milliseconds kFirstPause{100};
constexpr base::Milliseconds kLongestPause{5000};

/// The letters as libpinyin can bear them, and where each of them stood in what was typed.
struct Typed {
  base::PersonText letters;
  std::vector<std::size_t> position;  ///< of each letter in the original; one more at the end

  explicit Typed(std::string_view original) {
    for (std::size_t i = 0; i < original.size(); ++i) {
      const bool apostrophe = original[i] == '\'';
      if (apostrophe && (letters.empty() || i + 1 == original.size() || original[i + 1] == '\'')) continue;
      letters.append(original.substr(i, 1));
      position.push_back(i);
    }
    position.push_back(original.size());
  }
};

}  // namespace

struct Client::Impl {
  Options options;
  const base::Clock& clock;
  std::unique_ptr<Process> process = nullptr;
  bool loaded = false;  ///< the greeting came
  base::SteadyTime started{};
  base::SteadyTime not_before{};  ///< earliest next start
  base::Milliseconds pause = kFirstPause;
  std::uint32_t sequence = 0;
  std::size_t failures = 0;
  base::PersonText received = {};

  [[nodiscard]] base::SteadyTime now() const { return clock.now().steady; }
  void begin();
  void drop();
  void fail(const char* why);
  [[nodiscard]] bool make_ready(base::SteadyTime deadline);
  [[nodiscard]] bool take_greeting(base::SteadyTime deadline);
  [[nodiscard]] std::vector<Candidate> ask(const Request& request, base::SteadyTime deadline);
};

void Client::Impl::begin() {
  process = Process::spawn(options.program, options.readings);
  loaded = false;
  started = now();
}

void Client::Impl::drop() {
  process.reset();
  loaded = false;
  received = base::PersonText();
}

void Client::Impl::fail(const char* why) {
  const bool had_loaded = loaded;
  drop();
  ++failures;
  spdlog::warn("pinyin: the process is replaced: {}", why);
  if (had_loaded) {
    pause = kFirstPause;
    begin();
    return;
  }
  not_before = now() + pause;
  pause = std::min(pause * 2, kLongestPause);
}

bool Client::Impl::take_greeting(base::SteadyTime deadline) {
  while (received.size() < kGreeting.size()) {
    switch (process->receive(received, deadline, clock)) {
      case Process::Received::bytes:
        break;
      case Process::Received::gone:
        fail("it ended while loading");
        return false;
      case Process::Received::deadline:
        if (now() - started >= options.load_deadline) fail("it does not load");
        return false;
    }
  }
  if (received.view() != kGreeting) {
    fail("it speaks another protocol");
    return false;
  }
  received = base::PersonText();
  loaded = true;
  pause = kFirstPause;
  return true;
}

bool Client::Impl::make_ready(base::SteadyTime deadline) {
  if (!process) {
    if (now() < not_before) return false;
    begin();
    if (!process) {
      fail("it can't be started");
      return false;
    }
  }
  return loaded || take_greeting(deadline);
}

std::vector<Candidate> Client::Impl::ask(const Request& request, base::SteadyTime deadline) {
  if (!process->send(format(request).view())) {
    fail("it takes no request");
    return {};
  }
  for (;;) {
    switch (process->receive(received, deadline, clock)) {
      case Process::Received::bytes:
        break;
      case Process::Received::gone:
        fail("it ended");
        return {};
      case Process::Received::deadline:
        fail("it is late");
        return {};
    }
    Answer answer;
    const AnswerState state = parse_answer(received.view(), request.letters.size(), answer);
    if (state == AnswerState::incomplete) continue;
    if (state == AnswerState::malformed || answer.sequence != request.sequence) {
      fail("its answer makes no sense");
      return {};
    }
    received = base::PersonText();
    return std::move(answer.candidates);
  }
}

base::Result<std::unique_ptr<Client>, ClientFault> Client::start(Options options, const base::Clock& clock) {
  if (::access(options.program.c_str(), X_OK) != 0) return base::failure(ClientFault::cannot_start);
  auto impl = std::unique_ptr<Impl>(new Impl{std::move(options), clock});
  impl->begin();
  if (!impl->process) return base::failure(ClientFault::cannot_start);
  return std::unique_ptr<Client>(new Client(std::move(impl)));
}

Client::Client(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Client::~Client() = default;

std::vector<Candidate> Client::query(std::string_view letters, Mode mode, std::string_view context) {
  if (letters.size() > kMaxLetters) return {};
  const Typed typed(letters);
  if (!acceptable_letters(typed.letters.view())) return {};
  const base::SteadyTime deadline = impl_->now() + impl_->options.deadline;
  if (!impl_->make_ready(deadline)) return {};
  if (++impl_->sequence == 0) ++impl_->sequence;
  const Request request{impl_->sequence, mode, typed.letters, base::PersonText(usable_context(context))};
  std::vector<Candidate> candidates = impl_->ask(request, deadline);
  for (Candidate& candidate : candidates) candidate.consumed = typed.position[candidate.consumed];
  return candidates;
}

void Client::restart() {
  impl_->drop();
  impl_->not_before = {};
  impl_->pause = kFirstPause;
  impl_->begin();
}

bool Client::ready(base::Milliseconds patience) {
  const base::SteadyTime deadline = impl_->now() + patience;
  while (!impl_->make_ready(deadline)) {
    if (!impl_->process || impl_->now() >= deadline) return false;
  }
  return true;
}

std::size_t Client::failures() const { return impl_->failures; }

int Client::process_id() const { return impl_->process ? impl_->process->id() : 0; }

}  // namespace bancheng::pinyin
