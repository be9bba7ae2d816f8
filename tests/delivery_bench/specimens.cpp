#include "tests/delivery_bench/specimens.h"

namespace bancheng::bench {

using namespace core::delivery;
using base::PersonText;

core::identity::IdCard specimen_card() {
  core::identity::IdCard card;
  card.kind = core::identity::CardKind::foreigner_2023;
  card.name = PersonText("证件样本");
  card.latin_name = PersonText("ZHENGJIAN YANGBEN");
  card.sex_code = PersonText("2");
  card.nationality = PersonText("CAN");
  card.birth_date = PersonText("19800101");
  card.number = PersonText("931586198001010028");
  card.valid_from = PersonText("20230101");
  card.valid_to = PersonText("20330101");
  return card;
}

Submission application(std::uint32_t pages) {
  Application content;
  content.item = "elderly-card";
  content.item_version = 1;
  content.card = specimen_card();
  content.answers.emplace("phone", PersonText("00000000"));
  if (pages > 0) content.materials.push_back({"photo", {}});
  for (std::uint32_t page = 1; page <= pages; ++page) content.materials[0].pages.push_back({page});
  content.signature = {Stroke{{0.1F, 0.2F, 0}, {0.5F, 0.6F, 16}}, Stroke{{0.7F, 0.1F, 0}}};
  return {core::Language::zh_cn, content};
}

Submission help_case() {
  HelpCase content;
  content.stuck_on = "guide";
  content.item = "elderly-card";
  content.category = HelpCategory::do_not_understand;
  content.text = PersonText("看不懂");
  content.phone = PersonText("00000000");
  return {core::Language::en, content};
}

Submission survey(const std::string& about) { return {core::Language::zh_cn, Survey{about, 4}}; }

Submission supplement(const std::string& about) {
  return {core::Language::zh_cn, Supplement{about, "elderly-card", {{"photo", {{1}}}, {"household-register", {{2}, {3}}}}}};
}

std::span<const std::uint8_t> Pages::jpeg(PageId page) {
  auto& bytes = pages_[page.value];
  std::uint32_t state = page.value * 2654435761U + 1;
  while (bytes.size() < bytes_each_) {
    state = state * 1664525U + 1013904223U;
    bytes.push_back(static_cast<std::uint8_t>(state >> 24));
  }
  return bytes;
}

}  // namespace bancheng::bench
