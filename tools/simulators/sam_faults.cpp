#include "tools/simulators/sam_faults.h"

#include <algorithm>
#include <array>

#include "tools/simulators/hex.h"

namespace bancheng::simulators {
namespace {

using Setter = bool (*)(SamFaults&, std::string_view argument);

struct Fault {
  std::string_view name;
  Setter set;  // false: the argument is no good
};

/// An optional decimal argument.
template <typename Put>
bool with_number(std::string_view argument, unsigned when_missing, Put put) {
  const auto number = argument.empty() ? std::optional(when_missing) : number_of(argument);
  if (number) put(*number);
  return number.has_value();
}

template <typename Put>
bool with_bytes(std::string_view argument, std::size_t count, Put put) {
  const auto bytes = from_hex(argument);
  if (!bytes || bytes->size() != count) return false;
  put(*bytes);
  return true;
}

constexpr std::array kFaults{
    Fault{"wrong-chk", [](SamFaults& f, std::string_view a) { return with_number(a, 1, [&](unsigned n) { f.wrong_checksums = n; }); }},
    Fault{"wrong-len",
          [](SamFaults& f, std::string_view a) {
            return with_bytes(a.empty() ? "FFFF" : a, 2, [&](const Bytes& b) { f.wrong_length = static_cast<unsigned>(b[0] << 8 | b[1]); });
          }},
    Fault{"drop-byte", [](SamFaults& f, std::string_view a) { return with_number(a, 0, [&](unsigned n) { f.dropped_byte = n; }); }},
    Fault{"late", [](SamFaults& f, std::string_view a) { return with_number(a, 1500, [&](unsigned n) { f.late = base::Milliseconds{n}; }); }},
    Fault{"read-fails", [](SamFaults& f, std::string_view a) { return with_number(a, 1, [&](unsigned n) { f.failing_reads = n; }); }},
    Fault{"garbled-command", [](SamFaults& f, std::string_view a) { return with_number(a, 1, [&](unsigned n) { f.garbled_commands = n; }); }},
    Fault{"unplug-inside", [](SamFaults& f, std::string_view a) { f.unplug_inside = a.empty(); return a.empty(); }},
    Fault{"extra-byte",
          [](SamFaults& f, std::string_view a) {
            const auto bytes = from_hex(a.empty() ? "00" : a);
            if (bytes) f.extra = *bytes;
            return bytes.has_value();
          }},
    Fault{"split", [](SamFaults& f, std::string_view a) { return with_number(a, 6, [&](unsigned n) { f.split = n; }); }},
    Fault{"sam-fault", [](SamFaults& f, std::string_view a) { return with_bytes(a.empty() ? "66" : a, 1, [&](const Bytes& b) { f.fault_code = b[0]; }); }},
    Fault{"refuse", [](SamFaults& f, std::string_view a) { return with_bytes(a.empty() ? "40" : a, 1, [&](const Bytes& b) { f.refusal = b[0]; }); }},
    Fault{"silent", [](SamFaults& f, std::string_view a) { f.silent = a.empty(); return a.empty(); }},
};

}  // namespace

std::string SamFaults::set(std::string_view text) {
  const std::size_t space = std::min(text.find(' '), text.size());
  const std::string_view name = text.substr(0, space);
  const std::string_view argument = text.substr(std::min(space + 1, text.size()));
  const auto* const fault = std::find_if(kFaults.begin(), kFaults.end(), [&](const Fault& one) { return one.name == name; });
  if (fault == kFaults.end()) return "error no such fault";
  return fault->set(*this, argument) ? "ok" : "error the argument of the fault is no good";
}

}  // namespace bancheng::simulators
