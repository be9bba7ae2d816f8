// The shipped ID-card driver against the simulator process: cards, what is read of them and when. With the two files
// beside it the checklist of the id-card-reader page, section 8, one test each.
#include <doctest/doctest.h>

#include <string>

#include "tests/conformance/id_card_bench.h"

using namespace bancheng;
using namespace bancheng::testing;

TEST_SUITE_BEGIN("id-card");

TEST_CASE("the reader says who it is") {
  IdCardBench bench;
  const auto change = bench.events.next<hal::ReaderChanged>();
  CHECK(change.health == hal::Health::ok);
  CHECK(change.identity.serial == "05.01-20110511-0123456789-0000000000");
}

TEST_CASE("a resident's card is read, once") {
  IdCardBench bench;
  bench.start();
  bench.lay(kResident);
  const auto text = bench.card();
  CHECK(text.layout == hal::ChipLayout::resident);
  CHECK(text.name.view() == "样本文");
  CHECK(text.number.view() == kNumber);
  CHECK(text.valid_to.view() == "长期");
  CHECK(text.newest_address.empty());
  CHECK(text.photo.size() == 1024);
  bench.some_polls();
  CHECK(bench.events.count<hal::CardArrived>() == 1);
  check_next_card(bench);
}

TEST_CASE("a card that goes on answering 'found' is read once, and again when it is laid again") {
  IdCardBench bench({"select-80-until-relaid off"});
  bench.start();
  bench.lay(kResident);
  bench.card();
  bench.some_polls();
  CHECK(bench.events.count<hal::CardArrived>() == 1);
  CHECK(bench.simulator.command("reads") == "1");
  bench.simulator.command("card-remove");
  bench.some_polls();
  bench.lay(kResident);
  bench.card();
}

TEST_CASE("a new start reads the card that still lies there") {
  IdCardBench bench({"select-80-until-relaid off"});
  bench.start();
  bench.lay(kResident);
  bench.card();
  bench.driver->stop_reading();
  bench.driver->start_reading();
  CHECK(bench.card().number.view() == kNumber);
}

TEST_CASE("nothing is read before start_reading and after stop_reading") {
  IdCardBench bench;
  bench.expect(hal::Health::ok);
  bench.lay(kResident);
  bench.some_polls();
  CHECK(bench.simulator.command("reads") == "0");
  bench.driver->start_reading();
  bench.card();
  bench.driver->stop_reading();
  bench.some_polls();
  bench.lay(kResident);
  bench.some_polls();
  CHECK(bench.simulator.command("reads") == "1");
  CHECK(bench.events.count<hal::CardArrived>() == 1);
}

TEST_CASE("foreigner 2017") {
  IdCardBench bench;
  bench.start();
  bench.lay(R"({"layout": "foreigner_2017", "latin_name": "ZHENGJIAN, YANGBEN", "name": "证件样本", "sex_code": "2", "nationality": "CAN",
    "number": "CAN110081080319", "authority": "1500", "valid_from": "20170616", "valid_to": "20270615", "birth_date": "19810803", "version": "01"})");
  const auto text = bench.card();
  CHECK(text.layout == hal::ChipLayout::foreigner_2017);
  CHECK(text.latin_name.view() == "ZHENGJIAN, YANGBEN");
  CHECK(text.number.view() == "CAN110081080319");
  CHECK(text.authority.view() == "1500");
}

TEST_CASE("foreigner 2023, with a name in two places") {
  IdCardBench bench;
  bench.start();
  bench.lay(R"({"layout": "foreigner_2023", "name": "证件样本", "latin_name": "ZHENGJIAN YANGBEN OF THE LONGEST NAMES THERE B", "sex_code": "2",
    "issue_count": "00", "birth_date": "19800101", "number": "931586198001010028", "valid_from": "20230808", "valid_to": "20330807",
    "nationality": "PAK", "association": "000"})");
  const auto text = bench.card();
  CHECK(text.layout == hal::ChipLayout::foreigner_2023);
  CHECK(text.latin_name.view() == "ZHENGJIAN YANGBEN OF THE LONGEST NAMES THERE B");
  CHECK(text.nationality.view() == "PAK");
  CHECK(text.association.view() == "000");
}

TEST_CASE("residence permit of Hong Kong, Macao and Taiwan") {
  IdCardBench bench;
  bench.start();
  bench.lay(R"({"layout": "hmt_residence", "name": "证件样本", "sex_code": "1", "number": "990000198108030000", "pass_number": "H99999999", "issue_count": "02"})");
  const auto text = bench.card();
  CHECK(text.layout == hal::ChipLayout::hmt_residence);
  CHECK(text.pass_number.view() == "H99999999");
  CHECK(text.issue_count.view() == "02");
}

TEST_CASE("what a chip says is not judged: expired, bad checksum, sex against number") {
  IdCardBench bench;
  bench.start();
  bench.lay(R"({"layout": "resident", "name": "样本误", "sex_code": "1", "birth_date": "19500101", "number": "110105194912310020", "valid_to": "20000101"})");
  const auto text = bench.card();
  CHECK(text.number.view() == "110105194912310020");
  CHECK(text.sex_code.view() == "1");
  CHECK(text.valid_to.view() == "20000101");
}

TEST_CASE("rare characters and a name of fifteen arrive exact") {
  IdCardBench bench;
  bench.start();
  for (const char* name : {"样\u3447本", "样\uE863", "样\U00020BB7本", "一二三四五六七八九十甲乙丙丁戊"}) {
    bench.lay(std::string(R"({"layout": "resident", "name": ")") + name + R"("})");
    CHECK(bench.card().name.view() == name);
    bench.simulator.command("card-remove");
    bench.some_polls();
  }
}

TEST_CASE("the newest address comes with the card") {
  IdCardBench bench;
  bench.start();
  bench.lay(R"({"layout": "resident", "name": "样本迁", "address": "旧样本路", "newest_address": "新样本路9号"})");
  const auto text = bench.card();
  CHECK(text.address.view() == "旧样本路");
  CHECK(text.newest_address.view() == "新样本路9号");
}

TEST_CASE("a chip whose text is no text is not taken for a card") {
  IdCardBench bench;
  bench.start();
  bench.lay(R"({"layout": "resident", "name": "样本", "patch": [{"offset": 0, "hex": "00D8"}]})");
  CHECK(bench.fault() == hal::CardFault::unsupported);
  check_next_card(bench);
}

TEST_SUITE_END();
