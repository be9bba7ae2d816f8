// Sign: with the finger; an empty signature is refused with the reason.
#include <cmath>

#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"
#include "kiosk/core/session/store_moves.h"

namespace bancheng::core::session {
namespace {

/// A dot or a slip of the finger is no signature: what is drawn is at least this long, in widths of the area.
constexpr float kShortestSignature = 0.15F;

float length_of(const delivery::Stroke& stroke) {
  float length = 0;
  for (std::size_t i = 1; i < stroke.size(); ++i) {
    length += std::hypot(stroke[i].x - stroke[i - 1].x, stroke[i].y - stroke[i - 1].y);
  }
  return length;
}

bool is_signed(const Session& visit) {
  float length = 0;
  for (const delivery::Stroke& stroke : visit.signature) length += length_of(stroke);
  return length >= kShortestSignature;
}

bool brings_strokes(const Context& context) {
  return std::holds_alternative<delivery::Signature>(context.got<Intent>().value);
}

void draw(const Context& context) {
  context.visit().signature = std::get<delivery::Signature>(context.got<Intent>().value);
  context.visit().signature_refused = false;
}

bool has_strokes(const Context& context) { return !context.visit().signature.empty(); }

void clear(const Context& context) {
  context.visit().signature.clear();
  context.visit().signature_refused = false;
}

bool signature_is_good(const Context& context) { return is_signed(context.visit()); }

void refuse(const Context& context) {
  context.visit().signature_refused = true;
  context.call_attention();
}

}  // namespace

void view_sign(Page& page) {
  const Session& visit = page.visit();
  page.progress(Stage::sign);
  if (visit.signature_refused) page.problem(say("sign.empty"));
  page.heading(say("sign.title"));
  page.text("sign.text", say("sign.text"));
  page.add({.id = "signature", .role = Role::signature, .label = say("sign.area"),
            .error = visit.signature_refused ? say("sign.empty") : Words(), .data = SignatureData{visit.signature}});
  page.button("submit", say("sign.submit"), Emphasis::primary, "sign");
  page.button("clear", say("sign.clear")).enabled = !visit.signature.empty();
}

Table sign_transitions() {
  return {
      {"sign: drawn",   At::sign, Upon::touch, "signature", brings_strokes,    draw},
      {"sign: clear",   At::sign, Upon::touch, "clear",     has_strokes,       clear},
      {"sign: submit",  At::sign, Upon::touch, "submit",    signature_is_good, store_application},
      {"sign: refused", At::sign, Upon::touch, "submit",    always,            refuse},
  };
}

}  // namespace bancheng::core::session
