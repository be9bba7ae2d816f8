#include "tools/specimens/sheets.h"

#include <array>
#include <utility>

namespace bancheng::specimens {
namespace {

constexpr double kA4Width = 210;
constexpr double kA4Height = 297;
using Align = TextStyle::Align;

struct Cell {
  const char* label;
  const char* value;
};

/// Rows of label and value pairs, two to a row; returns the y below the table.
double table(Canvas& page, double y, double row_height, const std::vector<std::array<Cell, 2>>& rows) {
  constexpr double kLeft = 20, kWidth = 170, kLabel = 34, kHalf = kWidth / 2;
  for (const auto& row : rows) {
    const bool wide = row[1].label == nullptr;
    page.frame(kLeft, y, kWidth, row_height, 0.25);
    for (std::size_t i = 0; i < (wide ? 1u : 2u); ++i) {
      const double x = kLeft + static_cast<double>(i) * kHalf;
      page.line(x + kLabel, y, x + kLabel, y + row_height);
      if (i == 1) page.line(x, y, x, y + row_height);
      page.text(x, y + row_height / 2 - 2.8, row[i].label, {3.6, colours::kInk, false, Align::centre, kLabel});
      page.text(x + kLabel + 3, y + row_height / 2 - 2.9, row[i].value, {3.9, colours::kInk, true, Align::left, 0});
    }
    y += row_height;
  }
  return y;
}

std::unique_ptr<Canvas> draw_household_register() {
  auto page = std::make_unique<Canvas>(kA4Width, kA4Height, Colour{0.985, 0.97, 0.93});
  page->watermark();
  page->frame(14, 14, 182, 269, 0.9, {0.45, 0.25, 0.20});
  page->text(0, 24, "常住人口登记卡", {10, colours::kInk, true, Align::centre, kA4Width});
  page->text(0, 40, "样本 SPECIMEN · 不具任何效力", {5, colours::kRed, true, Align::centre, kA4Width});
  double y = table(*page, 56, 15,
                   {{{{"姓    名", "样本文"}, {"户主或与户主关系", "户主"}}},
                    {{{"曾 用 名", "—"}, {"性    别", "女"}}},
                    {{{"出 生 地", "样本省样本市"}, {"民    族", "汉"}}},
                    {{{"籍    贯", "样本省样本市"}, {"出生日期", "1949年12月31日"}}},
                    {{{"本市(县)其他住址", "样本省样本市样本区样本街道样本路1号"}, {nullptr, nullptr}}},
                    {{{"身份证编号", "11010519491231002X"}, {"宗教信仰", "—"}}},
                    {{{"身    高", "—"}, {"血    型", "—"}}},
                    {{{"文化程度", "样本"}, {"婚姻状况", "样本"}}},
                    {{{"服务处所", "样本单位"}, {"职    业", "样本"}}},
                    {{{"何时由何地迁来", "样本"}, {nullptr, nullptr}}}});
  page->text(22, y + 14, "承办人签章：样本", {4.2});
  page->text(112, y + 14, "登记日期：2000年1月1日", {4.2});
  page->seal(160, y + 36, 18);
  page->text(0, 272, "— 样本页 1 —", {3.6, colours::kGrey, false, Align::centre, kA4Width});
  return page;
}

std::unique_ptr<Canvas> draw_application_form() {
  auto page = std::make_unique<Canvas>(kA4Width, kA4Height, colours::kWhite);
  page->watermark(0.07);
  page->text(0, 20, "老年人优待证申请表", {9, colours::kInk, true, Align::centre, kA4Width});
  page->text(0, 34, "样本 SPECIMEN", {5, colours::kRed, true, Align::centre, kA4Width});
  page->qr(164, 12, 30, kFormCode);
  double y = table(*page, 52, 14,
                   {{{{"姓    名", "样本文"}, {"性    别", "女"}}},
                    {{{"身份证号码", "11010519491231002X"}, {"联系电话", "138 0013 8000"}}},
                    {{{"现住址", "样本省样本市样本区样本街道样本路1号"}, {nullptr, nullptr}}},
                    {{{"紧急联系人", "样本亲"}, {"与本人关系", "家人"}}},
                    {{{"领取方式", "本机领取"}, {"申请日期", "2000年1月1日"}}}});
  page->text(20, y + 10, "申请人声明", {5, colours::kInk, true});
  page->text(20, y + 20,
             "以上内容均为样本，用来检查高拍仪、页面查找和压缩之后文字是否仍然清楚。本页不对应任何真实的人或事项。"
             "This page exists to check that print stays readable after it was found, straightened and compressed.",
             {4, colours::kInk, false, Align::left, 170});
  page->text(20, y + 52, "二号字 样本省样本市 0123456789 ABCDEFG abcdefg", {7.4});
  page->text(20, y + 66, "四号字 样本省样本市 0123456789 ABCDEFG abcdefg", {4.9});
  page->text(20, y + 76, "小五号 样本省样本市 0123456789 ABCDEFG abcdefg", {3.2});
  page->text(20, y + 84, "六号字 样本省样本市 0123456789 ABCDEFG abcdefg", {2.6});
  page->text(110, 246, "申请人签名：", {4.6});
  page->line(140, 252, 188, 252);
  page->seal(52, 248, 17);
  return page;
}

std::unique_ptr<Canvas> draw_blank_page() {
  auto page = std::make_unique<Canvas>(kA4Width, kA4Height, colours::kWhite);
  page->text(10, 284, "样本 SPECIMEN", {3.5, colours::kGrey, true});
  return page;
}

}  // namespace

std::vector<Sheet> all_sheets() {
  return {{"household-register", draw_household_register}, {"application-form", draw_application_form}, {"id-photo", draw_id_photo},
          {"bank-card", draw_bank_card},                   {"busy-page", draw_busy_page},               {"blank-page", draw_blank_page}};
}

}  // namespace bancheng::specimens
