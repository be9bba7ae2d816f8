#include "kiosk/ui/changes.h"

#include <doctest/doctest.h>

#include <vector>

namespace bancheng::ui {
namespace {

const Piece kPage{1, {0, 0, 100, 100}};
const Piece kButton{2, {10, 10, 20, 5}};
const Piece kPressed{3, {10, 10, 20, 5}};
const Piece kText{4, {50, 60, 30, 10}};

}  // namespace

TEST_CASE("nothing changed") {
  CHECK(changed_area({}, {}).empty());
  const std::vector<Piece> frame{kPage, kButton, kText};
  CHECK(changed_area(frame, frame).empty());
}

TEST_CASE("a pressed button is drawn anew, the rest is not") {
  const std::vector<Piece> before{kPage, kButton, kText};
  const std::vector<Piece> now{kPage, kPressed, kText};
  CHECK(changed_area(before, now) == kButton.bounds);
}

TEST_CASE("what moved is drawn where it was and where it is") {
  const Piece moved{5, {70, 80, 10, 10}};
  CHECK(changed_area(std::vector{kPage, kButton}, std::vector{kPage, moved}) == PixelRect{10, 10, 70, 80});
}

TEST_CASE("what came or went counts, not what stands before and after it") {
  const std::vector<Piece> with{kPage, kText, kButton};
  const std::vector<Piece> without{kPage, kButton};
  CHECK(changed_area(without, with) == kText.bounds);
  CHECK(changed_area(with, without) == kText.bounds);
  CHECK(changed_area({}, without) == kPage.bounds);
}

TEST_CASE("pieces that repeat are not counted twice as alike") {
  CHECK(changed_area(std::vector{kText, kText}, std::vector{kText}) == kText.bounds);
  CHECK(changed_area(std::vector{kText}, std::vector{kText, kText, kText}) == kText.bounds);
}

}  // namespace bancheng::ui
