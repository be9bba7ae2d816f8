// The program bancheng-catalogue, run on folders of this test's own.
#pragma once

#include <sys/wait.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace bancheng::tests {

struct Outcome {
  int code = -1;
  std::string output;  ///< both streams
};

inline Outcome run_catalogue_tool(const std::string& arguments) {
  Outcome outcome;
  FILE* pipe = popen((std::string(CATALOGUE_PROGRAM) + " " + arguments + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return outcome;
  char buffer[4096];
  for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) outcome.output.append(buffer, n);
  outcome.code = WEXITSTATUS(pclose(pipe));
  return outcome;
}

/// A copy of the corpus' good catalogue, removed at the end.
class Workshop {
 public:
  Workshop() : folder_((std::filesystem::temp_directory_path() / "bancheng-catalogue-XXXXXX").string()) {
    if (mkdtemp(folder_.data()) == nullptr) std::abort();
    std::filesystem::copy(BANCHENG_SOURCE_DIR "/tests/kiosk/core/catalogue/corpus/good", catalogue(), std::filesystem::copy_options::recursive);
  }
  ~Workshop() { std::filesystem::remove_all(folder_); }
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;

  [[nodiscard]] std::string folder() const { return folder_; }
  [[nodiscard]] std::string catalogue() const { return folder_ + "/catalogue"; }

  void write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories(std::filesystem::path(folder_ + "/" + name).parent_path());
    std::ofstream(folder_ + "/" + name, std::ios::binary) << text;
  }
  [[nodiscard]] std::string read(const std::string& name) const {
    std::stringstream text;
    text << std::ifstream(folder_ + "/" + name, std::ios::binary).rdbuf();
    return text.str();
  }
  /// False when `what` does not stand in the file.
  [[nodiscard]] bool replace(const std::string& name, const std::string& what, const std::string& with) const {
    std::string text = read(name);
    const auto at = text.find(what);
    if (at == std::string::npos) return false;
    write(name, text.replace(at, what.size(), with));
    return true;
  }

 private:
  std::string folder_;
};

}  // namespace bancheng::tests
