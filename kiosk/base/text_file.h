// A text file that was read: plain data, for rooms that do no I/O themselves.
#pragma once

#include <string>

namespace bancheng::base {

struct TextFile {
  std::string file;  ///< its path, for complaints
  std::string text;  ///< all of it
};

}  // namespace bancheng::base
