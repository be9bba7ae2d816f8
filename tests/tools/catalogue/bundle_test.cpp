#include "kiosk/bundle/bundle.h"

#include <doctest/doctest.h>

#include <iterator>
#include <vector>

#include "tool.h"

using namespace bancheng;
using namespace bancheng::tests;

namespace {

void make_key(const Workshop& workshop, const std::string& name) {
  const std::string at = workshop.folder() + "/" + name;
  const std::string command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=" + name + " -keyout " + at +
                              ".key -out " + at + ".pem 2>/dev/null";
  REQUIRE(std::system(command.c_str()) == 0);
}

std::string order(const Workshop& workshop, const std::string& certificate, const std::string& key, const std::string& version = "7") {
  const std::string folder = workshop.folder() + "/";
  return "bundle " + workshop.catalogue() + " --certificate " + folder + certificate + " --key " + folder + key + " --version " + version +
         " --out " + folder + "bundle.der";
}

base::Result<bundle::Bundle, bundle::BundleError> open(const Workshop& workshop, const std::string& certificate) {
  const auto trusted = bundle::TrustedSigner::load(workshop.folder() + "/" + certificate);
  REQUIRE(trusted);
  const std::string text = workshop.read("bundle.der");
  return bundle::open_bundle(std::vector<std::uint8_t>(text.begin(), text.end()), *trusted, 0);
}

}  // namespace

TEST_CASE("the tool's bundle is what a terminal takes up, and OpenSSL's own program finds it good") {
  const Workshop workshop;
  make_key(workshop, "hall");
  const Outcome outcome = run_catalogue_tool(order(workshop, "hall.pem", "hall.key"));
  CHECK(outcome.output == "");
  CHECK(outcome.code == 0);
  const auto opened = open(workshop, "hall.pem");
  REQUIRE(opened);
  CHECK(opened->catalogue.version == 7);
  CHECK(opened->catalogue.items.size() == 5);
  CHECK_FALSE(std::filesystem::exists(workshop.folder() + "/bundle.der.new"));
  const std::string verify = "openssl cms -verify -inform DER -binary -in " + workshop.folder() + "/bundle.der -certfile " + workshop.folder() +
                             "/hall.pem -noverify -out " + workshop.folder() + "/content.json 2>/dev/null";
  CHECK(std::system(verify.c_str()) == 0);
  CHECK(workshop.read("content.json").ends_with(R"("format":"bancheng-catalogue-1","version":7})"));
}

TEST_CASE("nothing is written for a bad catalogue, a wrong key, a version that is none") {
  const Workshop workshop;
  make_key(workshop, "hall");
  make_key(workshop, "other");
  const auto refused = [&](const std::string& arguments) {
    const Outcome outcome = run_catalogue_tool(arguments);
    CHECK(outcome.code != 0);
    CHECK_FALSE(std::filesystem::exists(workshop.folder() + "/bundle.der"));
    return outcome.output;
  };
  CHECK(refused(order(workshop, "hall.pem", "other.key")).find("is not the certificate's key") != std::string::npos);
  CHECK(refused(order(workshop, "hall.key", "hall.key")).find("expected a certificate in PEM") != std::string::npos);
  CHECK(refused(order(workshop, "hall.pem", "none.key")).find("expected a private key in PEM") != std::string::npos);
  CHECK(refused(order(workshop, "hall.pem", "hall.key", "0")).find("--version") != std::string::npos);
  REQUIRE(workshop.replace("catalogue/matter.yaml", "kind: name", "kind: surname"));
  CHECK(refused(order(workshop, "hall.pem", "hall.key")).starts_with("matter.yaml:43: 'kind' is 'surname'"));
  workshop.write("catalogue/Wrong Name.yaml", "id: x\n");
  CHECK(refused(order(workshop, "hall.pem", "hall.key")).find("expected UTF-8 in files named") != std::string::npos);
}
