#define _GNU_SOURCE
#include "CHostIO.h"

#include <malloc.h>
#include <sys/syscall.h>
#include <unistd.h>

long chostio_read_entries(int descriptor, void *buffer, size_t size) {
  return syscall(SYS_getdents64, descriptor, buffer, size);
}

void chostio_return_blocks(int size) {
  mallopt(M_MMAP_THRESHOLD, size);
}
