#include "kiosk/core/catalogue/load.h"

#include <doctest/doctest.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <filesystem>

#include "kiosk/base/text_files.h"

using namespace bancheng;
using core::Language;
using core::catalogue::Source;

namespace {

const std::string kCorpus = BANCHENG_SOURCE_DIR "/tests/kiosk/core/catalogue/corpus";

/// The files of a catalogue, named as they are below its folder.
std::vector<Source> files_of(const std::string& folder) {
  auto files = base::read_text_files(folder, ".yaml");
  REQUIRE(files);
  for (Source& file : *files) file.file = std::filesystem::path(file.file).lexically_relative(folder).string();
  return *files;
}

/// The corpus' good catalogue with one mistake.
std::vector<Source> with_mistake(const YAML::Node& entry) {
  std::vector<Source> files = files_of(kCorpus + "/good");
  const auto file = std::find_if(files.begin(), files.end(), [&](const Source& one) { return one.file == entry["file"].as<std::string>(); });
  REQUIRE(file != files.end());
  const auto what = entry["replace"].as<std::string>();
  const auto at = file->text.find(what);
  REQUIRE(at != std::string::npos);
  file->text.replace(at, what.size(), entry["with"].as<std::string>());
  return files;
}

std::vector<std::string> said_about(const std::vector<Source>& files) {
  std::vector<std::string> said;
  const auto catalogue = core::catalogue::load_catalogue(files);
  if (catalogue) return said;
  for (const auto& complaint : catalogue.error()) said.push_back(complaint.where + ": " + complaint.what);
  return said;
}

std::string lines(const std::vector<std::string>& complaints) {
  std::string all;
  for (const std::string& one : complaints) all += one + "\n";
  return all;
}

std::string where(const std::string& complaint) { return complaint.substr(0, complaint.find(": ")); }

}  // namespace

TEST_CASE("the good catalogue is read whole") {
  const auto files = files_of(kCorpus + "/good");
  CHECK(lines(said_about(files)) == "");
  const auto catalogue = core::catalogue::load_catalogue(files);
  REQUIRE(catalogue);
  REQUIRE(catalogue->items.size() == 5);

  const auto& matter = *catalogue->find("matter");
  CHECK(matter.version == 3);
  CHECK(matter.kind == core::catalogue::ItemKind::application);
  CHECK(matter.name.at(Language::zh_cn) == "事项");
  CHECK(matter.synonyms.at(Language::zh_cn) == std::vector<std::string>{"别名", "俗称"});
  CHECK(matter.synonyms.at(Language::en) == std::vector<std::string>{"other word"});
  REQUIRE(matter.conditions.size() == 4);
  CHECK(matter.conditions[1].kind == core::catalogue::Condition::Kind::age_at_most);
  CHECK(matter.conditions[1].years == 60);
  CHECK(matter.conditions[2].ways.at(1).at(Language::en) == "Second step");
  CHECK(matter.conditions[2].leads_to == "wish");
  CHECK_FALSE(matter.conditions[3].wanted);
  CHECK(matter.conditions[3].when.at("resident") == "yes");
  CHECK(matter.fields.at(1).when.at("living") == "rent");
  CHECK(matter.fields.at(3).prefill == core::catalogue::CardSource::address);
  CHECK(matter.materials.at(1).when.size() == 2);
  CHECK(matter.deliveries.size() == 2);
  REQUIRE(matter.budget);
  CHECK(matter.budget->seconds == 90);

  const auto& permit = *catalogue->find("permit");
  CHECK(permit.applicant == core::catalogue::Applicant::company);
  REQUIRE(permit.fields.size() == 3);  // the part's come first
  CHECK(permit.fields[0].kind == core::catalogue::FieldKind::credit_code);
  CHECK(permit.fields[2].id == "reason");
  CHECK(permit.fields[2].means == "their-reason");
  CHECK(permit.fields[0].means.empty());
  CHECK(permit.materials.at(0).when.at("role") == "authorised");

  CHECK(catalogue->find("wish")->guide.bring.size() == 1);
  CHECK(catalogue->find("record")->record == "something");
  CHECK(catalogue->find("leaflet")->kind == core::catalogue::ItemKind::guide);

  CHECK(catalogue->find_life_event("work")->items == std::vector<std::string>{"permit", "leaflet"});
  const auto* who = catalogue->find_finder_question("who");
  REQUIRE(who == &catalogue->finder.front());
  CHECK(who->choices.at(0).target == "what");
  CHECK(who->choices.at(1).to == core::catalogue::FinderQuestion::Choice::To::item);
  CHECK(who->choices.at(2).to == core::catalogue::FinderQuestion::Choice::To::help_case);
  CHECK(catalogue->most_used == std::vector<std::string>{"matter", "record"});
}

TEST_CASE("every mistake of the corpus is named with its file, line and reason, and nothing else is") {
  const YAML::Node corpus = YAML::LoadFile(kCorpus + "/bad.yaml");
  REQUIRE(corpus.size() > 50);
  for (const auto& entry : corpus) {
    const auto what = entry["what"].as<std::string>();
    CAPTURE(what);
    auto said = said_about(with_mistake(entry));
    auto expected = entry["says"].as<std::vector<std::string>>();
    if (entry["rest"]) said.resize(std::min<std::size_t>(said.size(), 1));
    if (entry["only_where"]) {  // the words are yaml-cpp's
      for (auto* list : {&said, &expected}) std::transform(list->begin(), list->end(), list->begin(), where);
    }
    CHECK(lines(said) == lines(expected));
  }
}

TEST_CASE("all mistakes are named at once, by file and line") {
  auto files = files_of(kCorpus + "/good");
  for (Source& file : files) {
    if (file.file == "home.yaml") file.text = "most_used: [nothing]\ncolour: red\n";
    if (file.file == "matter.yaml") file.text = "id: matter\n";
    if (file.file == "record.yaml") file.text += "deliveries: [pick-up]\n";
  }
  const auto said = said_about(files);
  REQUIRE(said.size() > 3);
  CHECK(where(said.front()) == "home.yaml:2");
  CHECK(said.back() == "record.yaml:13: an item of kind 'record' has no 'deliveries'");
}

TEST_CASE("a catalogue refuses an item that stands twice; names count, not the folders before them") {
  auto files = files_of(kCorpus + "/good");
  for (Source& file : files) file.file = "/somewhere/else/" + file.file;
  CHECK(said_about(files).empty());
  Source again = files.at(2);
  again.file = "elsewhere/" + std::filesystem::path(again.file).filename().string();
  files.push_back(again);
  CHECK(said_about(files) == std::vector<std::string>{again.file + ": the item 'matter' stands in another file too"});
}

TEST_CASE("the shipped catalogue has no mistake") {
  CHECK(lines(said_about(files_of(BANCHENG_SOURCE_DIR "/assets/catalogue"))) == "");
}
