#include "tools/specimens/persons.h"

#include <cstddef>

namespace bancheng::specimens {
namespace {

using Card = nlohmann::ordered_json;

constexpr std::string_view kNoSuchRegion = "990101";  // 99 is no province (GB/T 2260)
constexpr std::string_view kNeverIssued = "000";      // sequences begin with 001

std::string number_of(std::string_view region, std::string_view birth_date, std::string_view sequence) {
  std::string number;
  number.append(region).append(birth_date).append(sequence);
  number += check_character(number);
  return number;
}

/// The resident card that every special case differs from in one thing.
Card resident(std::string_view name, std::string_view birth_date, std::string_view number) {
  return {{"layout", "resident"},
          {"name", name},
          {"sex_code", "2"},
          {"nation_code", "01"},
          {"birth_date", birth_date},
          {"address", "样本省样本市样本区样本街道样本路1号样本小区1号楼1单元101室"},
          {"number", number},
          {"authority", "样本市公安局样本分局"},
          {"valid_from", "20160518"},
          {"valid_to", "20360518"}};
}

Card woman_born(std::string_view name, std::string_view birth_date) {
  return resident(name, birth_date, number_of(kNoSuchRegion, birth_date, "002"));
}

Card with(Card card, const char* field, std::string_view value) {
  card[field] = value;
  return card;
}

Card bad_checksum() {
  Card card = woman_born("样本误", "19500203");
  std::string number = card["number"];
  number.back() = number.back() == '0' ? '1' : '0';
  card["number"] = number;
  return card;
}

void add_residents(std::vector<Person>& all) {
  // The example of GB 11643-1999.
  all.push_back({"resident", resident("样本文", "19491231", "11010519491231002X")});
  all.push_back({"resident-long-term", with(woman_born("样本久", "19480315"), "valid_to", "长期")});
  all.push_back({"resident-expired", with(with(woman_born("样本逾", "19510607"), "valid_from", "20000101"), "valid_to", "20200101")});
  all.push_back({"resident-not-yet-valid", with(with(woman_born("样本早", "19510608"), "valid_from", "20980101"), "valid_to", "20990101")});
  all.push_back({"resident-young", woman_born("样本青", "20010911")});
  all.push_back({"resident-man", with(resident("样本男", "19520404", number_of(kNoSuchRegion, "19520404", "003")), "sex_code", "1")});
  all.push_back({"resident-bad-checksum", bad_checksum()});
  all.push_back({"resident-sex-mismatch", with(woman_born("样本异", "19530809"), "sex_code", "1")});
  all.push_back({"resident-birth-mismatch", with(woman_born("样本差", "19540910"), "birth_date", "19540911")});
  all.push_back({"resident-incomplete", with(woman_born("", "19551012"), "authority", "")});
  all.push_back({"resident-newest-address", with(woman_born("样本迁", "19561113"), "newest_address",
                                                 "样本省样本市新样本区新样本街道新样本路9号样本大厦9层909室")});
  all.push_back({"resident-minority", with(woman_born("样本古丽·证件别克", "19571214"), "nation_code", "05")});
}

/// What a name can be made of, up to all of the chip's 15 characters.
void add_names(std::vector<Person>& all) {
  all.push_back({"resident-long-name", woman_born("样本一二三四五六七八九十甲乙丙", "19580115")});
  all.push_back({"resident-rare-ext-a", woman_born("样本\u4DAE\u3D8A", "19590216")});
  all.push_back({"resident-rare-ext-b", woman_born("样本\U00020BB7\U00025A4C", "19600317")});
  all.push_back({"resident-private-use", woman_born("样本\uE863", "19610418")});
  all.push_back({"resident-unprintable", woman_born("样本\uE0FF\U0002EBE0", "19620519")});
}

Card foreigner_2017(std::string_view number, std::string_view nationality, std::string_view birth_date, std::string_view authority) {
  return {{"layout", "foreigner_2017"}, {"name", "证件样本"},          {"latin_name", "ZHENGJIAN, YANGBEN"},
          {"sex_code", "2"},            {"nationality", nationality}, {"birth_date", birth_date},
          {"number", number},           {"authority", authority},     {"valid_from", "20170616"},
          {"valid_to", "20370615"},     {"version", "01"}};
}

Card hmt_resident(std::string_view region, std::string_view name, std::string_view birth_date, std::string_view pass_number) {
  return {{"layout", "hmt_residence"},
          {"name", name},
          {"sex_code", "2"},
          {"birth_date", birth_date},
          {"address", "样本省样本市样本区样本路2号"},
          {"number", number_of(region, birth_date, kNeverIssued)},
          {"authority", "样本市公安局"},
          {"valid_from", "20240901"},
          {"valid_to", "20440901"},
          {"pass_number", pass_number},
          {"issue_count", "01"}};
}

void add_permits(std::vector<Person>& all) {
  // Printed specimens (id-card-reader page, section 5); the check digit of the Canadian one is off as printed.
  all.push_back({"foreigner-2017", foreigner_2017("PAK310080010103", "PAK", "19800101", "3100")});
  all.push_back({"foreigner-2017-printed", foreigner_2017("CAN110081080319", "CAN", "19810803", "1500")});
  const Card printed_2023{{"layout", "foreigner_2023"},     {"name", "证件样本"},         {"latin_name", "ZHENGJIAN, YANGBEN"},
                          {"sex_code", "2"},                {"nationality", "PAK"},       {"birth_date", "19800101"},
                          {"number", "931586198001010028"}, {"valid_from", "20230808"},   {"valid_to", "20330807"},
                          {"issue_count", "00"},            {"association", "000"}};
  all.push_back({"foreigner-2023", printed_2023});
  // 46 letters: the Latin name goes on in the second field of the chip.
  all.push_back({"foreigner-2023-long-name", with(printed_2023, "latin_name", "YANGBENSKAYA-SPECIMENOVA, ZHENGJIANNA MUSTERINA")});
  all.push_back({"hmt-hong-kong", hmt_resident("810000", "样本港", "19500101", "H00000000")});
  all.push_back({"hmt-macao", hmt_resident("820000", "样本澳", "19510202", "M00000000")});
  all.push_back({"hmt-taiwan", hmt_resident("830000", "样本台", "19520303", "00000000")});
}

}  // namespace

char check_character(std::string_view first_17_digits) {
  constexpr int kWeights[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < first_17_digits.size() && i < 17; ++i) sum += (first_17_digits[i] - '0') * kWeights[i];
  return "10X98765432"[sum % 11];
}

std::vector<Person> all_persons() {
  std::vector<Person> all;
  add_residents(all);
  add_names(all);
  add_permits(all);
  return all;
}

}  // namespace bancheng::specimens
