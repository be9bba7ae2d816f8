#include "tests/drivers/receipt_printer/conformance/simulated_printer.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <png.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <functional>
#include <thread>

#include "kiosk/base/unique_fd.h"

extern char** environ;

namespace bancheng::testing {
namespace {

constexpr std::chrono::seconds kStartTime{20};

void wait_for(const std::function<bool()>& there, const char* what) {
  const auto deadline = std::chrono::steady_clock::now() + kStartTime;
  while (!there()) {
    INFO(what);
    REQUIRE(std::chrono::steady_clock::now() < deadline);
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

std::string first_word(const std::filesystem::path& file) {
  std::string word;
  std::ifstream(file) >> word;
  return word;
}

}  // namespace

SimulatedPrinter::SimulatedPrinter(Link link) : link_(link) {
  std::string name = (std::filesystem::temp_directory_path() / "printer-XXXXXX").string();
  folder_ = ::mkdtemp(name.data());
  start();
  const std::filesystem::path ready = folder_ / (link_ == Link::tcp ? "port" : "tty");
  wait_for([&] { return std::filesystem::exists(ready) && (link_ == Link::serial || !first_word(ready).empty()); },
           "the simulator's link");
  wait_for([&] { return exchange("count") == "ok 0"; }, "the simulator's control socket");
}

void SimulatedPrinter::start() {
  const std::string program = std::string(BANCHENG_BINARY_DIR) + "/bin/bancheng-simulator";
  std::vector<std::string> words{program, "receipt-printer", "--control", (folder_ / "control").string()};
  if (link_ == Link::tcp) {
    for (const std::string& word : {std::string("--listen"), std::string("127.0.0.1:0"), std::string("--port-file"),
                                    (folder_ / "port").string()}) {
      words.push_back(word);
    }
  } else {
    words.insert(words.end(), {"--link", (folder_ / "tty").string()});
  }
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  REQUIRE(::posix_spawn(&process_, program.c_str(), nullptr, nullptr, arguments.data(), environ) == 0);
}

SimulatedPrinter::~SimulatedPrinter() {
  if (process_ > 0) {
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
  }
  std::filesystem::remove_all(folder_);
}

drivers::Address SimulatedPrinter::address() const {
  if (link_ == Link::serial)
    return drivers::SerialAddress{(folder_ / "tty").string(), 115200, drivers::FlowControl::none};
  return drivers::TcpAddress{"127.0.0.1", static_cast<std::uint16_t>(std::stoi(first_word(folder_ / "port")))};
}

std::string SimulatedPrinter::exchange(std::string_view line) const {
  const base::UniqueFd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = (folder_ / "control").string();
  REQUIRE(path.size() < sizeof address.sun_path);
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  const timeval patience{20, 0};
  ::setsockopt(fd.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return {};
  const std::string request = std::string(line) + "\n";
  if (::send(fd.get(), request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size())) return {};
  std::string answer;
  char byte = 0;
  while (::recv(fd.get(), &byte, 1, 0) == 1 && byte != '\n') answer.push_back(byte);
  return answer;
}

std::string SimulatedPrinter::command(std::string_view line) {
  const std::string answer = exchange(line);
  INFO("command ", std::string(line), ", answer ", answer);
  REQUIRE(answer.substr(0, 2) == "ok");
  return answer.size() > 3 ? answer.substr(3) : std::string();
}

PaperPicture SimulatedPrinter::last_receipt() {
  const std::filesystem::path file = folder_ / "last.png";
  command("last " + file.string());
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  REQUIRE(png_image_begin_read_from_file(&image, file.c_str()) != 0);
  image.format = PNG_FORMAT_GRAY;
  PaperPicture picture{image.width, image.height, {}};
  picture.grey.resize(PNG_IMAGE_SIZE(image));
  REQUIRE(png_image_finish_read(&image, nullptr, picture.grey.data(), 0, nullptr) != 0);
  return picture;
}

}  // namespace bancheng::testing
