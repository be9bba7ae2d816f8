#include "kiosk/app/sounds.h"

#include <SDL.h>

#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include "kiosk/base/log.h"

namespace bancheng::app {
namespace {

constexpr int kRate = 22050;  // samples a second
constexpr double kLoudness = 0.35;

/// Opened at the first sound and kept: opening takes tens of milliseconds.
class Speaker {
 public:
  Speaker() {
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) == 0) {
      SDL_AudioSpec wanted{};
      wanted.freq = kRate;
      wanted.format = AUDIO_S16SYS;
      wanted.channels = 1;
      wanted.samples = 1024;
      device_ = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);
    }
    if (device_ == 0) {
      spdlog::warn("no sound device: {}", SDL_GetError());
    } else {
      SDL_PauseAudioDevice(device_, 0);
    }
  }

  void play(const std::vector<std::int16_t>& samples) const {
    if (device_ == 0) return;
    SDL_ClearQueuedAudio(device_);
    SDL_QueueAudio(device_, samples.data(), static_cast<Uint32>(samples.size() * sizeof(std::int16_t)));
  }

 private:
  SDL_AudioDeviceID device_ = 0;
};

/// A tone that swells and fades, so that it does not click.
void append_tone(std::vector<std::int16_t>& samples, double hertz, double seconds) {
  const int count = static_cast<int>(kRate * seconds);
  for (int i = 0; i < count; ++i) {
    const double t = static_cast<double>(i) / kRate;
    const double envelope = std::sin(std::numbers::pi * i / count);
    samples.push_back(static_cast<std::int16_t>(32767 * kLoudness * envelope * std::sin(2 * std::numbers::pi * hertz * t)));
  }
}

std::vector<std::int16_t> samples_of(core::session::Sound sound) {
  std::vector<std::int16_t> samples;
  const bool attention = sound == core::session::Sound::attention;
  append_tone(samples, attention ? 880 : 660, 0.18);
  append_tone(samples, attention ? 880 : 990, 0.28);
  return samples;
}

}  // namespace

void play(core::session::Sound sound) {
  static const Speaker speaker;
  speaker.play(samples_of(sound));
}

}  // namespace bancheng::app
