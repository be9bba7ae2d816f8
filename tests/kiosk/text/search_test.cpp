// Search as people do it: the shipped catalogue, spelled by ICU.
#include "kiosk/core/catalogue/search.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "kiosk/base/text_files.h"
#include "kiosk/core/catalogue/load.h"
#include "kiosk/text/spelling.h"

using namespace bancheng;

namespace {

const core::catalogue::SearchIndex& index() {
  static const core::catalogue::SearchIndex the_index = [] {
    const auto files = base::read_text_files(BANCHENG_SOURCE_DIR "/assets/catalogue", ".yaml");
    REQUIRE(files);
    const auto catalogue = core::catalogue::load_catalogue(*files);
    REQUIRE(catalogue);
    return core::catalogue::SearchIndex(*catalogue, text::Spelling());
  }();
  return the_index;
}

std::string first(std::string_view typed) {
  const auto found = index().find(typed, 1);
  return found.empty() ? "" : found.front();
}

bool finds(std::string_view typed, const std::string& item) {
  const auto found = index().find(typed, 100);
  return std::find(found.begin(), found.end(), item) != found.end();
}

}  // namespace

TEST_CASE("spelling: pinyin without tones, a syllable an entry; Latin in lower case, a word an entry") {
  const text::Spelling spell;
  using Words = std::vector<std::string>;
  CHECK(spell("老年证") == Words{"lao", "nian", "zheng"});
  CHECK(spell("老年Card, Peter's") == Words{"lao", "nian", "card", "peters"});
  CHECK(spell("女") == Words{"nu"});
  CHECK(spell("ＡＢＣ１") == Words{"abc1"});
  CHECK(spell("") == Words{});
  CHECK(spell("，。！") == Words{});
  CHECK(spell("\xff\xfe") == Words{});
  CHECK(spell(std::string(5000, 'a')) == Words{});
}

TEST_CASE("search finds by Chinese: names, parts of them, synonyms, sentences, homophones") {
  CHECK(first("老年人优待证") == "elderly-card");
  CHECK(first("老年证") == "elderly-card");
  CHECK(first("老年") == "elderly-card");
  CHECK(first("优待") == "elderly-card");
  CHECK(first("经营范围") == "business-scope-change");
  CHECK(first("开饭店") == "food-business-licence");
  CHECK(first("违章") == "traffic-fine-query");
  CHECK(first("领证") == "marriage-certificate");
  CHECK(first("无房证明") == "real-estate-record");
  CHECK(first("居住证") == "residence-permit");
  CHECK(first("居住登记") == "residence-registration");
  CHECK(first("我想办老年证") == "elderly-card");
  CHECK(first("老年政") == "elderly-card");
  CHECK(first("居民医保卡") == "children-medical-card");
  CHECK(first("我要开一家饭馆") == "food-business-licence");
  CHECK(first("老人坐公交车") == "elderly-card");
  CHECK(first("残疾人证") == "disability-allowance");
  CHECK(finds("养老保险金", "social-insurance-record"));
  CHECK(finds("社保", "social-insurance-record"));
  CHECK(finds("找工作", "unemployment-registration"));
  CHECK(finds("买房", "utilities-transfer"));
}

TEST_CASE("search finds by pinyin: whole, unfinished, first letters, mixed with characters, mistyped") {
  CHECK(first("laonianzheng") == "elderly-card");
  CHECK(first("lao nian zheng") == "elderly-card");
  CHECK(first("LaoNian") == "elderly-card");
  CHECK(first("laon") == "elderly-card");
  CHECK(first("lnz") == "elderly-card");
  CHECK(first("lnryd") == "elderly-card");
  CHECK(first("jzz") == "residence-permit");
  CHECK(first("laonzh") == "elderly-card");
  CHECK(first("老nian") == "elderly-card");
  CHECK(first("laonain") == "elderly-card");
  CHECK(first("laoniam") == "elderly-card");
  CHECK(first("lonianzheng") == "elderly-card");
  CHECK(first("alonianzheng") == "elderly-card");
  CHECK(first("shebao") == "social-insurance-record");
  CHECK(first("weizhang") == "traffic-fine-query");
  CHECK(first("banlaonianzheng") == "elderly-card");
  CHECK(first("jiehun") == "marriage-certificate");
}

TEST_CASE("search finds by English, with errors, words in any order and both languages at once") {
  CHECK(first("elderly") == "elderly-card");
  CHECK(first("eldrely card") == "elderly-card");
  CHECK(first("card elderly") == "elderly-card");
  CHECK(first("resturant") == "food-business-licence");
  CHECK(first("Marriage") == "marriage-certificate");
  CHECK(first("get maried") == "marriage-certificate");
  CHECK(first("parking fine") == "traffic-fine-query");
  CHECK(first("老年 card") == "elderly-card");
  CHECK(first("disab") == "disability-allowance");
  CHECK(finds("subsidy", "public-rental-subsidy"));
}

TEST_CASE("search: every item is found first by its own names and synonyms' whole words") {
  const auto files = base::read_text_files(BANCHENG_SOURCE_DIR "/assets/catalogue", ".yaml");
  const auto catalogue = core::catalogue::load_catalogue(*files);
  REQUIRE(catalogue);
  const text::Spelling spell;
  for (const auto& item : catalogue->items) {
    for (const auto& [language, name] : item.name) {
      CAPTURE(name);
      CHECK(first(name) == item.id);
      std::string letters;
      for (const auto& word : spell(name)) letters += word;
      CHECK(first(letters) == item.id);
    }
    for (const auto& [language, synonyms] : item.synonyms) {
      for (const auto& synonym : synonyms) {
        CAPTURE(synonym);
        const auto found = index().find(synonym, 3);
        CHECK(std::find(found.begin(), found.end(), item.id) != found.end());
      }
    }
  }
}

TEST_CASE("search finds nothing for nothing and for nonsense, and never more than was asked for") {
  for (const char* nonsense : {"", " ", "\t　", "qqqq", "xyzzy", "asdfgh", "哈哈哈", "？？", "vvvvvvvv", "7777777", "\xff\xfe"}) {
    CAPTURE(nonsense);
    CHECK(index().find(nonsense, 5).empty());
  }
  CHECK(index().find("证", 2).size() == 2);
  CHECK(index().find("证", 0).empty());
  CHECK(core::catalogue::SearchIndex().find("老年证", 5).empty());
}

TEST_CASE("search reads only the beginning of what is very long") {
  for (const std::string start : {"老年证", "老年证 ", "老年证.."}) {  // the end falls on each byte of a character
    std::string endless = start;
    while (endless.size() < 4'000'000) endless += "证";
    CHECK(first(endless) == "elderly-card");
  }
  CHECK(index().find(std::string(4'000'000, 'a'), 5).empty());
}
