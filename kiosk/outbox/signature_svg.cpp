#include "kiosk/outbox/signature_svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>

namespace bancheng::outbox {
namespace {

constexpr float kWidth = 1000;
constexpr float kHeight = 400;

void append(base::PersonBytes& out, std::string_view text) { out.insert(out.end(), text.begin(), text.end()); }

float within(float value) { return value >= 0.0F ? std::min(value, 1.0F) : 0.0F; }  // NaN becomes 0

void append_stroke(base::PersonBytes& out, const core::delivery::Stroke& stroke) {
  append(out, "<polyline points=\"");
  for (const auto& point : stroke) {
    fmt::format_to(std::back_inserter(out), "{:.1f},{:.1f} ", within(point.x) * kWidth, within(point.y) * kHeight);
  }
  append(out, "\" data-ms=\"");
  for (const auto& point : stroke) fmt::format_to(std::back_inserter(out), "{} ", point.ms);
  append(out, "\"/>");
}

}  // namespace

base::PersonBytes signature_svg(const core::delivery::Signature& signature) {
  base::PersonBytes out;
  append(out,
         "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1000 400\" fill=\"none\" stroke=\"#000\" stroke-width=\"6\" "
         "stroke-linecap=\"round\" stroke-linejoin=\"round\">");
  for (const auto& stroke : signature) append_stroke(out, stroke);
  append(out, "</svg>");
  return out;
}

}  // namespace bancheng::outbox
