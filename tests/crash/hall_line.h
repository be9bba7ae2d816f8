// The line between a life that may be killed and the hall, which lives on in the parent. Frames over a socket pair.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "kiosk/net/hall.h"
#include "tests/crash/fault_disk.h"
#include "tests/delivery_bench/model_hall.h"

namespace bancheng::crash {

/// What the parent got to know of one life.
struct Witness {
  std::set<std::string> told_stored;      ///< store() answered with this number
  std::set<std::string> forgotten;        ///< forget_owed() was called, whatever came of it
  std::uint64_t failed_stores = 0;
  std::uint64_t steps = 0;                ///< of a life that came to its end
  bool failed_start = false;
};

enum class Word : std::uint8_t { put_part, submit, stored, store_failed, forgetting, start_failed, ended };

/// The child's end. Every exchange is two more steps at which the life may end: before it is sent, and before its answer
/// is heard.
class HallLine final : public net::Hall {
 public:
  HallLine(int socket, FaultDisk& disk) : socket_(socket), disk_(disk) {}
  [[nodiscard]] core::delivery::Answer health() override { return {core::delivery::Outcome::done, std::nullopt, {}, {}}; }
  [[nodiscard]] core::delivery::Answer put_part(const std::string& number, std::uint32_t index, const net::Body& sealed) override;
  [[nodiscard]] core::delivery::Answer submit(const std::string& number, const net::Body& sealed_manifest) override;
  void say(Word word, const std::string& number = {}, std::uint32_t value = 0) const;

 private:
  [[nodiscard]] core::delivery::Answer ask(Word word, const std::string& number, std::uint32_t index, const net::Body& body);
  int socket_;
  FaultDisk& disk_;
};

/// The parent's end: serves the hall until the child's end is closed.
void serve(int socket, bench::ModelHall& hall, Witness& witness);

}  // namespace bancheng::crash
