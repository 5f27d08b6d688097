// System calls that Swift's Glibc module doesn't show.
#ifndef CHOSTIO_H
#define CHOSTIO_H

#include <signal.h>
#include <stddef.h>
#include <stdint.h>

/// Reads entries of an open folder as the kernel lays them out (struct linux_dirent64); returns the
/// number of bytes, 0 at the end, -1 with errno.
long chostio_read_entries(int descriptor, void *_Nonnull buffer, size_t size);

/// Makes blocks of at least `size` bytes go back to the system as soon as they are freed.
void chostio_return_blocks(int size);

/// A new inotify descriptor, or -1 with errno.
int chostio_watch_open(void);

/// Watches a folder for files that are written, moved or removed; returns the watch's number, or -1
/// with errno. A link is not followed.
int chostio_watch_add(int descriptor, const char *_Nonnull path);

/// Blocks the signals and returns a descriptor they are read from, or -1 with errno.
int chostio_signals_open(const sigset_t *_Nonnull signals);

/// Takes one signal: its number, with its code (who sent it) in `code`; 0 when there is none.
int chostio_signals_take(int descriptor, int *_Nonnull code);

#endif
