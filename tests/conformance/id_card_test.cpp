// The shipped ID-card driver against the simulator process: the checklist of the id-card-reader page, section 8, one test each.
#include <doctest/doctest.h>

#include <string>

#include "tests/conformance/id_card_bench.h"

using namespace bancheng;
using namespace bancheng::testing;

namespace {

constexpr const char* kNumber = "11010519491231002X";

/// The driver still works: the card is taken away and a new one is read.
void check_next_card(IdCardBench& bench) {
  bench.simulator.command("card-remove");
  bench.some_polls();
  bench.lay(R"({"layout": "resident", "name": "样本后", "number": "990000194912310001"})");
  CHECK(bench.card().name.view() == "样本后");
}

}  // namespace

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

TEST_CASE("reads that fail three times are tried again") {
  IdCardBench bench;
  bench.start();
  bench.simulator.command("fault read-fails 3");
  bench.lay(kResident);
  CHECK(bench.card().number.view() == kNumber);
  CHECK(bench.events.count<hal::CardNotRead>() == 0);
}

TEST_CASE("a read that fails for good is a card that moved, reported once") {
  IdCardBench bench;
  bench.start();
  bench.simulator.command("fault read-fails 1000");
  bench.lay(kResident);
  CHECK(bench.fault() == hal::CardFault::moved);
  bench.some_polls();
  CHECK(bench.events.count<hal::CardNotRead>() == 1);
  bench.simulator.command("ok");
  check_next_card(bench);
}

TEST_CASE("a card that is lifted while it is read has moved, wherever the answer ends") {
  IdCardBench bench;
  bench.start();
  for (const int bytes : {0, 3, 7, 300, 1294}) {
    bench.simulator.command("lift-after-bytes " + std::to_string(bytes));
    bench.lay(kResident);
    CHECK(bench.fault() == hal::CardFault::moved);
  }
  CHECK(bench.events.count<hal::CardArrived>() == 0);
  check_next_card(bench);
}

TEST_CASE("a card that the security module refuses is unsupported, at once") {
  for (const char* code : {"31", "32", "40"}) {
    IdCardBench bench;
    bench.start();
    bench.simulator.command(std::string("fault refuse ") + code);
    bench.lay(kResident);
    CHECK(bench.fault() == hal::CardFault::unsupported);
    CHECK(bench.simulator.command("reads") == "0");
  }
}

TEST_CASE("answers split at any place are put together") {
  IdCardBench bench;
  bench.start();
  for (const int at : {1, 4, 6, 7, 9, 10, 11}) {
    bench.simulator.command("fault split " + std::to_string(at));
    bench.lay(kResident);
    CHECK(bench.card().number.view() == kNumber);
    bench.simulator.command("card-remove");
    bench.some_polls();
  }
  CHECK(bench.events.count<hal::CardNotRead>() == 0);
  CHECK(bench.events.count<hal::ReaderChanged>() == 1);
}

TEST_CASE("bytes before each preamble do not matter") {
  for (const char* extra : {"00", "AA", "AA00"}) {
    IdCardBench bench({std::string("fault extra-byte ") + extra});
    bench.start();
    bench.lay(kResident);
    CHECK(bench.card().number.view() == kNumber);
    CHECK(bench.events.count<hal::CardNotRead>() == 0);
  }
}

// The reader that answers 80 after a read counts a damaged answer as read too; here the card may be read again.
TEST_CASE("a wrong checksum is asked for again") {
  IdCardBench bench({"select-80-until-relaid off"});
  bench.start();
  bench.simulator.command("fault wrong-chk 2");
  bench.lay(kResident);
  CHECK(bench.card().number.view() == kNumber);
  CHECK(bench.events.count<hal::ReaderChanged>() == 1);
}

TEST_CASE("a wrong Len, too large, too small or out of bounds, is got over") {
  for (const char* length : {"FFFF", "0000", "0003", "0005", "0009", "0500"}) {
    IdCardBench bench({"select-80-until-relaid off"});
    bench.start();
    bench.simulator.command(std::string("fault wrong-len ") + length);
    bench.lay(kResident);
    CHECK(bench.card().number.view() == kNumber);
    CHECK(bench.events.count<hal::ReaderChanged>() == 1);
  }
}

TEST_CASE("a byte that is lost is got over") {
  for (const int index : {0, 2, 3, 5, 6, 8, 10}) {
    IdCardBench bench({"select-80-until-relaid off"});
    bench.start();
    bench.simulator.command("fault drop-byte " + std::to_string(index));
    bench.lay(kResident);
    CHECK(bench.card().number.view() == kNumber);
    CHECK(bench.events.count<hal::ReaderChanged>() == 1);
  }
}

TEST_CASE("a command that arrived damaged is sent again") {
  IdCardBench bench;
  bench.start();
  bench.simulator.command("fault garbled-command 1");
  bench.lay(kResident);
  CHECK(bench.card().number.view() == kNumber);
}

TEST_CASE("a late answer is dropped before the next command") {
  IdCardBench bench;
  bench.start();
  for (const int late : {400, 1100, 1600}) {
    bench.simulator.command("fault late " + std::to_string(late));
    bench.some_polls();
    bench.lay(kResident);
    CHECK(bench.card().number.view() == kNumber);
    bench.simulator.command("card-remove");
    bench.some_polls();
  }
  CHECK(bench.events.count<hal::CardNotRead>() == 0);
}

TEST_CASE("a security module without keys is a faulty reader, and is used again when it is mended") {
  for (const char* code : {"66", "60"}) {
    IdCardBench bench;
    bench.start();
    bench.simulator.command(std::string("fault sam-fault ") + code);
    bench.expect(hal::Health::faulty);
    bench.simulator.command("ok");
    bench.expect(hal::Health::ok);
    bench.lay(kResident);
    CHECK(bench.card().number.view() == kNumber);
  }
}

TEST_CASE("a reader that is faulty from the start says so") {
  IdCardBench bench({"fault sam-fault 66"});
  CHECK(bench.events.next<hal::ReaderChanged>().health == hal::Health::faulty);
}

TEST_CASE("a silent reader is gone, reading or not, and back when it speaks again") {
  for (const bool reading : {false, true}) {
    IdCardBench bench;
    bench.expect(hal::Health::ok);
    if (reading) bench.driver->start_reading();
    bench.simulator.command("silent");
    bench.expect(hal::Health::gone);
    bench.simulator.command("ok");
    bench.expect(hal::Health::ok);
    bench.driver->start_reading();
    bench.lay(kResident);
    CHECK(bench.card().number.view() == kNumber);
  }
}

TEST_CASE("an unplugged reader is gone, and back when it is plugged in; the card on it is read") {
  IdCardBench bench;
  bench.start();
  bench.simulator.command("unplug");
  bench.expect(hal::Health::gone);
  bench.lay(kResident);
  bench.simulator.command("plug");
  bench.expect(hal::Health::ok);
  CHECK(bench.card().number.view() == kNumber);
}

TEST_CASE("the plug is pulled in the middle of a read: gone, and the card is read after the return") {
  IdCardBench bench({"select-80-until-relaid off"});
  bench.start();
  bench.simulator.command("fault unplug-inside");
  bench.lay(kResident);
  bench.expect(hal::Health::gone);
  bench.simulator.command("plug");
  bench.expect(hal::Health::ok);
  CHECK(bench.card().number.view() == kNumber);
  CHECK(bench.events.count<hal::CardArrived>() == 1);
}

TEST_CASE("a reader that is missing at the start is gone first and used when it comes") {
  IdCardBench bench;
  bench.expect(hal::Health::ok);
  bench.simulator.command("unplug");
  EventLog<hal::IdCardEvent> events;
  const auto late = drivers::make_id_card_reader(bench.simulator.address(), bench.clock, events.sink());
  CHECK(events.next<hal::ReaderChanged>().health == hal::Health::gone);
}

TEST_CASE("a slow line brings the same card") {
  IdCardBench bench({}, {"--pace", "19200"});
  bench.start();
  bench.lay(kResident);
  CHECK(bench.card().number.view() == kNumber);
}

TEST_CASE("the driver ends at once in any state") {
  for (const char* state : {"ok", "silent", "unplug"}) {
    IdCardBench bench;
    bench.start();
    bench.simulator.command(state);
    bench.lay(kResident);
    bench.driver.reset();
  }
}
