// What the store_*.cpp files share. Inside this room only.
#pragma once

#include <spdlog/spdlog.h>

#include <mutex>

#include "tools/hall/database.h"
#include "tools/hall/store.h"

namespace bancheng::hall {

struct Store::Impl {
  Database database;
  std::mutex mutex;  ///< one connection; statements are short

  Impl(const std::filesystem::path& file, Database::Access access) : database(file, access) {}
};

/// Runs `work(Database&)` alone, and turns a failure of the database into a value.
template <typename Work>
auto guarded(const std::unique_ptr<Store::Impl>& impl, Work work) -> Stored<decltype(work(impl->database))> try {
  const std::lock_guard lock(impl->mutex);
  if constexpr (std::is_void_v<decltype(work(impl->database))>) {
    work(impl->database);
    return {};
  } else {
    return work(impl->database);
  }
} catch (const SqlFailure& failure) {
  spdlog::error("database: {} ({})", failure.message, failure.code);
  return base::failure(StoreError::unavailable);
}

}  // namespace bancheng::hall
