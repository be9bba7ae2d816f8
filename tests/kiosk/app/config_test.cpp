#include <doctest/doctest.h>
#include <stdlib.h>

#include <fstream>

#include "kiosk/app/config.h"

using namespace bancheng;

namespace {

constexpr const char* kGood = R"([terminal]
number = "10001"
name = "样本市政务服务大厅"
hall_phone = "12345"
[display]
width = 1080
height = 1920
width_mm = 268.0
height_mm = 476.0
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
code_scanner = "serial:/dev/ttyS1"
receipt_printer = "tcp:127.0.0.1:9100"
document_camera = "/dev/video0"
[session]
text_size = "large"
language = "en"
)";

class Folder {
 public:
  Folder() { REQUIRE(mkdtemp(path_.data()) != nullptr); }
  ~Folder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] std::filesystem::path write(const std::string& text) const {
    const auto file = std::filesystem::path(path_) / "kiosk.toml";
    std::ofstream(file) << text;
    return file;
  }

 private:
  std::string path_ = (std::filesystem::temp_directory_path() / "bancheng-config-XXXXXX").string();
};

/// The complaints about `kGood` with one piece replaced, as "line: what".
std::vector<std::string> complaints_with(const std::string& piece, const std::string& replacement) {
  std::string text = kGood;
  const auto at = text.find(piece);
  REQUIRE(at != std::string::npos);
  const Folder folder;
  const auto config = app::load_config(folder.write(text.replace(at, piece.size(), replacement)));
  std::vector<std::string> said;
  if (!config) {
    for (const auto& complaint : config.error()) said.push_back(complaint.where.substr(complaint.where.rfind(':') + 1) + ": " + complaint.what);
  }
  return said;
}

}  // namespace

TEST_CASE("a good configuration is taken as it stands") {
  const Folder folder;
  const auto config = app::load_config(folder.write(kGood));
  REQUIRE(config);
  CHECK(config->terminal.number == "10001");
  CHECK(config->display.height_mm == 476);
  CHECK(config->devices.receipt_printer_dots == 576);
  CHECK(config->settings.language == core::Language::en);
  CHECK(config->settings.text_size == core::session::TextSize::large);
  CHECK(config->paths.calendar == "/d");
  CHECK(config->paths.panel.empty());
  CHECK(config->paths.service.empty());
  CHECK_FALSE(config->devices.code_scanner_aim_id);
}

TEST_CASE("the folder of the diagnostic mode's PIN and what the scanner sends may be named") {
  std::string text = kGood;
  text.insert(text.find("[keys]"), "service = \"/s\"\n");
  text.insert(text.find("[session]"), "code_scanner_aim_id = true\n");
  const Folder folder;
  const auto config = app::load_config(folder.write(text));
  REQUIRE(config);
  CHECK(config->paths.service == "/s");
  CHECK(config->devices.code_scanner_aim_id);
}

TEST_CASE("mistakes are named with their line and what was expected") {
  const auto only = [](const std::vector<std::string>& said) {
    REQUIRE(said.size() == 1);
    return said.front();
  };
  CHECK(only(complaints_with("width = 1080", "width = 10")) == "6: [display] width: expected a number from 600 to 7680");
  CHECK(only(complaints_with("width = 1080", "width = \"wide\"")) == "6: [display] width: expected a whole number");
  CHECK(only(complaints_with("height = 1920", "height = 1920\nheigth = 5")) == "8: [display] has no key 'heigth'");
  CHECK(only(complaints_with("number = \"10001\"", "number = \"1001\"")) == "2: [terminal] number: expected five digits in quotes");
  CHECK(only(complaints_with("[session]", "[sesion]")) == "25: 'sesion' is not a known section");
  CHECK(only(complaints_with("text_size = \"large\"", "text_size = \"huge\"")).find("expected \"small\"") != std::string::npos);
  CHECK(only(complaints_with("outbox = \"/o\"\n", "")) == "10: [paths] lacks 'outbox': a path");
}

TEST_CASE("a file that is missing or not TOML is refused") {
  CHECK_FALSE(app::load_config("/nonexistent/kiosk.toml"));
  const Folder folder;
  CHECK_FALSE(app::load_config(folder.write("[terminal\n")));
}
