#include <doctest/doctest.h>
#include <stdlib.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "kiosk/core/form/answers.h"
#include "tools/effort_runner/person.h"
#include "tools/effort_runner/report.h"
#include "tools/effort_runner/ways.h"

using namespace bancheng;
using namespace bancheng::effort;
using core::catalogue::Catalogue;
using core::catalogue::Delivery;
using core::catalogue::Effort;
using core::catalogue::Field;
using core::catalogue::FieldKind;
using core::catalogue::Item;
using core::catalogue::ItemKind;

namespace {

core::LocalText both(const std::string& text) { return {{core::Language::zh_cn, text}, {core::Language::en, text}}; }

Field field(const std::string& id, FieldKind kind) {
  Field field;
  field.id = id;
  field.kind = kind;
  field.label = both("question " + id);
  field.max_length = 60;
  return field;
}

Field choice(const std::string& id) {
  Field chosen = field(id, FieldKind::choice);
  chosen.choices = {{"a", both("a")}, {"b", both("b")}};
  return chosen;
}

core::catalogue::Material material(const std::string& id) {
  core::catalogue::Material material;
  material.id = id;
  material.name = both(id);
  material.max_pages = 3;
  return material;
}

Item application(std::vector<Field> fields) {
  Item item;
  item.id = "matter";
  item.name = both("matter");
  item.fields = std::move(fields);
  item.deliveries = {Delivery::pick_up};
  return item;
}

Ways ways_of(Item item) {
  auto catalogue = std::make_shared<Catalogue>();
  const std::string id = item.id;
  catalogue->items = {std::move(item)};
  return find_ways(catalogue, id);
}

Effort most_of(const Item& item) {
  const Ways ways = ways_of(item);
  REQUIRE(!ways.ways.empty());
  return measure(ways).most;
}

std::string text_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

/// The shipped catalogue in a folder of its own, where its files can be changed.
class Copy {
 public:
  Copy() {
    std::string name = (std::filesystem::temp_directory_path() / "effort-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    folder_ = name;
    std::filesystem::copy(std::filesystem::path(BANCHENG_SOURCE_DIR) / "assets/catalogue", folder_ / "catalogue",
                          std::filesystem::copy_options::recursive);
  }
  ~Copy() { std::filesystem::remove_all(folder_); }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;

  void replace(const std::string& file, const std::string& what, const std::string& with) const {
    std::string text = text_of(folder_ / "catalogue" / file);
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    std::ofstream(folder_ / "catalogue" / file) << text.replace(at, what.size(), with);
  }

  /// The program's exit code; what it said on standard error is in `said`.
  int run(const std::string& arguments = "") {
    const std::string command = std::string(EFFORT_PROGRAM) + " " + (folder_ / "catalogue").string() + " " + arguments + " >" +
                                (folder_ / "out").string() + " 2>" + (folder_ / "said").string();
    const int status = std::system(command.c_str());
    said = text_of(folder_ / "said");
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  std::string said;

 private:
  std::filesystem::path folder_;
};

bool has(const std::vector<std::string>& complaints, const std::string& part) {
  for (const std::string& complaint : complaints) {
    if (complaint.find(part) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("the least that an application takes is counted act by act") {
  const Ways ways = ways_of(application({field("phone", FieldKind::phone)}));
  REQUIRE(ways.ways.size() == 1);
  const Way& way = ways.ways.front();
  CHECK(way.cost.touches == 5);      // start, continue, continue, the signature, submit
  CHECK(way.cost.characters == 11);  // the phone number
  CHECK(way.cost.screens == 7);      // guide, card, field, check, sign, storing, receipt
  // Looked over: guide, field, check, sign, receipt. Four touches, a signature, a number typed, the card laid; waits for card,
  // disk, hall and printer.
  const Seconds by_hand = 5 * kLookOver + 4 * (kMental + kPoint + kPress) + (kMental + kSign) + (kMental + 11 * kKey) +
                          (kMental + 2 * kHoming + kLayCard) + kCardRead + kStored + kHallAnswers + kPrinted;
  CHECK(way.cost.time.count() == doctest::Approx(by_hand.count()));
}

TEST_CASE("each material takes one page, whatever fits") {
  Item item = application({});
  const Effort without = most_of(item);
  item.materials = {material("one")};
  const Effort with_one = most_of(item);
  CHECK(with_one.touches == without.touches + 2);  // capture, keep
  CHECK(with_one.screens == without.screens + 2);  // the material, what was captured
  CHECK(with_one.characters == without.characters);
}

TEST_CASE("what depends on an answer makes a way of its own, the dearest counts") {
  Field more = field("more", FieldKind::citizen_number);
  more.when = {{"which", "b"}};
  const Ways ways = ways_of(application({choice("which"), more}));
  CHECK(ways.ways.size() == 2);
  const Measured measured = measure(ways);
  CHECK(measured.least.characters == 0);
  CHECK(measured.most.characters == 18);
  CHECK(measured.most.screens == measured.least.screens + 1);
}

TEST_CASE("a question that need not be answered is answered on the dearest way") {
  Field note = field("note", FieldKind::digits);
  note.required = false;
  note.max_length = 7;
  const Measured measured = measure(ways_of(application({note})));
  CHECK(measured.least.characters == 0);
  CHECK(measured.most.characters == 7);
}

TEST_CASE("a condition leads on with the answer that meets it alone, and an age finds its person") {
  Item item = application({});
  core::catalogue::Condition young;
  young.id = "young";
  young.kind = core::catalogue::Condition::Kind::age_at_most;
  young.years = 63;
  young.unmet = both("too old");
  core::catalogue::Condition asked;
  asked.id = "asked";
  asked.question = both("asked");
  asked.wanted = false;
  asked.unmet = both("unmet");
  item.conditions = {young, asked};
  CHECK(ways_of(item).ways.size() == 1);

  item.conditions.front().years = 1;
  const Ways none = ways_of(item);
  CHECK(none.ways.empty());
  CHECK(has(complaints_about(item, none), "no way leads"));
}

TEST_CASE("records end with the paper after a code from the phone, guides with their paper") {
  Item record = application({});
  record.kind = ItemKind::record;
  record.record = "something";
  record.deliveries.clear();
  const Effort of_record = most_of(record);
  CHECK(of_record.touches == 4);     // start, agree, continue, print
  CHECK(of_record.characters == 6);  // the code
  Item guide = record;
  guide.kind = ItemKind::guide;
  guide.record.clear();
  const Effort of_guide = most_of(guide);
  CHECK(of_guide.touches == 1);
  CHECK(of_guide.screens == 1);
}

TEST_CASE("an item without budget, over its budget, within it") {
  Item item = application({field("phone", FieldKind::phone)});
  const Ways ways = ways_of(item);
  CHECK(has(complaints_about(item, ways), "has no budget"));

  item.budget = fitting_budget(measure(ways).most);
  CHECK(item.budget->characters == 15);
  CHECK(complaints_about(item, ways).empty());

  for (int Effort::*measure_of : {&Effort::touches, &Effort::characters, &Effort::screens, &Effort::seconds}) {
    Item tight = item;
    tight.budget = measure(ways).most;
    CHECK(complaints_about(tight, ways).empty());
    --(*tight.budget.*measure_of);
    CHECK(complaints_about(tight, ways).size() == 1);
  }
}

TEST_CASE("a question that asks what an earlier one has answered is named") {
  for (const FieldKind kind : {FieldKind::phone, FieldKind::name, FieldKind::citizen_number, FieldKind::credit_code}) {
    Item item = application({field("first", kind), field("second", kind)});
    CHECK(has(complaints_about(item, ways_of(item)), "'second' asks what 'first' has answered"));
    item.fields.back().means = "somebody-else";
    CHECK(ways_of(item).asked_twice.empty());
  }
  Item item = application({field("first", FieldKind::text), field("second", FieldKind::text)});
  CHECK(ways_of(item).asked_twice.empty());
  item.fields.back().label = item.fields.front().label;
  CHECK(ways_of(item).asked_twice.size() == 1);
}

TEST_CASE("what is asked in the place of another question is not asked twice") {
  Item item = application({choice("which"), field("first", FieldKind::phone), field("second", FieldKind::phone)});
  item.fields[1].when = {{"which", "a"}};
  item.fields[2].when = {{"which", "b"}};
  CHECK(ways_of(item).asked_twice.empty());
}

TEST_CASE("what the card tells is not asked, and a question for it that comes all the same is named") {
  Item item = application({field("name", FieldKind::name)});
  item.fields.front().prefill = core::catalogue::CardSource::name;
  const Ways told = ways_of(item);
  CHECK(told.asked_twice.empty());
  CHECK(measure(told).most.characters == 0);
  // Too long for this field: the card does not answer it.
  item.fields.front().max_length = 2;
  CHECK(ways_of(item).ways.empty());
}

TEST_CASE("the courier's details come filled in; another's phone number is not taken for the person's") {
  const auto by_courier = [](const Item& item) {
    const Ways ways = ways_of(item);
    CHECK(ways.asked_twice.empty());
    for (const Way& way : ways.ways) {
      if (way.by_courier) return way.cost;
    }
    FAIL("no way by courier");
    return Cost{};
  };
  Item item = application({field("phone", FieldKind::phone)});
  item.deliveries = {Delivery::pick_up, Delivery::courier};
  CHECK(by_courier(item).characters == 11);
  CHECK(most_of(item).screens + 3 == by_courier(item).screens);  // pick-up is what is measured
  item.fields.front().means = "landlord-phone";
  CHECK(by_courier(item).characters == 22);
  item.deliveries = {Delivery::courier};
  CHECK(by_courier(item).characters == 22);
  CHECK(most_of(item).characters == 22);
}

TEST_CASE("specimen answers are good ones, whatever the room, and take the keys that the README says") {
  CHECK(specimen_answer(FieldKind::text, 200).keys == 62);
  CHECK(specimen_answer(FieldKind::text, 199).keys == 42);
  CHECK(specimen_answer(FieldKind::text, 39).keys == 8);
  CHECK(specimen_answer(FieldKind::name, 30).keys == 13);
  CHECK(specimen_answer(FieldKind::name, 30).picks == 3);
  CHECK(specimen_answer(FieldKind::digits, 20).keys == 19);
  for (const FieldKind kind : {FieldKind::text, FieldKind::name, FieldKind::digits, FieldKind::phone, FieldKind::date, FieldKind::citizen_number,
                               FieldKind::credit_code}) {
    for (const int max_length : {18, 30, 60, 100, 200, 500}) {
      Field asked = field("asked", kind);
      asked.max_length = max_length;
      const Typed typed = specimen_answer(kind, max_length);
      CHECK(!core::form::check(asked, base::PersonText(typed.text)));
      CHECK(typed.keys >= typed.picks);
      CHECK(typed.keys > 0);
    }
  }
}

TEST_CASE("the program fails for an item over its budget, one without a budget and one that asks twice, and names it") {
  Copy copy;
  CHECK(copy.run() == 0);
  CHECK(copy.said.empty());
  CHECK(copy.run("no-such-item") == 1);

  copy.replace("elderly-card.yaml", "budget: {touches: 15", "budget: {touches: 2");
  CHECK(copy.run() == 1);
  CHECK(copy.said.starts_with("elderly-card: takes "));
  CHECK(copy.said.find("touches, but its budget is 2;") != std::string::npos);
  CHECK(copy.run("residence-permit") == 0);

  copy.replace("residence-permit.yaml", "budget: ", "# ");
  CHECK(copy.run("residence-permit") == 1);
  CHECK(copy.said.starts_with("residence-permit: has no budget"));

  copy.replace("utilities-transfer.yaml", "  - id: gas-number\n    kind: digits\n", "  - id: gas-number\n    kind: phone\n");
  CHECK(copy.run("utilities-transfer") == 1);
  CHECK(copy.said.find("utilities-transfer: 'phone' asks what 'gas-number' has answered") != std::string::npos);
}
