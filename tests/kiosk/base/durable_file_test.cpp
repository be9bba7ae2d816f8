#include "kiosk/base/durable_file.h"

#include <doctest/doctest.h>
#include <stdlib.h>
#include <sys/stat.h>

using namespace bancheng;
namespace fs = std::filesystem;

namespace {

struct Folder {
  Folder() { REQUIRE(mkdtemp(path.data()) != nullptr); }
  ~Folder() { fs::remove_all(path); }
  std::string path = (fs::temp_directory_path() / "bancheng-durable-XXXXXX").string();
};

}  // namespace

TEST_CASE("a file is replaced whole, and read whole within its limit") {
  const Folder folder;
  const fs::path file = fs::path(folder.path) / "file";
  CHECK(base::read_file(file, 10).error() == std::errc::no_such_file_or_directory);
  REQUIRE(base::replace_file(file, "before"));
  const std::string large(200'000, 'l');
  REQUIRE(base::replace_file(file, large));
  CHECK(base::read_file(file, large.size()) == large);
  CHECK(base::read_file(file, large.size() - 1).error() == std::errc::file_too_large);
  REQUIRE(base::replace_file(file, ""));
  CHECK(base::read_file(file, 0) == std::string());
  struct stat facts{};
  REQUIRE(::stat(file.c_str(), &facts) == 0);
  CHECK((facts.st_mode & 0777) == 0600);
  CHECK(std::distance(fs::directory_iterator(folder.path), {}) == 1);
}

TEST_CASE("what cannot be replaced stays as it is, and nothing is left beside it") {
  const Folder folder;
  const fs::path taken = fs::path(folder.path) / "taken";
  fs::create_directories(taken / "inside");
  CHECK_FALSE(base::replace_file(taken, "text"));
  CHECK(fs::is_directory(taken / "inside"));
  CHECK_FALSE(fs::exists(taken.string() + ".new"));
  CHECK(base::replace_file(fs::path(folder.path) / "missing" / "file", "text").error() == std::errc::no_such_file_or_directory);
}
