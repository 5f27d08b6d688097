/* Copies of libraries, one for each generation. */
#pragma once

#include <stdint.h>

/* What tells two builds apart. */
typedef struct {
  uint64_t time;
  uint64_t size;
  uint64_t inode;
} file_stamp;

/* 0 if the file is there. */
int file_stamp_of(const char *path, file_stamp *stamp);

/* Copies a file so that it is either whole or not there; 0 if that works, else an errno. */
int file_copy(const char *from, const char *to);
