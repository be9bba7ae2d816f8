// Sheets that are pictures rather than print: photos, a card, a page full of everything.
#include <cmath>

#include "tools/specimens/sheets.h"

namespace bancheng::specimens {
namespace {

using Align = TextStyle::Align;
constexpr Colour kPhotoBlue{0.26, 0.55, 0.86};
constexpr Colour kPhotoRed{0.80, 0.22, 0.20};

}  // namespace

std::unique_ptr<Canvas> draw_id_photo() {
  // Photo paper of 5 inches with two rows of one-inch photos (25 x 35 mm).
  auto page = std::make_unique<Canvas>(127, 89, colours::kWhite);
  for (int row = 0; row < 2; ++row) {
    for (int column = 0; column < 4; ++column) {
      page->silhouette(9 + column * 28.0, 5 + row * 38.0, 25, 35, row == 0 ? kPhotoBlue : kPhotoRed);
    }
  }
  page->text(0, 81.5, "一寸证件照 样本 SPECIMEN", {3.6, colours::kRed, true, Align::centre, 127});
  return page;
}

std::unique_ptr<Canvas> draw_bank_card() {
  // ID-1, ISO/IEC 7810: 85.60 x 53.98 mm, corners of 3.18 mm.
  auto card = std::make_unique<Canvas>(85.60, 53.98, Colour{0.13, 0.38, 0.55}, 3.18);
  for (int i = 0; i < 9; ++i) card->disc(78 - i * 2.0, 58 - i * 5.0, 30 - i * 2.5, 24 - i * 2.0, {0.35, 0.65, 0.80, 0.10});
  card->watermark(0.12);
  card->text(6, 4.5, "样本银行", {6, colours::kWhite, true});
  card->text(48, 5.5, "样本 SPECIMEN", {4.2, {1, 0.85, 0.4}, true});
  card->block(8, 19, 12, 9.5, {0.86, 0.74, 0.42});
  for (const double y : {22.2, 25.3}) card->line(8, y, 20, y, 0.3, {0.5, 0.4, 0.2});
  card->line(14, 19, 14, 28.5, 0.3, {0.5, 0.4, 0.2});
  card->text(8, 30, "0000 0000 0000 0000", {6.2, colours::kWhite, true});
  card->text(8, 41, "YANGBEN ZHENGJIAN", {3.4, colours::kWhite});
  card->text(56, 41, "00/00", {3.4, colours::kWhite});
  return card;
}

std::unique_ptr<Canvas> draw_busy_page() {
  auto page = std::make_unique<Canvas>(210, 297, Colour{0.93, 0.91, 0.86});
  page->block(8, 8, 194, 30, {0.15, 0.16, 0.30});
  page->text(0, 12, "样本日报 SPECIMEN", {13, colours::kWhite, true, Align::centre, 210});
  for (int i = 0; i < 6; ++i) {
    const double x = 10 + (i % 2) * 97.0;
    const double y = 44 + (i / 2) * 82.0;
    const double hue = i / 6.0;
    page->block(x, y, 44, 34, {0.2 + 0.6 * hue, 0.35, 0.7 - 0.5 * hue});
    for (int k = 0; k < 7; ++k) page->disc(x + 6 + k * 5.5, y + 17 + 8 * std::sin(k + i), 5, 6, {0.9, 0.85 - 0.1 * k, 0.3 + 0.1 * i, 0.8});
    page->frame(x, y, 44, 34, 0.8);
    page->text(x + 47, y, "样本标题，写得很长的一行", {5, colours::kInk, true, Align::left, 44});
    page->text(x + 47, y + 16, "这一页什么都有：照片、表格、底色和密密麻麻的字，看看页面还找不找得到。样本样本样本。", {3, colours::kInk, false, Align::left, 44});
    page->text(x, y + 38,
               "样本文字样本文字，样本文字样本文字样本文字。样本文字样本文字样本文字样本文字，样本文字样本文字样本文字样本文字样本文字。"
               "样本文字样本文字样本文字，样本文字样本文字样本文字样本文字样本文字样本文字。",
               {3, colours::kInk, false, Align::left, 90});
    page->frame(x, y + 60, 90, 16, 0.5);
    for (int k = 1; k < 6; ++k) page->line(x + k * 15.0, y + 60, x + k * 15.0, y + 76, 0.4);
    page->line(x, y + 68, x + 90, y + 68, 0.4);
  }
  page->seal(165, 262, 22);
  return page;
}

}  // namespace bancheng::specimens
