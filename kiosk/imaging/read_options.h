// ZXing's options under the name that its version has: DecodeHints until 2.1 (Debian 12), ReaderOptions since (Debian 13).
#pragma once

#if __has_include(<ZXing/ReaderOptions.h>)
#include <ZXing/ReaderOptions.h>
namespace bancheng::imaging {
using ReadOptions = ZXing::ReaderOptions;
}
#else
#include <ZXing/DecodeHints.h>
namespace bancheng::imaging {
using ReadOptions = ZXing::DecodeHints;
}
#endif
