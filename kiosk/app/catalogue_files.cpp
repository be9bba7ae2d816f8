#include "kiosk/app/catalogue_files.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

#include "kiosk/core/catalogue/load.h"

namespace bancheng::app {
namespace {

constexpr std::uintmax_t kLargestFile = 1 << 20;
using Complaints = std::vector<base::Complaint>;

base::Result<core::catalogue::Source, base::Complaint> read_source(const std::filesystem::path& file) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  if (error || size > kLargestFile) return base::failure(base::Complaint{file.string(), "expected a readable file of at most 1 MiB"});
  std::ifstream stream(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (!stream.good() && !stream.eof()) return base::failure(base::Complaint{file.string(), "cannot be read"});
  return core::catalogue::Source{file.filename().string(), std::move(text)};
}

}  // namespace

base::Result<std::shared_ptr<const core::catalogue::Catalogue>, Complaints> read_catalogue(const std::filesystem::path& folder) {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  if (error) return base::failure(Complaints{{folder.string(), "expected a folder of service items"}});
  std::sort(files.begin(), files.end());

  std::vector<core::catalogue::Source> sources;
  for (const auto& file : files) {
    auto source = read_source(file);
    if (!source) return base::failure(Complaints{source.error()});
    sources.push_back(std::move(*source));
  }
  auto catalogue = core::catalogue::load_catalogue(sources);
  if (!catalogue) return base::failure(std::move(catalogue.error()));
  return std::make_shared<const core::catalogue::Catalogue>(std::move(*catalogue));
}

}  // namespace bancheng::app
