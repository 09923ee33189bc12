#pragma once

#include <errno.h>
#include <stddef.h>

// Glibc shows preadv2 only to GNU sources, and a module that defines _GNU_SOURCE would disagree
// with Swift's own Glibc module about every other type. So it is declared here by hand.
extern long preadv2(int file, const void *pieces, int count, long position, int flags);
extern long pread(int file, void *bytes, size_t count, long position);

// Reads what the page cache holds and never waits for a disk; EAGAIN where it would have to.
static inline long cfiles_read_cached(int file, void *bytes, size_t count, long position) {
  const struct {
    void *base;
    size_t length;
  } piece = {bytes, count};
  const int no_wait = 0x00000008;  // RWF_NOWAIT
  const long got = preadv2(file, &piece, 1, position, no_wait);
  // File systems in memory have nothing to wait for, and some refuse the flag.
  if (got < 0 && (errno == EOPNOTSUPP || errno == ENOSYS)) return pread(file, bytes, count, position);
  return got;
}
