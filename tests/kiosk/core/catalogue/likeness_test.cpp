#include "kiosk/core/catalogue/likeness.h"

#include <doctest/doctest.h>

using namespace bancheng::core::catalogue;

TEST_CASE("slips are counted against the nearest beginning of a word") {
  CHECK(slips_to_a_beginning("laonian", "laonianzheng") == 0);
  CHECK(slips_to_a_beginning("laonain", "laonianzheng") == 1);   // swapped
  CHECK(slips_to_a_beginning("lonian", "laonianzheng") == 1);    // left out
  CHECK(slips_to_a_beginning("laoniian", "laonianzheng") == 1);  // put in
  CHECK(slips_to_a_beginning("laoniam", "laonianzheng") == 1);   // changed
  CHECK(slips_to_a_beginning("aloniam", "laonianzheng") == 2);
  CHECK(slips_to_a_beginning("", "laonian") == 0);
  CHECK(slips_to_a_beginning("abc", "") == 3);
}

TEST_CASE("a spelling is whole, unfinished, shortened or none") {
  const std::vector<std::string> words{"lao", "nian", "zheng"};
  CHECK(spelled_from("laonianzheng", words, 0) == Spelled::whole);
  CHECK(spelled_from("nianzheng", words, 1) == Spelled::whole);
  CHECK(spelled_from("laoni", words, 0) == Spelled::unfinished);
  CHECK(spelled_from("laonian", words, 0) == Spelled::unfinished);
  CHECK(spelled_from("lnz", words, 0) == Spelled::shortened);
  CHECK(spelled_from("laonzh", words, 0) == Spelled::shortened);
  CHECK(spelled_from("lz", words, 0) == Spelled::not_at_all);
  CHECK(spelled_from("laonianzhengka", words, 0) == Spelled::not_at_all);
  CHECK(spelled_from("lao", words, 3) == Spelled::not_at_all);
}

TEST_CASE("readings that need another cut are found: xian is xi, an") {
  CHECK(spelled_from("xian", {"xi", "an"}, 0) == Spelled::whole);
  CHECK(spelled_from("xa", {"xi", "an"}, 0) == Spelled::shortened);
  CHECK(spelled_from("fangan", {"fang", "an"}, 0) == Spelled::whole);
}
