#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "kiosk/base/log.h"
#include "kiosk/text/phrasebook.h"

namespace bancheng::text {
namespace {

using core::Language;
using core::say;
using core::Words;

std::shared_ptr<const Phrasebook> load(Language language) {
  auto book = Phrasebook::load(TEXT_TEST_LANG_DIR, language);
  REQUIRE(book.has_value());
  return *book;
}

std::string resolved(const Phrasebook& book, const Words& words) { return std::string(book.resolve(words).view()); }

struct TemporaryFolder {
  std::filesystem::path path;
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "phrasebook.XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path = pattern;
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path); }
  void write(const std::string& bytes) const {
    std::filesystem::create_directories(path / "en/LC_MESSAGES");
    std::ofstream(path / "en/LC_MESSAGES/bancheng.mo", std::ios::binary) << bytes;
  }
};

TEST_CASE("each language says it in its own words, side by side") {
  const auto chinese = load(Language::zh_cn);
  const auto english = load(Language::en);
  CHECK(resolved(*chinese, say("receipt.title")) == "办理回执");
  CHECK(resolved(*english, say("receipt.title")) == "Receipt");
  CHECK(chinese->phrase("receipt.item") == "办理事项");
  CHECK(english->language() == Language::en);
  CHECK(english->missing().empty());
}

TEST_CASE("arguments are put in by name, in the order of the language") {
  const Words words = say("greeting", {{"count", std::int64_t{3}}, {"name", base::PersonText("张三")}});
  CHECK(resolved(*load(Language::zh_cn), words) == "您好，张三，还有3项材料");
  CHECK(resolved(*load(Language::en), words) == "Hello 张三, 3 material(s) left");
}

TEST_CASE("a person's braces are text, not a pattern") {
  const Words words = say("greeting", {{"count", std::int64_t{1}}, {"name", base::PersonText("{count}")}});
  CHECK(resolved(*load(Language::en), words) == "Hello {count}, 1 material(s) left");
}

TEST_CASE("arguments that are words are resolved in the same language") {
  const Words inner(core::LocalText{{Language::zh_cn, "老年人优待证"}, {Language::en, "Elderly card"}});
  const Words words = say("nested", {{"item", say("nested", {{"item", inner}})}});
  CHECK(resolved(*load(Language::zh_cn), words) == "事项：事项：老年人优待证");
  CHECK(resolved(*load(Language::en), words) == "Service: Service: Elderly card");
}

TEST_CASE("words that hold themselves too deep end") {
  Words words = say("receipt.title");
  for (int i = 0; i < 100; ++i) words = say("nested", {{"item", words}});
  const std::string text = resolved(*load(Language::en), words);
  CHECK(text.size() < 200);
  CHECK(text.starts_with("Service: Service: "));
}

TEST_CASE("catalogue texts fall back to Chinese, then to any") {
  const auto english = load(Language::en);
  CHECK(resolved(*english, Words(core::LocalText{{Language::zh_cn, "中文"}})) == "中文");
  CHECK(resolved(*load(Language::zh_cn), Words(core::LocalText{{Language::en, "only"}})) == "only");
  CHECK(resolved(*english, Words(core::LocalText{})).empty());
  CHECK(resolved(*english, Words()).empty());
  CHECK(resolved(*english, Words(base::PersonText("𠮷"))) == "𠮷");
}

TEST_CASE("what is missing or broken is shown, kept on the list, and stops nothing") {
  const auto english = load(Language::en);
  CHECK_FALSE(english->has("only.chinese"));
  CHECK(resolved(*english, say("only.chinese")) == "only.chinese");
  CHECK(resolved(*english, say("only.chinese")) == "only.chinese");
  CHECK(resolved(*english, say("broken")) == "{nothing} is missing");
  CHECK(resolved(*english, say("")) == "");
  CHECK(english->missing() == std::vector<std::string>{"", "broken", "only.chinese"});
  spdlog::set_level(spdlog::level::off);
  for (int i = 0; i < 1000; ++i) (void)english->resolve(say("no." + std::to_string(i)));
  spdlog::set_level(spdlog::level::info);
  CHECK(english->missing().size() == 256);
}

TEST_CASE("one phrasebook serves several threads") {
  const auto english = load(Language::en);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&english] {
      for (int i = 0; i < 200; ++i) (void)english->resolve(say(i % 2 == 0 ? "receipt.title" : "absent"));
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(english->missing() == std::vector<std::string>{"absent"});
}

TEST_CASE("a file that is missing, empty or no catalogue is a complaint with its name") {
  const TemporaryFolder folder;
  for (const std::string& bytes : {std::string("\1"), std::string(), std::string("not a catalogue at all, but long enough for a header"),
                                   std::string("\xDE\x12\x04\x95\0\0\0\0\xFF\xFF\xFF\x7F\xFF\xFF\xFF\x7F\xFF\xFF\xFF\x7F\0\0\0\0\0\0\0\0", 28)}) {
    if (bytes != "\1") folder.write(bytes);
    const auto book = Phrasebook::load(folder.path, Language::en);
    REQUIRE_FALSE(book.has_value());
    CHECK(book.error().where.ends_with("en/LC_MESSAGES/bancheng.mo"));
  }
}

TEST_CASE("a catalogue cut short is a complaint or a smaller catalogue, never a crash") {
  std::ifstream in(std::filesystem::path(TEXT_TEST_LANG_DIR) / "en/LC_MESSAGES/bancheng.mo", std::ios::binary);
  const std::string whole((std::istreambuf_iterator<char>(in)), {});
  const TemporaryFolder folder;
  for (std::size_t size = 1; size < whole.size(); size += 61) {
    folder.write(whole.substr(0, size));
    if (const auto book = Phrasebook::load(folder.path, Language::en)) {
      CHECK_FALSE((*book)->phrase("receipt.title").empty());
    }
  }
}

}  // namespace
}  // namespace bancheng::text
