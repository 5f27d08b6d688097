/* Whether the file of a library has what no swap survives; the reason goes into `message`. */
#pragma once

#include <stddef.h>

/* 0: nothing stands in the way. */
int image_check(const char *path, char *message, size_t size);
