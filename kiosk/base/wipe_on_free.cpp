// Zeroes every block of memory when it is freed, whoever allocated it: the product's own code, Pango, OpenSSL, SQLite.
// PersonText wipes what the product itself holds; this catches the copies that libraries make while they work with it.
#include <errno.h>
#include <malloc.h>
#include <string.h>

extern "C" {

// glibc's own entry points, under the names that it exports for wrappers like this one.
void* __libc_malloc(size_t);
void __libc_free(void*);

void free(void* block) {
  if (block == nullptr) return;
  const int saved_errno = errno;  // free() keeps errno (POSIX.1-2024)
  explicit_bzero(block, malloc_usable_size(block));
  __libc_free(block);
  errno = saved_errno;
}

void* realloc(void* block, size_t size) {
  if (block == nullptr) return __libc_malloc(size);
  if (size == 0) {
    free(block);
    return nullptr;
  }
  const size_t old_size = malloc_usable_size(block);
  if (size <= old_size && size >= old_size / 2) {
    explicit_bzero(static_cast<char*>(block) + size, old_size - size);
    return block;
  }
  void* moved = __libc_malloc(size);
  if (moved == nullptr) return nullptr;
  memcpy(moved, block, old_size < size ? old_size : size);
  free(block);
  return moved;
}

}  // extern "C"
