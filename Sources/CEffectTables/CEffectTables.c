#include "CEffectTables.h"

/* Each table, embedded when this file is compiled. */
static const unsigned char library[] = {
#embed "tables/stdlib.effects"
};
static const unsigned char packages[] = {
#embed "tables/packages.effects"
};

const unsigned char *effect_table(size_t index, size_t *size) {
  switch (index) {
  case 0: *size = sizeof library; return library;
  case 1: *size = sizeof packages; return packages;
  default: *size = 0; return NULL;
  }
}
