#include "tools/hall/manifests.h"

#include <spdlog/spdlog.h>

namespace bancheng::hall {

std::optional<core::delivery::Manifest> open_manifest(const Hall& hall, const std::string& number) {
  const auto sealed = hall.store.sealed_manifest(number);
  if (!sealed || !*sealed) return std::nullopt;
  const auto opened = hall.sealing_key.open(**sealed);
  if (!opened) return std::nullopt;
  const auto content = hall.terminal_ca.verify(*opened);
  if (!content) return std::nullopt;
  auto manifest = core::delivery::from_json(content->content);
  if (!manifest) return std::nullopt;
  return std::move(*manifest);
}

std::string person_of(const core::delivery::Manifest& manifest, const PersonKey& key) {
  if (const auto* application = std::get_if<core::delivery::SentApplication>(&manifest.content)) return key.tag_of(application->card.number.view());
  const auto* help = std::get_if<core::delivery::HelpCase>(&manifest.content);
  return help != nullptr && help->card ? key.tag_of(help->card->number.view()) : std::string();
}

void find_persons(const Hall& hall) {
  const auto numbers = hall.store.without_person();
  if (!numbers || numbers->empty()) return;
  std::size_t found = 0;
  for (const std::string& number : *numbers) {
    const auto manifest = open_manifest(hall, number);
    if (manifest && hall.store.set_person(number, person_of(*manifest, hall.person_key))) ++found;
    else spdlog::error("{} cannot be opened: whose it is stays unknown", number);
  }
  spdlog::info("persons of {} earlier matters found", found);
}

}  // namespace bancheng::hall
