// Which of the hall's catalogues counts: real bundles, real files.
#include "kiosk/app/catalogue_shelf.h"

#include <doctest/doctest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "kiosk/app/catalogue_desk.h"
#include "kiosk/base/durable_file.h"
#include "kiosk/base/text_files.h"
#include "kiosk/bundle/content.h"
#include "kiosk/bundle/folder.h"
#include "tests/kiosk/bundle/signing.h"

using namespace bancheng;
using app::CatalogueShelf;
namespace fs = std::filesystem;

namespace {

std::vector<base::TextFile> shipped_files() {
  const std::string folder = BANCHENG_SOURCE_DIR "/assets/catalogue";
  auto files = base::read_text_files(folder, ".yaml");
  REQUIRE(files);
  for (auto& file : *files) file.file = fs::path(file.file).lexically_relative(folder).string();
  return *files;
}

const tests::Signer& hall() {
  static const tests::Signer signer;
  return signer;
}

/// The shipped catalogue with one text replaced.
std::vector<std::uint8_t> bundle_of(std::uint64_t version, const std::string& what = {}, const std::string& with = {}, const tests::Signer& by = hall()) {
  auto files = shipped_files();
  bool replaced = what.empty();
  for (auto& file : files) {
    const auto at = what.empty() ? std::string::npos : file.text.find(what);
    if (at == std::string::npos) continue;
    file.text.replace(at, what.size(), with);
    replaced = true;
  }
  REQUIRE(replaced);
  const auto content = bundle::write_content({version, files});
  REQUIRE(content);
  return by.sign(*content);
}

/// A terminal's folder, and the shelves that stand before it from one start to the next.
struct Terminal {
  Terminal() { REQUIRE(mkdtemp(path.data()) != nullptr); }
  ~Terminal() { fs::remove_all(path); }

  [[nodiscard]] CatalogueShelf start() const {
    auto signer = bundle::TrustedSigner::load(hall().certificate());
    REQUIRE(signer);
    return CatalogueShelf({path, BANCHENG_SOURCE_DIR "/assets/icons", items}, std::move(*signer));
  }
  void offer(const std::vector<std::uint8_t>& bytes) const { put(bundle::kOfferedFile, {bytes.begin(), bytes.end()}); }
  void put(const char* name, const std::string& content) const { REQUIRE(base::replace_file(fs::path(path) / name, content)); }
  [[nodiscard]] std::string version_file() const { return base::read_file(fs::path(path) / bundle::kAcceptedVersionFile, 100).value_or("none"); }

  std::string path = (fs::temp_directory_path() / "bancheng-shelf-XXXXXX").string();
  app::Config::Items items;
};

/// "7" for version 7 taken, "nothing", or why not.
std::string fate(const CatalogueShelf::Look& looked) {
  if (!looked) return looked.error().reason;
  return *looked ? std::to_string((*looked)->whole->version) : "nothing";
}

}  // namespace

TEST_CASE("a good bundle is taken once, ready to be used") {
  const Terminal terminal;
  CatalogueShelf shelf = terminal.start();
  CHECK(fate(shelf.recall()) == "nothing");
  CHECK(fate(shelf.look()) == "nothing");
  terminal.offer(bundle_of(3, "老年人优待证", "长者优待证"));
  const auto looked = shelf.look();
  REQUIRE(fate(looked) == "3");
  const app::TakenCatalogue& taken = **looked;
  CHECK(taken.offered->find("elderly-card")->name.at(core::Language::zh_cn) == "长者优待证");
  CHECK(taken.search->find("zhangzheyoudaizheng", 3).front() == "elderly-card");
  CHECK(taken.search->find("长者优待证", 3).front() == "elderly-card");
  CHECK(terminal.version_file() == "3\n");
  CHECK(fate(shelf.look()) == "nothing");
}

TEST_CASE("the version never goes back, over restarts and whatever is offered meanwhile") {
  const Terminal terminal;
  {
    CatalogueShelf shelf = terminal.start();
    terminal.offer(bundle_of(5));
    CHECK(fate(shelf.look()) == "5");
    terminal.offer(bundle_of(4));
    CHECK(fate(shelf.look()) == "older_version");
    CHECK(fate(shelf.look()) == "nothing");  // said once
  }
  {
    CatalogueShelf shelf = terminal.start();
    CHECK(fate(shelf.recall()) == "5");
    CHECK(fate(shelf.look()) == "older_version");
    terminal.offer(bundle_of(6));
    CHECK(fate(shelf.look()) == "6");
  }
  {
    CatalogueShelf shelf = terminal.start();  // looks before it recalls
    terminal.offer(bundle_of(5));
    CHECK(fate(shelf.look()) == "older_version");
    CHECK(fate(shelf.recall()) == "6");
  }
  // The bundle is lost: the version that was reached counts on.
  fs::remove(fs::path(terminal.path) / bundle::kAcceptedFile);
  terminal.offer(bundle_of(5));
  CatalogueShelf shelf = terminal.start();
  CHECK(fate(shelf.recall()) == "nothing");
  CHECK(fate(shelf.look()) == "older_version");
}

TEST_CASE("a power cut between the bundle and its version loses nothing") {
  const Terminal terminal;
  const auto six = bundle_of(6);
  terminal.put(bundle::kAcceptedFile, {six.begin(), six.end()});
  terminal.put(bundle::kAcceptedVersionFile, "5\n");
  CatalogueShelf shelf = terminal.start();
  CHECK(fate(shelf.recall()) == "6");
  terminal.offer(bundle_of(5));
  CHECK(fate(shelf.look()) == "older_version");
}

TEST_CASE("what is not good is refused with its reason, and the next good one is taken") {
  const Terminal terminal;
  CatalogueShelf shelf = terminal.start();
  const auto fate_of = [&](const std::vector<std::uint8_t>& bytes) {
    terminal.offer(bytes);
    return fate(shelf.look());
  };
  CHECK(fate_of({1, 2, 3}) == "not_signed");
  const tests::Signer other;
  CHECK(fate_of(bundle_of(2, {}, {}, other)) == "other_signer");
  auto tampered = bundle_of(2);
  const std::string text = "elderly-card";
  const auto at = std::search(tampered.begin(), tampered.end(), text.begin(), text.end());
  REQUIRE(at != tampered.end());
  *at = 'E';
  CHECK(fate_of(tampered) == "bad_signature");
  terminal.offer(bundle_of(2, "icon: elderly-card", "icon: elderly-cart"));
  const auto undrawn = shelf.look();
  CHECK(fate(undrawn) == "unknown_drawing");
  CHECK(undrawn.error().detail == "elderly-cart");
  terminal.offer(bundle_of(2, "zh-CN: 老年人优待证", "zh-CM: 老年人优待证"));
  const auto mistaken = shelf.look();
  CHECK(fate(mistaken) == "bad_catalogue");
  CHECK(mistaken.error().detail.find("elderly-card.yaml:") == 0);
  CHECK(fate_of(std::vector<std::uint8_t>(bundle::kLargestBundle + 1)) == "too_large");
  CHECK(terminal.version_file() == "none");
  CHECK(fate_of(bundle_of(2)) == "2");
}

TEST_CASE("the profile finds what it offers; what the hall has withdrawn is left out") {
  Terminal terminal;
  terminal.items.shown = {"elderly-card", "withdrawn-since"};
  CatalogueShelf shelf = terminal.start();
  terminal.offer(bundle_of(2));
  const auto looked = shelf.look();
  REQUIRE(fate(looked) == "2");
  CHECK((**looked).offered->items.size() == 1);
  CHECK((**looked).whole->items.size() > 1);

  terminal.items.shown = {"withdrawn-since"};
  CatalogueShelf other = terminal.start();
  CHECK(fate(other.look()) == "nothing_offered");
}

TEST_CASE("what cannot be kept is not used, and is tried again") {
  const Terminal terminal;
  CatalogueShelf shelf = terminal.start();
  terminal.offer(bundle_of(2));
  const fs::path in_the_way = fs::path(terminal.path) / bundle::kAcceptedFile / "in the way";
  fs::create_directories(in_the_way);
  CHECK(fate(shelf.look()) == "not_kept");
  CHECK(terminal.version_file() == "none");
  fs::remove_all(in_the_way.parent_path());
  CHECK(fate(shelf.look()) == "2");
}

TEST_CASE("a desk that is told of an older one before it has begun begins with what was taken before") {
  const Terminal terminal;
  {
    CatalogueShelf shelf = terminal.start();
    terminal.offer(bundle_of(3));
    REQUIRE(fate(shelf.look()) == "3");
  }
  terminal.offer(bundle_of(1));
  app::CatalogueDesk desk(terminal.start(), [] {});
  desk.look();
  desk.start(std::chrono::seconds(60));
  const auto begun = desk.take();
  REQUIRE(begun);
  CHECK(begun->whole->version == 3);
  CHECK(terminal.version_file() == "3\n");
}

TEST_CASE("the desk has the newest ready, told from its own thread") {
  const Terminal terminal;
  terminal.offer(bundle_of(2));
  std::atomic<int> woken{0};
  app::CatalogueDesk desk(terminal.start(), [&] { ++woken; });
  CHECK_FALSE(desk.take());
  desk.start(std::chrono::seconds(60));
  const auto first = desk.take();
  REQUIRE(first);
  CHECK(first->whole->version == 2);
  CHECK_FALSE(desk.take());
  terminal.offer(bundle_of(3));
  desk.look();
  while (woken < 2) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  terminal.offer(bundle_of(4));
  desk.look();
  while (woken < 3) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  const auto newest = desk.take();
  REQUIRE(newest);
  CHECK(newest->whole->version == 4);
}
