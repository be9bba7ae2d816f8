#include "specimens.h"

#include "kiosk/core/delivery/number.h"

namespace bancheng::core::session::checks {
namespace {

using base::PersonText;
using catalogue::Condition;
using catalogue::Field;
using catalogue::FieldKind;
using catalogue::Item;
using catalogue::Material;

LocalText both(std::string chinese, std::string english) {
  return {{Language::zh_cn, std::move(chinese)}, {Language::en, std::move(english)}};
}

Field field(std::string id, FieldKind kind, catalogue::CardSource prefill = catalogue::CardSource::none) {
  Field field;
  field.id = std::move(id);
  field.kind = kind;
  field.prefill = prefill;
  field.label = both("问题", "Question");
  field.hint = both("提示", "Hint");
  return field;
}

Item pass_item() {
  Item item;
  item.id = "pass";
  item.version = 7;
  item.name = both("优待证", "Pass");
  item.summary = both("样本", "Specimen");
  item.icon = "elderly-card";
  item.promised_working_days = 5;
  item.guide = {{both("满60岁", "60 or older")}, both("本机", "Here"), both("24小时", "Always"), both("免费", "Free"),
                both("5天", "5 days"), both("证", "Pass"), {both("老花镜", "Reading glasses")}};
  Condition age;
  age.id = "age";
  age.kind = Condition::Kind::age_at_least;
  age.years = 60;
  age.unmet = both("没到年龄", "Too young");
  Condition local;
  local.id = "local";
  local.question = both("本市户籍吗？", "Registered here?");
  local.unmet = both("先办居住证", "Get a residence permit first");
  local.ways = {both("带身份证去派出所", "Go to the police with your ID card"), both("十天后取", "Fetch it after ten days")};
  local.leads_to = "notice";
  item.conditions = {age, local};
  Field living = field("living", FieldKind::choice);
  living.choices = {{"family", both("和家人", "With family")}, {"alone", both("自己", "Alone")}};
  Field note = field("note", FieldKind::text);
  note.required = false;
  note.hint.clear();
  item.fields = {field("name", FieldKind::name, catalogue::CardSource::name),
                 field("number", FieldKind::citizen_number, catalogue::CardSource::number),
                 field("phone", FieldKind::phone), living, note};
  Material photo;
  photo.id = "photo";
  photo.name = both("照片", "Photo");
  photo.hint = both("平放", "Flat");
  photo.picture = "id-photo";
  Material book;
  book.id = "book";
  book.name = both("户口簿", "Register");
  book.max_pages = 2;
  item.materials = {photo, book};
  item.deliveries = {catalogue::Delivery::pick_up, catalogue::Delivery::courier};
  return item;
}

Item notice_item() {
  Item item;
  item.id = "notice";
  item.name = both("备案", "Notice");
  item.summary = both("样本", "Specimen");
  item.fields = {field("words", FieldKind::text)};
  item.deliveries = {catalogue::Delivery::pick_up};
  return item;
}

/// A question that hangs on one that hangs on another, and a material that hangs on that.
Item order_item() {
  Item item = notice_item();
  item.id = "order";
  Field role = field("role", FieldKind::choice);
  role.choices = {{"self", both("本人", "Myself")}, {"other", both("受人委托", "For somebody else")}};
  Field scope = field("scope", FieldKind::choice);
  scope.choices = {{"all", both("全部", "Everything")}, {"some", both("一部分", "Some of it")}};
  scope.when = {{"role", "other"}};
  Field company = field("company", FieldKind::credit_code);
  company.when = {{"scope", "some"}};
  item.fields = {field("day", FieldKind::date), role, field("count", FieldKind::digits), scope, company};
  Material letter;
  letter.id = "letter";
  letter.name = both("委托书", "Letter of authority");
  letter.when = {{"scope", "some"}};
  item.materials = {letter};
  return item;
}

/// An age limit, a condition that is asked of some only, a question that hangs on it.
Item wish_item() {
  Item item = notice_item();
  item.id = "wish";
  item.kind = catalogue::ItemKind::appointment_wish;
  item.promised_working_days = 2;
  item.deliveries.clear();
  Condition age;
  age.id = "age";
  age.kind = Condition::Kind::age_at_most;
  age.years = 150;
  age.unmet = both("年龄不符", "Too old");
  Condition before;
  before.id = "before";
  before.question = both("办过吗？", "Done before?");
  before.unmet = both("请去窗口", "Please go to the counter");
  Condition where;
  where.id = "where";
  where.question = both("在本市办的吗？", "Here in the city?");
  where.unmet = both("请去原地办", "Go where it was done");
  where.when = {{"before", "yes"}};
  item.conditions = {age, before, where};
  Field how_long = field("how-long", FieldKind::digits);
  how_long.when = {{"where", "yes"}};
  item.fields = {how_long, field("phone", FieldKind::phone)};
  return item;
}

Item leaflet_item() {
  Item item = pass_item();
  item.id = "leaflet";
  item.kind = catalogue::ItemKind::guide;
  item.conditions.clear();
  item.fields.clear();
  item.materials.clear();
  item.deliveries.clear();
  return item;
}

Item extract_item() {
  Item item = leaflet_item();
  item.id = "extract";
  item.kind = catalogue::ItemKind::record;
  item.record = "extract";
  return item;
}

using FinderChoice = catalogue::FinderQuestion::Choice;

void add_home(catalogue::Catalogue& catalogue) {
  catalogue.life_events = {{"old-age", both("退休养老", "Old age"), "elderly-card", {"pass", "leaflet"}}};
  catalogue.most_used = {"pass", "notice", "order", "wish", "leaflet"};
  catalogue.finder = {{"who",
                       both("给谁办？", "For whom?"),
                       both("点一个", "Touch one"),
                       {{"me", both("自己", "Myself"), FinderChoice::To::question, "what"},
                        {"other", both("别人", "Somebody else"), FinderChoice::To::help_case, ""}}},
                      {"what",
                       both("办什么？", "What?"),
                       {},
                       {{"card", both("办证", "A card"), FinderChoice::To::item, "pass"},
                        {"unsure", both("说不清", "Hard to say"), FinderChoice::To::help_case, ""}}}};
}

/// English words as they are: enough to look up the specimens.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') words.back().push_back(static_cast<char>(c - 'A' + 'a'));
    else if (c >= 'a' && c <= 'z') words.back().push_back(c);
    else if (!words.back().empty()) words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

}  // namespace

Setup specimen_setup() {
  auto items = std::make_shared<catalogue::Catalogue>();
  items->version = 1;
  items->items = {pass_item(), notice_item(), order_item(), wish_item(), leaflet_item(), extract_item()};
  add_home(*items);
  Setup setup;
  setup.catalogue = std::move(items);
  setup.search = std::make_shared<const catalogue::SearchIndex>(*setup.catalogue, words_of);
  setup.home_tiles = 4;
  setup.terminal_name = "样本大厅1号机";
  setup.hall_phone = "010-00000012";
  setup.opening_hours = both("每天 08:00–20:00 开放", "Open every day, 08:00–20:00");
  return setup;
}

const char* name_of(Specimen which) {
  switch (which) {
    case Specimen::elder: return "elder";
    case Specimen::young: return "young";
    case Specimen::expired: return "expired";
    case Specimen::not_yet_valid: return "not yet valid";
    case Specimen::wrong_number: return "wrong number";
    case Specimen::contradicting: return "contradicting";
    case Specimen::incomplete: return "incomplete";
  }
  return "";
}

identity::IdCard specimen_card(Specimen which) {
  identity::IdCard card;
  card.name = PersonText("样本");
  card.sex_code = PersonText("2");
  card.birth_date = PersonText("19491231");
  card.address = PersonText("样本市样本路1号");
  card.number = PersonText("11010519491231002X");
  card.valid_from = PersonText("20100101");
  card.valid_to = PersonText("长期");
  if (which == Specimen::young) {
    card.kind = identity::CardKind::foreigner_2023;
    card.latin_name = PersonText("SPECIMEN");
    card.birth_date = PersonText("19800101");
    card.number = PersonText("931586198001010028");
  }
  if (which == Specimen::expired) card.valid_to = PersonText("20191231");
  if (which == Specimen::not_yet_valid) card.valid_from = PersonText("20990101");
  if (which == Specimen::contradicting) card.birth_date = PersonText("19500101");
  if (which == Specimen::incomplete) card.name = PersonText();
  if (which == Specimen::wrong_number) card.number = PersonText("110105194912310021");
  return card;
}

base::Moment specimen_start() {
  // Monday, 5 January 2026, 02:00 UTC: ten in the morning in China.
  const base::WallTime wall = std::chrono::sys_days{std::chrono::January / 5 / 2026} + std::chrono::hours(2);
  return {wall, {std::chrono::hours(1)}};
}

delivery::Signature good_signature() {
  delivery::Stroke stroke;
  for (std::uint32_t i = 0; i <= 10; ++i) stroke.push_back({static_cast<float>(i) / 10, 0.5F, i * 20});
  return {stroke};
}

delivery::Signature dot_signature() {
  delivery::Stroke stroke;
  stroke.push_back({0.5F, 0.5F, 0});
  return {stroke};
}

delivery::StoredSubmission stored_as(std::uint32_t n, base::WallTime at) {
  return {*delivery::make_number({10001, n}), "0123456789ABCDEF", at};
}

}  // namespace bancheng::core::session::checks
