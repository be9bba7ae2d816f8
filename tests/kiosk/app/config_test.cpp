#include <doctest/doctest.h>
#include <stdlib.h>

#include <fstream>
#include <set>

#include "kiosk/app/config.h"
#include "kiosk/base/durable_file.h"

using namespace bancheng;

namespace {

constexpr const char* kGood = R"(profile = "sample.toml"
[terminal]
number = "10001"
name = "样本市政务服务大厅"
[display]
orientation = "portrait"
[paths]
assets = "/a"
calendar = "/d"
outbox = "/o"
link = "/l"
pinyin = "/p"
[keys]
hall_certificate = "/h"
terminal_certificate = "/c"
terminal_key = "/k"
[devices]
id_card_reader = "serial:/dev/ttyS0"
receipt_printer = "tcp:127.0.0.1:9100"
[session]
language = "en"
)";

constexpr const char* kProfile = R"([panel]
long_px = 1920
short_px = 1080
long_mm = 476
short_mm = 268.5
orientation = "landscape"
lower_edge_mm = 800
[devices]
present = ["id_card_reader", "receipt_printer"]
[items]
shown = ["elderly-card"]
first = "companies"
[hours]
zh-CN = "每天"
en = "Every day"
[help]
hall_phone = "12345"
[session]
elderly_mode = true
)";

class Folder {
 public:
  Folder() { REQUIRE(mkdtemp(path_.data()) != nullptr); }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::filesystem::path write(const std::string& name, const std::string& text) const {
    const auto file = std::filesystem::path(path_) / name;
    std::ofstream(file) << text;
    return file;
  }

 private:
  std::string path_ = (std::filesystem::temp_directory_path() / "bancheng-config-XXXXXX").string();
};

std::string replaced(std::string text, const std::string& piece, const std::string& replacement) {
  const auto at = text.find(piece);
  REQUIRE(at != std::string::npos);
  return text.replace(at, piece.size(), replacement);
}

/// The complaints as "file:line: what", without the folder.
std::vector<std::string> complaints(const std::string& machine, const std::string& profile) {
  const Folder folder;
  (void)folder.write("sample.toml", profile);
  const auto config = app::load_config(folder.write("kiosk.toml", machine));
  std::vector<std::string> said;
  if (!config) {
    for (const auto& complaint : config.error()) said.push_back(complaint.where.substr(complaint.where.rfind('/') + 1) + ": " + complaint.what);
  }
  return said;
}

using Said = std::vector<std::string>;

const std::filesystem::path kProfiles = std::filesystem::path(BANCHENG_SOURCE_DIR) / "config/profiles";

}  // namespace

TEST_CASE("the configuration that is installed is a good one") {
  const auto installed = base::read_file(std::filesystem::path(BANCHENG_SOURCE_DIR) / "config/kiosk.example.toml", 1 << 20);
  REQUIRE(installed);
  const Folder folder;  // the profiles are not installed where this is tested
  const auto config = app::load_config(folder.write("kiosk.toml", replaced(*installed, "/usr/share/bancheng/profiles", kProfiles.string())));
  REQUIRE(config.has_value());
  CHECK(config->paths.outbox == "/var/lib/bancheng/outbox");
  CHECK(config->paths.catalogue == "/var/lib/bancheng/catalogue");
}

TEST_CASE("defaults, profile and machine: each has the word over the one before") {
  const Folder folder;
  (void)folder.write("sample.toml", kProfile);
  const auto config = app::load_config(folder.write("kiosk.toml", kGood));
  REQUIRE(config);
  CHECK(config->terminal.number == "10001");
  CHECK(config->terminal.hall_phone == "12345");
  CHECK(config->devices.receipt_printer_dots == 576);
  CHECK(config->devices.has("receipt_printer"));
  CHECK_FALSE(config->devices.has("document_camera"));
  CHECK(config->paths.calendar == "/d");
  CHECK(config->paths.panel.empty());
  CHECK(config->settings.language == core::Language::en);
  CHECK(config->languages() == std::vector{core::Language::zh_cn, core::Language::en});
  CHECK(config->opening_hours.at(core::Language::en) == "Every day");
  // Upright, as the machine says.
  CHECK(config->display.width() == 1080);
  CHECK(config->display.height() == 1920);
  CHECK(config->display.height_mm() == 476);
}

TEST_CASE("a folder for the hall's catalogue wants the certificate by which one counts") {
  const std::string with_folder = replaced(kGood, "link = \"/l\"\n", "link = \"/l\"\ncatalogue = \"/g\"\n");
  CHECK(complaints(with_folder, kProfile) ==
        Said{"kiosk.toml: [keys] lacks 'catalogue_signer': expected a certificate, since [paths] names a folder for the hall's catalogue"});
  CHECK(complaints(replaced(with_folder, "[keys]\n", "[keys]\ncatalogue_signer = \"/s\"\n"), kProfile).empty());
}

TEST_CASE("elderly mode begins at the third text size and gives long times; a larger size stays") {
  const Folder folder;
  (void)folder.write("sample.toml", kProfile);
  for (const auto& [asked, size] : {std::pair{"small", core::session::TextSize::large}, std::pair{"largest", core::session::TextSize::largest}}) {
    const auto config = app::load_config(folder.write("kiosk.toml", kGood + std::string("text_size = \"") + asked + "\"\n"));
    REQUIRE(config);
    CHECK(config->settings.text_size == size);
    CHECK(config->long_times);
  }
}

TEST_CASE("what reaches above 1120 mm is laid out low") {
  app::Config config;
  config.display.lower_edge_mm = 852;
  CHECK_FALSE(config.low_reach_mm());  // 852 + 268
  config.display.lower_edge_mm = 853;
  CHECK(config.low_reach_mm() == 267);
  config.display.orientation = app::Orientation::portrait;  // turned: 104 mm lower
  CHECK(config.display.mounting_height_mm() == 749);
  CHECK(config.low_reach_mm() == 371);
  config.display.mounted = app::Orientation::portrait;
  CHECK(config.low_reach_mm() == 267);
}

TEST_CASE("mistakes are named with file, line and what was expected") {
  CHECK(complaints(replaced(kGood, "orientation = \"portrait\"", "orientation = \"upright\""), kProfile) ==
        Said{"kiosk.toml:6: [display] orientation: expected \"landscape\" or \"portrait\""});
  CHECK(complaints(replaced(kGood, "[session]", "[sesion]"), kProfile) ==
        Said{"kiosk.toml:20: there is no section [sesion]: expected [terminal], [display], [paths], [keys], [devices], [session]"});
  CHECK(complaints(replaced(kGood, "number = \"10001\"", "number = \"1001\""), kProfile) ==
        Said{"kiosk.toml:3: [terminal] number: expected five digits in quotes"});
  CHECK(complaints(replaced(kGood, "outbox = \"/o\"\n", ""), kProfile) == Said{"kiosk.toml:7: [paths] lacks 'outbox': expected a path in quotes"});
  CHECK(complaints(replaced(kGood, "profile = \"sample.toml\"\n", ""), kProfile) ==
        Said{"kiosk.toml:1: lacks 'profile': expected the name of a profile, or the path of its file"});
  CHECK(complaints(replaced(kGood, "serial:/dev/ttyS0", "ttyS0"), kProfile).size() == 1);
  CHECK(complaints(kGood, replaced(kProfile, "long_mm = 476", "long_mm = \"476\"")) ==
        Said{"sample.toml:4: [panel] long_mm: expected a number from 200 to 2000"});
  CHECK(complaints(kGood, replaced(kProfile, "lower_edge_mm", "lower_egde_mm")).size() == 2);
  CHECK(complaints(kGood, replaced(kProfile, "long_mm = 476", "long_mm = 250")) ==
        Said{"sample.toml: [panel]: expected the long side to be the longer one, in pixels and in mm"});
  CHECK(complaints(kGood, replaced(kProfile, "elderly_mode = true", "languages = [\"zh-CN\"]")) ==
        Said{"kiosk.toml: [session] language: expected one of 'languages'"});
}

TEST_CASE("a device that the profile has needs its address, with that of no other is asked for") {
  CHECK(complaints(kGood, replaced(kProfile, "\"receipt_printer\"]", "\"receipt_printer\", \"document_camera\"]")) ==
        Said{"kiosk.toml: [devices] lacks 'document_camera': expected its address, since profile 'sample.toml' has that device"});
}

TEST_CASE("a file that is missing or not TOML is refused") {
  CHECK_FALSE(app::load_config("/nonexistent/kiosk.toml"));
  const Folder folder;
  CHECK_FALSE(app::load_config(folder.write("kiosk.toml", "[terminal\n")));
  CHECK(complaints(replaced(kGood, "sample.toml", "other.toml"), kProfile) ==
        Said{"other.toml: there is no such file: expected a TOML file that can be read"});
}

TEST_CASE("the profiles that ship are good and are found by name") {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kProfiles)) {
    if (entry.path().extension() == ".toml") names.insert(entry.path().stem());
  }
  CHECK(names == std::set<std::string>{"community", "demo", "hall", "park"});
  for (const std::string& name : names) {
    CAPTURE(name);
    const Folder folder;
    std::string machine = replaced(kGood, "sample.toml", name);
    machine = replaced(machine, "[paths]\n", "[paths]\nprofiles = \"" + kProfiles.string() + "\"\n");
    machine = replaced(machine, "[devices]\n", "[devices]\ncode_scanner = \"serial:/dev/ttyS1\"\ndocument_camera = \"/dev/video0\"\n");
    const auto config = app::load_config(folder.write("kiosk.toml", machine));
    CHECK(config.has_value());
  }
}
