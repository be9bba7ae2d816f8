#include <doctest/doctest.h>
#include <stdlib.h>

#include <fstream>
#include <iterator>

#include "kiosk/config/schema.h"
#include "tools/config_reference/reference.h"

namespace bancheng::config {
namespace {

enum class Colour { red, green };

struct Sample {
  std::string name;
  std::filesystem::path file;
  bool on = false;
  int count = 3;
  double length = 1.5;
  Colour colour = Colour::green;
  std::vector<std::string> parts{"a"};
  std::string where;
};

Schema schema_of(Sample& s) {
  return {{"", "", {{"name", Text{&s.name}, Need::required, "", "A name."}}},
          {"more",
           "More of it.",
           {{"file", Path{&s.file}, Need::optional, "", "A file."},
            {"on", Flag{&s.on}, Need::optional, "", "Whether."},
            {"count", Whole{&s.count, 1, 9}, Need::optional, "", "How many."},
            {"length", Decimal{&s.length, 0, 10}, Need::optional, "", "How long."},
            {"colour", one_of(s.colour, {{"red", Colour::red}, {"green", Colour::green}}), Need::optional, "", "Which."},
            {"parts", Texts{&s.parts, {"a", "b"}, &s.where}, Need::optional, "", "Of what."}}}};
}

class File {
 public:
  explicit File(const std::string& text) {
    REQUIRE(mkdtemp(folder_.data()) != nullptr);
    std::ofstream(path()) << text;
  }
  ~File() { std::filesystem::remove_all(folder_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] std::filesystem::path path() const { return std::filesystem::path(folder_) / "sample.toml"; }

 private:
  std::string folder_ = (std::filesystem::temp_directory_path() / "bancheng-schema-XXXXXX").string();
};

/// "line: what", one a complaint.
std::vector<std::string> complaints_about(const std::string& text) {
  const File file(text);
  Sample sample;
  std::vector<std::string> said;
  for (const auto& complaint : read_toml(file.path(), schema_of(sample))) {
    REQUIRE(complaint.where.starts_with(file.path().string() + ":"));
    said.push_back(complaint.where.substr(complaint.where.rfind(':') + 1) + ": " + complaint.what);
  }
  return said;
}

using Said = std::vector<std::string>;

}  // namespace

TEST_CASE("what the file names is taken, the rest stays as it was") {
  const File file("name = \"n\"\n[more]\ncolour = \"red\"\nlength = 2\nparts = [\"b\", \"a\"]\n");
  Sample s;
  CHECK(read_toml(file.path(), schema_of(s)).empty());
  CHECK(s.name == "n");
  CHECK(s.colour == Colour::red);
  CHECK(s.length == 2.0);
  CHECK(s.count == 3);
  CHECK(s.parts == std::vector<std::string>{"b", "a"});
  CHECK(s.where == file.path().string() + ":5");
}

TEST_CASE("every mistake is named with its line and what was expected") {
  CHECK(complaints_about("[more]\n") == Said{"1: lacks 'name': expected a text in quotes"});
  CHECK(complaints_about("name = 1\n") == Said{"1: name: expected a text in quotes"});
  CHECK(complaints_about("name = \"n\"\nnaem = 1\n") == Said{"2: there is no key 'naem' before the first section: expected name"});
  CHECK(complaints_about("name = \"n\"\n[moer]\n") == Said{"2: there is no section [moer]: expected [more]"});
  CHECK(complaints_about("name = \"n\"\nmore = 1\n") == Said{"2: more has to be a section: [more]"});
  const std::string more = "name = \"n\"\n[more]\n";
  CHECK(complaints_about(more + "size = 1\n") == Said{"3: [more] has no key 'size': expected file, on, count, length, colour, parts"});
  CHECK(complaints_about(more + "on = \"yes\"\n") == Said{"3: [more] on: expected true or false"});
  CHECK(complaints_about(more + "file = \"\"\n") == Said{"3: [more] file: expected a path in quotes"});
  CHECK(complaints_about(more + "count = 10\n") == Said{"3: [more] count: expected a whole number from 1 to 9"});
  CHECK(complaints_about(more + "count = 1.0\n") == Said{"3: [more] count: expected a whole number from 1 to 9"});
  CHECK(complaints_about(more + "length = nan\n") == Said{"3: [more] length: expected a number from 0 to 10"});
  CHECK(complaints_about(more + "colour = \"blue\"\n") == Said{"3: [more] colour: expected \"red\" or \"green\""});
  CHECK(complaints_about(more + "parts = [\"c\"]\n") == Said{"3: [more] parts: expected a list of \"a\" and \"b\", each at most once"});
  CHECK(complaints_about(more + "parts = [\"a\", \"a\"]\n").size() == 1);
  CHECK(complaints_about(more + "count = 0\n\non = 1\n") ==
        Said{"3: [more] count: expected a whole number from 1 to 9", "5: [more] on: expected true or false"});
  CHECK(complaints_about("name = \"n\n").size() == 1);
}

TEST_CASE("a file that is not there is refused") {
  Sample s;
  const auto said = read_toml("/nonexistent/sample.toml", schema_of(s));
  REQUIRE(said.size() == 1);
  CHECK(said[0].where == "/nonexistent/sample.toml");
}

TEST_CASE("the reference is made of the same table") {
  Sample s;
  const std::string page = reference_of(schema_of(s));
  CHECK(page.find("| `name` | a text in quotes | must be there | A name. |") != std::string::npos);
  CHECK(page.find("| `count` | a whole number from 1 to 9 | `3` | How many. |") != std::string::npos);
  CHECK(page.find("| `colour` | \"red\" or \"green\" | `\"green\"` | Which. |") != std::string::npos);
}

TEST_CASE("docs/configuration.md is current: else bancheng-config-reference > docs/configuration.md") {
  std::ifstream file(std::string(BANCHENG_SOURCE_DIR) + "/docs/configuration.md");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  CHECK(text == tools::configuration_page());
}

}  // namespace bancheng::config
