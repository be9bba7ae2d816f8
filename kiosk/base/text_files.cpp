#include "kiosk/base/text_files.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

namespace bancheng::base {
namespace {

constexpr std::uintmax_t kLargestFile = 1 << 20;

Result<TextFile, Complaint> read_text_file(const std::filesystem::path& file) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  if (error || size > kLargestFile)
    return failure(Complaint{file.string(), "expected a readable file of at most 1 MiB"});
  std::ifstream stream(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (text.size() != size) return failure(Complaint{file.string(), "cannot be read"});
  return TextFile{file.string(), std::move(text)};
}

}  // namespace

Result<std::vector<TextFile>, Complaint> read_text_files(const std::filesystem::path& folder, std::string_view ending) {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (std::filesystem::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (entry->path().extension() == ending && entry->is_regular_file(error)) files.push_back(entry->path());
  }
  if (error) return failure(Complaint{folder.string(), "expected a folder that can be read"});
  std::sort(files.begin(), files.end());

  std::vector<TextFile> texts;
  for (const auto& file : files) {
    auto text = read_text_file(file);
    if (!text) return failure(std::move(text.error()));
    texts.push_back(std::move(*text));
  }
  return texts;
}

}  // namespace bancheng::base
