// For dladdr.
#define _GNU_SOURCE
#include "CLibclang.h"

#ifdef CLIBCLANG_HEADER

#include <dlfcn.h>
#include <stddef.h>

const char *libclang_open(const char *path, Libclang *table) {
  // Local, for two versions in one process crash when they see each other's symbols; now, because a
  // library that lacks something should say so here.
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return dlerror();
#define X(name) \
  { \
    void *function = dlsym(library, "clang_" #name); \
    if (function == NULL) { \
      dlclose(library); \
      return "it is too old: it lacks clang_" #name; \
    } \
    table->name = (__typeof__(table->name))function; \
  }
  LIBCLANG_REQUIRED(X)
#undef X
#define X(name) table->name = (__typeof__(table->name))dlsym(library, "clang_" #name);
  LIBCLANG_OPTIONAL(X)
#undef X
  return NULL;
}

const char *libclang_path(const Libclang *table) {
  Dl_info info;
  if (dladdr((const void *)table->createIndex, &info) == 0) return NULL;
  return info.dli_fname;
}

#endif
