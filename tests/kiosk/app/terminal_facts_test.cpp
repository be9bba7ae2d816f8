#include <doctest/doctest.h>
#include <stdlib.h>

#include <cstdlib>
#include <fstream>

#include "kiosk/app/terminal_facts.h"

using namespace bancheng;
using Of = diagnostics::Certificate::Of;

namespace {

class Folder {
 public:
  Folder() { REQUIRE(mkdtemp(path_.data()) != nullptr); }
  ~Folder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] std::filesystem::path path() const { return path_; }
  void write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((path() / name).parent_path());
    std::ofstream(path() / name) << text;
  }

 private:
  std::string path_ = (std::filesystem::temp_directory_path() / "bancheng-facts-XXXXXX").string();
};

}  // namespace

TEST_CASE("a certificate's name and expiry are read from its file") {
  const Folder folder;
  const std::string file = (folder.path() / "c.pem").string();
  const std::string make = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj '/CN=Sample hall' -days 10 "
                           "-keyout /dev/null -out " + file + " 2>/dev/null";
  REQUIRE(std::system(make.c_str()) == 0);
  const auto certificate = app::read_certificate(Of::hall_sealing, file);
  CHECK(certificate.name == "Sample hall");
  REQUIRE(certificate.expires.has_value());
  const auto left = *certificate.expires - std::chrono::time_point_cast<base::Milliseconds>(std::chrono::system_clock::now());
  CHECK(left > std::chrono::hours(9 * 24 + 23));
  CHECK(left <= std::chrono::days(10));
}

TEST_CASE("a certificate that is not there, or none, has no expiry") {
  const Folder folder;
  CHECK_FALSE(app::read_certificate(Of::terminal, folder.path() / "none.pem").expires.has_value());
  folder.write("bad.pem", "-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n");
  CHECK_FALSE(app::read_certificate(Of::terminal, folder.path() / "bad.pem").expires.has_value());
}

TEST_CASE("the digest of a folder changes with each name and each content, and with nothing else") {
  const Folder one, same, other;
  for (const Folder* folder : {&one, &same, &other}) {
    folder->write("lang/en", "text");
    folder->write("icons/a.svg", "<svg/>");
  }
  const std::string digest = app::digest_of_folder(one.path());
  CHECK(digest.size() == 12);
  CHECK(app::digest_of_folder(same.path()) == digest);
  other.write("lang/en", "texts");
  CHECK(app::digest_of_folder(other.path()) != digest);
  other.write("lang/en", "text");
  CHECK(app::digest_of_folder(other.path()) == digest);
  std::filesystem::rename(other.path() / "icons/a.svg", other.path() / "icons/b.svg");
  CHECK(app::digest_of_folder(other.path()) != digest);
  CHECK(app::digest_of_folder(one.path() / "nowhere").empty());
}
