// Which items a terminal offers, by its profile.
#include <doctest/doctest.h>

#include "kiosk/app/offered_items.h"

using namespace bancheng;
using core::catalogue::Applicant;
using core::catalogue::Catalogue;
using core::catalogue::FinderQuestion;
using core::catalogue::Item;

namespace {

Catalogue three_items() {
  Catalogue catalogue;
  for (const char* id : {"a", "b", "c"}) {
    Item item;
    item.id = id;
    if (item.id == "b") item.applicant = Applicant::company;
    catalogue.items.push_back(item);
  }
  catalogue.life_events = {{"one", {}, "", {"a", "c"}}, {"two", {}, "", {"c"}}};
  catalogue.most_used = {"c", "a"};
  FinderQuestion question;
  question.id = "q";
  question.choices = {{"x", {}, FinderQuestion::Choice::To::item, "a"}, {"y", {}, FinderQuestion::Choice::To::item, "c"}};
  catalogue.finder = {question};
  return catalogue;
}

std::string ids(const Catalogue& catalogue) {
  std::string all;
  for (const Item& item : catalogue.items) all += item.id;
  return all;
}

}  // namespace

TEST_CASE("all items, or those that are named, in their order") {
  CHECK(ids(**app::offer(three_items(), {})) == "acb");  // citizens first
  app::Config::Items items;
  items.first = app::FirstAtHome::companies;
  CHECK(ids(**app::offer(three_items(), items)) == "bac");
  CHECK((*app::offer(three_items(), items))->most_used == std::vector<std::string>{"b", "c", "a"});
  items.shown = {"c", "b", "a"};
  CHECK(ids(**app::offer(three_items(), items)) == "bca");
}

TEST_CASE("nothing leads to an item that is not offered") {
  app::Config::Items items;
  items.shown = {"b", "a"};
  const auto offered = app::offer(three_items(), items);
  REQUIRE(offered);
  const Catalogue& catalogue = **offered;
  REQUIRE(catalogue.life_events.size() == 1);
  CHECK(catalogue.life_events[0].items == std::vector<std::string>{"a"});
  CHECK(catalogue.most_used == std::vector<std::string>{"a"});
  CHECK(catalogue.finder[0].choices[0].to == FinderQuestion::Choice::To::item);
  CHECK(catalogue.finder[0].choices[1].to == FinderQuestion::Choice::To::help_case);
}

TEST_CASE("an id that the catalogue does not have is named with its line") {
  app::Config::Items items;
  items.shown = {"a", "z"};
  items.where = "hall.toml:14";
  const auto offered = app::offer(three_items(), items);
  REQUIRE_FALSE(offered);
  REQUIRE(offered.error().size() == 1);
  CHECK(offered.error()[0].where == "hall.toml:14");
  CHECK(offered.error()[0].what == "[items] shown: expected ids of the catalogue, which has no 'z'");
}
