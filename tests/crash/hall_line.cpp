#include "tests/crash/hall_line.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <stdexcept>

namespace bancheng::crash {
namespace {

using core::delivery::Answer;
using core::delivery::Outcome;

struct Head {
  Word word{};
  char number[14]{};
  std::uint32_t value = 0;
  std::uint32_t size = 0;
};

struct Reply {
  Outcome outcome{};
  std::uint32_t missing = 0;
  std::uint32_t indexes[core::delivery::kMaxParts]{};
};

bool send_all(int socket, const void* bytes, std::size_t size) {
  return ::send(socket, bytes, size, MSG_NOSIGNAL) == static_cast<ssize_t>(size);
}

bool receive_all(int socket, void* into, std::size_t size) {
  return size == 0 || ::recv(socket, into, size, MSG_WAITALL) == static_cast<ssize_t>(size);
}

Reply reply_of(bench::ModelHall& hall, const Head& head, const std::vector<std::uint8_t>& body) {
  using bench::Verdict;
  const std::string number = head.number;
  const Verdict verdict = head.word == Word::put_part ? hall.put_part(number, head.value, body) : hall.submit(number, body);
  Reply reply;
  reply.outcome = Outcome::refused;
  if (verdict == Verdict::stored || verdict == Verdict::accepted || verdict == Verdict::accepted_before) reply.outcome = Outcome::done;
  if (verdict == Verdict::parts_missing) {
    reply.outcome = Outcome::parts_missing;
    for (const std::uint32_t index : hall.missing(number)) reply.indexes[reply.missing++] = index;
  }
  return reply;
}

void note(const Head& head, Witness& witness) {
  switch (head.word) {
    case Word::stored: witness.told_stored.insert(head.number); break;
    case Word::forgetting: witness.forgotten.insert(head.number); break;
    case Word::store_failed: ++witness.failed_stores; break;
    case Word::start_failed: witness.failed_start = true; break;
    case Word::ended: witness.steps = head.value; break;
    default: break;
  }
}

}  // namespace

Answer HallLine::put_part(const std::string& number, std::uint32_t index, const net::Body& sealed) {
  return ask(Word::put_part, number, index, sealed);
}

Answer HallLine::submit(const std::string& number, const net::Body& sealed_manifest) { return ask(Word::submit, number, 0, sealed_manifest); }

void HallLine::say(Word word, const std::string& number, std::uint32_t value) const {
  Head head{word, {}, value, 0};
  std::memcpy(head.number, number.data(), std::min(number.size(), sizeof head.number - 1));
  if (!send_all(socket_, &head, sizeof head)) throw std::runtime_error("the parent is gone");
}

Answer HallLine::ask(Word word, const std::string& number, std::uint32_t index, const net::Body& body) {
  if (disk_.next_step() != 0) return {Outcome::unreachable, std::nullopt, {}, {}};
  std::vector<std::uint8_t> bytes(body.size);
  if (::pread(body.fd, bytes.data(), bytes.size(), static_cast<off_t>(body.offset)) != static_cast<ssize_t>(bytes.size())) {
    return {Outcome::unreachable, std::nullopt, {}, {}};
  }
  Head head{word, {}, index, static_cast<std::uint32_t>(bytes.size())};
  std::memcpy(head.number, number.data(), sizeof head.number - 1);
  Reply reply;
  if (!send_all(socket_, &head, sizeof head) || !send_all(socket_, bytes.data(), bytes.size()) || !receive_all(socket_, &reply, sizeof reply)) {
    throw std::runtime_error("the parent is gone");
  }
  if (disk_.next_step() != 0) return {Outcome::unreachable, std::nullopt, {}, {}};
  return {reply.outcome, std::nullopt, {reply.indexes, reply.indexes + reply.missing}, "inconsistent"};
}

void serve(int socket, bench::ModelHall& hall, Witness& witness) {
  Head head;
  while (receive_all(socket, &head, sizeof head)) {
    if (head.word != Word::put_part && head.word != Word::submit) {
      note(head, witness);
      continue;
    }
    std::vector<std::uint8_t> body(head.size);
    if (!receive_all(socket, body.data(), body.size())) return;
    const Reply reply = reply_of(hall, head, body);
    if (!send_all(socket, &reply, sizeof reply)) return;
  }
}

}  // namespace bancheng::crash
