#pragma once
#include <stddef.h>

/// Text of the table `index`; NULL behind the last one. `size` is set to its length.
const unsigned char *effect_table(size_t index, size_t *size);
