#include "drivers/receipt_printer/answers.h"

#include <utility>

namespace bancheng::drivers::escpos {
namespace {

constexpr std::uint8_t kXon = 0x11;
constexpr std::uint8_t kXoff = 0x13;
constexpr std::uint8_t kBlockHeader = 0x37;
constexpr std::uint8_t kIdentityHeader = 0x5F;
constexpr std::size_t kMostCauses = 10;
constexpr std::size_t kLongestIdentity = 80;

}  // namespace

std::vector<Answer> AnswerDecoder::feed(std::span<const std::uint8_t> bytes) {
  for (const std::uint8_t byte : bytes) take(byte);
  return std::exchange(found_, {});
}

void AnswerDecoder::reset() {
  expecting_ = Expecting::first_byte;
  block_.clear();
}

void AnswerDecoder::take(std::uint8_t byte) {
  // No block holds these two, so they are flow control even between a block's bytes.
  if (byte == kXon || byte == kXoff) {
    found_.emplace_back(FlowControl{byte == kXoff});
    return;
  }
  if (expecting_ != Expecting::first_byte) {
    if (take_in_block(byte)) return;
    reset();
    found_.emplace_back(Meaningless{});  // bytes were lost: what is here begins something new
  }
  take_first(byte);
}

void AnswerDecoder::take_first(std::uint8_t byte) {
  if ((byte & 0x93) == 0x12) {
    found_.emplace_back(RealTimeAnswer{byte});
  } else if ((byte & 0x93) == 0x10) {
    expecting_ = Expecting::auto_status;
    block_.assign(1, byte);
  } else if (byte == kBlockHeader) {
    expecting_ = Expecting::block_kind;
  } else if (byte == kIdentityHeader) {
    expecting_ = Expecting::identity;
  } else if ((byte & 0x90) == 0) {
    found_.emplace_back(InOrderAnswer{byte});
  } else {
    found_.emplace_back(Meaningless{});
  }
}

bool AnswerDecoder::take_kind(std::uint8_t byte) {
  switch (byte) {
    case 0x22:
      expecting_ = Expecting::process_id;
      return true;
    case 0x23:
      expecting_ = Expecting::offline_report;
      return true;
    case 0x25:
      expecting_ = Expecting::cleared;
      return true;
    default:
      return false;
  }
}

bool AnswerDecoder::collect(std::uint8_t byte, std::uint8_t least, std::uint8_t most, std::size_t limit) {
  if (byte < least || byte > most || block_.size() == limit) return false;
  block_.push_back(byte);
  return true;
}

void AnswerDecoder::finish(Answer answer) {
  found_.push_back(std::move(answer));
  reset();
}

bool AnswerDecoder::take_in_block(std::uint8_t byte) {
  switch (expecting_) {
    case Expecting::first_byte:
      return false;
    case Expecting::block_kind:
      return take_kind(byte);
    case Expecting::auto_status: {
      if ((byte & 0x90) != 0) return false;
      block_.push_back(byte);
      if (block_.size() == 4) finish(AutoStatus{{block_[0], block_[1], block_[2], block_[3]}});
      return true;
    }
    case Expecting::process_id: {
      if (byte != 0) return collect(byte, 0x20, 0x7E, 4);
      if (block_.size() != 4) return false;
      finish(PrintedId{{block_[0], block_[1], block_[2], block_[3]}});
      return true;
    }
    case Expecting::offline_report: {
      if (byte != 0) return collect(byte, 0x40, 0x7F, kMostCauses);
      finish(OfflineReport{block_});
      return true;
    }
    case Expecting::cleared: {
      if (byte != 0) return false;
      finish(BuffersCleared{});
      return true;
    }
    case Expecting::identity: {
      if (byte != 0) return collect(byte, 0x20, 0x7E, kLongestIdentity);
      finish(IdentityAnswer{std::string(block_.begin(), block_.end())});
      return true;
    }
  }
  return false;
}

}  // namespace bancheng::drivers::escpos
