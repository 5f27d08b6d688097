#define _GNU_SOURCE
#include "CHostIO.h"

#include <malloc.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>

long chostio_read_entries(int descriptor, void *buffer, size_t size) {
  return syscall(SYS_getdents64, descriptor, buffer, size);
}

void chostio_return_blocks(int size) {
  mallopt(M_MMAP_THRESHOLD, size);
}

int chostio_watch_open(void) {
  return inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
}

int chostio_watch_add(int descriptor, const char *path) {
  // Never IN_MODIFY: a file that is being written is not saved yet.
  uint32_t mask = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_DELETE_SELF |
                  IN_MOVE_SELF | IN_ONLYDIR | IN_DONT_FOLLOW | IN_EXCL_UNLINK;
  return inotify_add_watch(descriptor, path, mask);
}

int chostio_signals_open(const sigset_t *signals) {
  if (sigprocmask(SIG_BLOCK, signals, NULL) != 0) return -1;
  return signalfd(-1, signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

int chostio_signals_take(int descriptor, int *code) {
  struct signalfd_siginfo info;
  if (read(descriptor, &info, sizeof info) != sizeof info) return 0;
  *code = info.ssi_code;
  return (int)info.ssi_signo;
}
