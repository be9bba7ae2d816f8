// Any bytes as a manifest: refused, or written again and read back the same.
#include "kiosk/core/delivery/manifest.h"
#include "kiosk/core/delivery/number.h"
#include "tests/fuzz/fuzz.h"

namespace {

using namespace bancheng::core::delivery;
using bancheng::base::PersonText;
using bancheng::fuzz::Bytes;
using bancheng::fuzz::require;

Manifest manifest_of(std::size_t pages) {
  Manifest manifest;
  manifest.number = make_number({12345, 42}).value();
  manifest.terminal = "12345";
  manifest.stored_at = bancheng::base::WallTime(bancheng::base::Milliseconds(1'767'323'045'678));
  manifest.receipt_code = "0123456789ABCDEF";
  for (std::size_t page = 0; page < pages; ++page) {
    Part part;
    part.size = 1000;
    part.sealed_size = 1300;
    manifest.parts.push_back(part);
  }
  return manifest;
}

Bytes written(const Manifest& manifest) {
  const auto json = to_json(manifest);
  require(json.has_value(), "a seed is a manifest");
  return {json->begin(), json->end()};
}

}  // namespace

std::vector<Bytes> bancheng::fuzz::seeds() {
  Manifest application = manifest_of(2);
  SentApplication content;
  content.item = "elderly-card";
  content.card.name = PersonText("证件样本");
  content.answers.emplace("phone", PersonText("0"));
  content.materials = {{"photo", {0}}, {"household", {1}}};
  content.identified_by = IdentifiedBy::typed;
  application.content = content;
  Manifest help = manifest_of(0);
  help.content = HelpCase{"guide", "", HelpCategory::other, PersonText("?"), PersonText("0"), std::nullopt, IdentifiedBy::card, {}};
  Manifest survey = manifest_of(0);
  survey.content = Survey{survey.number, 3};
  Manifest supplement = manifest_of(3);
  supplement.content = SentSupplement{supplement.number, "elderly-card", {{"photo", {2}}, {"household", {0, 1}}}};
  return {written(application), written(help), written(survey), written(supplement)};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = from_json({data, size});
  if (!read) return 0;
  const auto again = to_json(*read);
  require(again.has_value(), "what is read can be written");
  const auto same = from_json(*again);
  require(same.has_value() && *same == *read, "what is written is read back the same");
  return 0;
}
