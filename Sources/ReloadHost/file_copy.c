#define _GNU_SOURCE
#include "file_copy.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int file_stamp_of(const char *path, file_stamp *stamp) {
  struct stat status;
  if (stat(path, &status) != 0) return errno;
  stamp->time = (uint64_t)status.st_mtim.tv_sec * 1000000000u + (uint64_t)status.st_mtim.tv_nsec;
  stamp->size = (uint64_t)status.st_size;
  stamp->inode = (uint64_t)status.st_ino;
  return 0;
}

static int copy_bytes(int from, int to) {
  char buffer[1 << 16];
  for (;;) {
    ssize_t got = read(from, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno;
    if (got == 0) return 0;
    for (ssize_t done = 0; done < got;) {
      ssize_t put = write(to, buffer + done, (size_t)(got - done));
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) return errno;
      done += put;
    }
  }
}

int file_copy(const char *from, const char *to) {
  char scratch[PATH_MAX];
  if (snprintf(scratch, sizeof scratch, "%s.part", to) >= (int)sizeof scratch) return ENAMETOOLONG;
  int source = open(from, O_RDONLY | O_CLOEXEC);
  if (source < 0) return errno;
  int target = open(scratch, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0700);
  int code = target < 0 ? errno : copy_bytes(source, target);
  close(source);
  if (target >= 0 && close(target) != 0 && code == 0) code = errno;
  if (code == 0 && rename(scratch, to) != 0) code = errno;
  if (code != 0) unlink(scratch);
  return code;
}
