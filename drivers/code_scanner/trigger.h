// Commands that make a scanner read, by maker (code-scanner page, section 3), and Newland's replies. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "drivers/code_scanner/make_code_scanner.h"

namespace bancheng::drivers::code_scanner {

/// Makes the scanner look for a code, or stop. Empty for Trigger::none.
[[nodiscard]] std::vector<std::uint8_t> encode_trigger(Trigger maker, bool on);

/// 7E 01 '0000' '#' <command> 3B 03; '#': not kept over a power-off.
[[nodiscard]] std::vector<std::uint8_t> encode_newland(std::string_view command);

struct NewlandReply {
  std::string command;  ///< the command repeated, with the data it asked for
  bool accepted = false;
  friend bool operator==(const NewlandReply&, const NewlandReply&) = default;
};
/// How a reply begins on the wire, and how it ends.
[[nodiscard]] std::span<const std::uint8_t> newland_reply_lead();
[[nodiscard]] std::span<const std::uint8_t> newland_reply_end();
/// A whole reply, lead and end included; nothing when it is none.
[[nodiscard]] std::optional<NewlandReply> decode_newland_reply(std::span<const std::uint8_t> frame);

}  // namespace bancheng::drivers::code_scanner
