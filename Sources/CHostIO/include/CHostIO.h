// System calls that Swift's Glibc module doesn't show.
#ifndef CHOSTIO_H
#define CHOSTIO_H

#include <stddef.h>

/// Reads entries of an open folder as the kernel lays them out (struct linux_dirent64); returns the
/// number of bytes, 0 at the end, -1 with errno.
long chostio_read_entries(int descriptor, void *buffer, size_t size);

/// Makes blocks of at least `size` bytes go back to the system as soon as they are freed.
void chostio_return_blocks(int size);

#endif
