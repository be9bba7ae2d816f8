#include "drivers/document_camera/frame_check.h"

#include <algorithm>
#include <cstring>
#include <optional>

namespace bancheng::drivers {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::uint8_t kSof0 = 0xC0, kSof2 = 0xC2, kRst0 = 0xD0, kRst7 = 0xD7, kSoi = 0xD8, kEoi = 0xD9, kSos = 0xDA, kDri = 0xDD;

std::uint16_t u16(Bytes bytes, std::size_t at) { return static_cast<std::uint16_t>(bytes[at] << 8 | bytes[at + 1]); }

struct Header {
  std::uint16_t width = 0;
  std::uint16_t height = 0;
  std::size_t components = 0;
  std::size_t widest = 0;   // largest horizontal sampling factor
  std::size_t tallest = 0;  // largest vertical sampling factor
  std::size_t restart_interval = 0;
  bool one_scan = false;       // baseline, all components in it
  std::size_t data_begin = 0;  // first byte behind the first SOS segment
};

/// `body`: the segment without its length field.
bool read_frame_header(Bytes body, Header& header) {
  if (body.size() < 6) return false;
  header.height = u16(body, 1);
  header.width = u16(body, 3);
  header.components = body[5];
  if (header.components == 0 || header.components > 4 || body.size() < 6 + 3 * header.components) return false;
  for (std::size_t i = 0; i < header.components; ++i) {
    const std::uint8_t sampling = body[7 + 3 * i];
    header.widest = std::max<std::size_t>(header.widest, sampling >> 4);
    header.tallest = std::max<std::size_t>(header.tallest, sampling & 0x0F);
  }
  return header.width > 0 && header.height > 0 && header.widest > 0 && header.tallest > 0;
}

/// From behind SOI to behind the first SOS segment.
std::optional<Header> read_header(Bytes frame) {
  Header header;
  bool baseline = false;
  std::size_t at = 2;
  while (at + 4 <= frame.size() && frame[at] == 0xFF) {
    const std::uint8_t marker = frame[at + 1];
    if (marker == 0xFF) {  // fill byte
      ++at;
      continue;
    }
    const std::size_t length = u16(frame, at + 2);
    if (length < 2 || length > frame.size() - at - 2) return std::nullopt;
    const Bytes body = frame.subspan(at + 4, length - 2);
    at += 2 + length;
    if (marker >= kSof0 && marker <= kSof2) {
      if (!read_frame_header(body, header)) return std::nullopt;
      baseline = marker != kSof2;
    } else if (marker == kDri && body.size() >= 2) {
      header.restart_interval = u16(body, 0);
    } else if (marker == kSos) {
      if (header.width == 0 || body.empty()) return std::nullopt;
      header.one_scan = baseline && body[0] == header.components;
      header.data_begin = at;
      return header;
    }
  }
  return std::nullopt;
}

/// How many restart markers the picture must have: one between each two intervals (10918-1, B.2.4.4).
std::size_t restarts_of(const Header& header) {
  if (header.restart_interval == 0) return 0;
  // A scan of one component alone is coded block by block, whatever its sampling factor.
  const std::size_t unit_width = 8 * (header.components == 1 ? 1 : header.widest);
  const std::size_t unit_height = 8 * (header.components == 1 ? 1 : header.tallest);
  const std::size_t units = ((header.width + unit_width - 1) / unit_width) * ((header.height + unit_height - 1) / unit_height);
  return (units + header.restart_interval - 1) / header.restart_interval - 1;
}

/// The picture data of a frame's only scan: no marker but restarts, counted modulo 8 and complete.
bool data_is_whole(Bytes data, const Header& header) {
  std::size_t restarts = 0;
  for (std::size_t at = 0; at + 1 < data.size();) {
    const void* found = std::memchr(data.data() + at, 0xFF, data.size() - 1 - at);
    if (found == nullptr) break;
    at = static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - data.data());
    const std::uint8_t next = data[at + 1];
    if (next == 0xFF) {  // fill byte
      ++at;
      continue;
    }
    at += 2;
    if (next == 0x00) continue;  // an FF of the data itself
    if (next < kRst0 || next > kRst7 || next - kRst0 != static_cast<int>(restarts % 8)) return false;
    ++restarts;
  }
  return restarts == restarts_of(header);
}

}  // namespace

base::Result<FrameShape, FrameFault> check_frame(std::span<const std::uint8_t> bytes) {
  if (bytes.empty()) return base::failure(FrameFault::empty);
  if (bytes.size() > kMostFrameBytes) return base::failure(FrameFault::too_large);
  if (bytes.size() < 4 || bytes[0] != 0xFF || bytes[1] != kSoi) return base::failure(FrameFault::no_start);
  std::size_t length = bytes.size();
  while (length > 4 && bytes[length - 1] == 0) --length;
  const Bytes frame = bytes.first(length);
  if (frame[length - 2] != 0xFF || frame[length - 1] != kEoi) return base::failure(FrameFault::no_end);
  const auto header = read_header(frame);
  if (!header || header->data_begin > length - 2) return base::failure(FrameFault::bad_header);
  if (header->width > kLongestFrameSide || header->height > kLongestFrameSide) return base::failure(FrameFault::too_large);
  const Bytes data = frame.subspan(header->data_begin, length - 2 - header->data_begin);
  if (header->one_scan && !data_is_whole(data, *header)) return base::failure(FrameFault::lost_packets);
  return FrameShape{length, header->width, header->height};
}

}  // namespace bancheng::drivers
