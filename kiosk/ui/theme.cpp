#include "kiosk/ui/theme.h"

#include <algorithm>
#include <cmath>

namespace bancheng::ui {
namespace {

constexpr Rgb hex(std::uint32_t value) {
  return {static_cast<std::uint8_t>(value >> 16), static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
}

constexpr Rgb kWhite = hex(0xFFFFFF);
constexpr Rgb kBlack = hex(0x000000);

// In the order of Ground: fill, ink, soft, mark, border, hairline.
constexpr Theme kDefault{
    {{
        {hex(0xF2F6FA), hex(0x10202F), hex(0x2B3C4D), hex(0x0B7285), hex(0x5B7083), hex(0xD3DEE8)},  // page
        {hex(0xFFFFFF), hex(0x10202F), hex(0x2B3C4D), hex(0x0B7285), hex(0x6B8196), hex(0xD3DEE8)},  // surface
        {hex(0xE4EBF2), hex(0x10202F), hex(0x223242), hex(0x0A6072), hex(0x5B7083), hex(0xC6D3DF)},  // sunken
        {hex(0xDCEBF8), hex(0x082C50), hex(0x1B3148), hex(0x0B3F73), hex(0x0B3F73), hex(0xB5D0E8)},  // tint
        {hex(0x0B3F73), kWhite, hex(0xF4F9FF), kWhite, hex(0x0B3F73), hex(0x2C5F93)},                // primary
        {hex(0x062A50), kWhite, hex(0xE3EEF8), kWhite, hex(0x062A50), hex(0x2C5F93)},                // primary_pressed
        {hex(0xFFC53D), hex(0x1F1700), hex(0x2A2000), hex(0x3A2C00), hex(0x8A6200), hex(0xE5A910)},  // help
        {hex(0xFFE29A), hex(0x1F1700), hex(0x2A2000), hex(0x3A2C00), hex(0x8A6200), hex(0xE5A910)},  // help_pressed
        {hex(0xE1F1F4), hex(0x073640), hex(0x14363F), hex(0x0B7285), hex(0x0B7285), hex(0xB3D9E0)},  // notice
        {hex(0xFFF2D1), hex(0x3A2800), hex(0x453210), hex(0x8F5B00), hex(0x8F5B00), hex(0xEBD08E)},  // warning
        {hex(0xFDEBEA), hex(0x6E0710), hex(0x4F1A1E), hex(0xB3261E), hex(0xB3261E), hex(0xF0BDBA)},  // error
        {hex(0xE2F4E9), hex(0x073F27), hex(0x163F2C), hex(0x15803D), hex(0x15803D), hex(0xB4DFC5)},  // done
        {hex(0x0B3F73), kWhite, hex(0xF4F9FF), hex(0x8FD3DF), hex(0x8FD3DF), hex(0x2C5F93)},         // brand
        {kWhite, kBlack, hex(0x223242), hex(0x0B7285), hex(0x6B8196), hex(0xD3DEE8)},                // paper
    }},
    hex(0xFFFFFF),
    hex(0x7A1FA2),
    hex(0x0B3F73),
    hex(0xFFFFFF),
    hex(0x16A0B2),
    hex(0xD9E7F2)};

constexpr GroundColours kDark{kBlack, kWhite, kWhite, kWhite, kWhite, kWhite};
constexpr GroundColours kLight{kWhite, kBlack, kBlack, kBlack, kBlack, kBlack};
// Pale enough for 20:1, yellow enough to be told from the primary action.
constexpr GroundColours kHelp{hex(0xFFFFA0), kBlack, kBlack, kBlack, kBlack, kBlack};
constexpr GroundColours kSeam{kBlack, kWhite, kWhite, kWhite, kWhite, hex(0x767676)};

constexpr Theme kHighContrast{
    {{
        kSeam,   // page
        kSeam,   // surface
        kDark,   // sunken
        kLight,  // tint
        kLight,  // primary
        kDark,   // primary_pressed
        kHelp,   // help
        kDark,   // help_pressed
        kDark,   // notice
        kDark,   // warning
        kDark,   // error
        kDark,   // done
        kDark,   // brand
        kLight,  // paper
    }},
    kBlack,
    hex(0xFFFF00),
    kWhite,
    kBlack,
    hex(0xFFFF00),
    hex(0x3A3A3A)};

double linear(std::uint8_t channel) {
  const double c = channel / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(Rgb c) { return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b); }

}  // namespace

Rgb Theme::colour(Ground ground, Tone tone) const {
  const GroundColours& c = grounds[static_cast<std::size_t>(ground)];
  switch (tone) {
    case Tone::fill: return c.fill;
    case Tone::ink: return c.ink;
    case Tone::soft: return c.soft;
    case Tone::mark: return c.mark;
    case Tone::border: return c.border;
    case Tone::hairline: return c.hairline;
  }
  return c.ink;
}

const Theme& default_theme() { return kDefault; }
const Theme& high_contrast_theme() { return kHighContrast; }

double contrast_ratio(Rgb a, Rgb b) {
  const double la = luminance(a);
  const double lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

}  // namespace bancheng::ui
