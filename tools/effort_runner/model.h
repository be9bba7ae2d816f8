// The keystroke-level model: what each act and each wait counts for. Sources and reasons: README.md, "The model".
#pragma once

#include <chrono>

namespace bancheng::effort {

using Seconds = std::chrono::duration<double>;

/// What a stretch of a visit costs.
struct Cost {
  int touches = 0;     ///< of elements of screens; a signature is one
  int characters = 0;  ///< keys of the on-screen keyboard, choosing a word from its list included
  int screens = 0;
  Seconds time{};

  Cost& operator+=(const Cost& other) {
    touches += other.touches;
    characters += other.characters;
    screens += other.screens;
    time += other.time;
    return *this;
  }
};

// --- Card, Moran & Newell 1980 ---
inline constexpr Seconds kKey{1.20};     ///< K of somebody who does not know the keyboard
inline constexpr Seconds kPoint{1.10};   ///< P
inline constexpr Seconds kPress{0.20};   ///< the press at the end of pointing
inline constexpr Seconds kHoming{0.40};  ///< H
inline constexpr Seconds kMental{1.35};  ///< M

// --- assumed ---
inline constexpr Seconds kLookOver{3.0};  ///< a page that asks for something, before the first act on it; the last page
inline constexpr Seconds kLayCard{3.0};   ///< take it out and lay it on the reader
inline constexpr Seconds kLayPage{5.0};   ///< find the paper and lay it flat under the camera
inline constexpr Seconds kSign{5.0};      ///< two or three characters with the finger

// --- R: waits for machines, assumed ---
inline constexpr Seconds kCardRead{2.0};
inline constexpr Seconds kPageCaptured{3.0};
inline constexpr Seconds kStored{1.0};
inline constexpr Seconds kHallAnswers{1.0};
inline constexpr Seconds kMessageArrives{10.0};  ///< a code on the phone
inline constexpr Seconds kPrinted{8.0};

[[nodiscard]] inline Cost touch() { return {.touches = 1, .time = kMental + kPoint + kPress}; }
[[nodiscard]] inline Cost signature() { return {.touches = 1, .time = kMental + kSign}; }
[[nodiscard]] inline Cost waiting(Seconds time) { return {.time = time}; }
/// Something is taken in the hand and laid down, the hand comes back to the screen.
[[nodiscard]] inline Cost laying(Seconds time) { return {.time = kMental + kHoming + time + kHoming}; }
/// `keys` of the keyboard, of which each of the `picks` chooses a word from its list and so has to be thought about.
[[nodiscard]] inline Cost typing(int keys, int picks) {
  return {.characters = keys, .time = kMental + keys * kKey + picks * kMental};
}

}  // namespace bancheng::effort
