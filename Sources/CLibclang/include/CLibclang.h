// libclang as a table of functions that is filled when a library is opened: nothing is linked, so one
// program runs with any version, and with none.
//
// The types of the entries come from the installed headers. Without headers there is no table; Swift
// sees that by the modules of module.modulemap that name headers.
#pragma once

#include "clang-c/Index.h"
#include "installed.h"

#ifdef CLIBCLANG_HEADER

// Without these nothing can be indexed.
#define LIBCLANG_REQUIRED(X) \
  X(createIndex) \
  X(disposeDiagnostic) \
  X(disposeIndex) \
  X(disposeString) \
  X(disposeTranslationUnit) \
  X(getCString) \
  X(getClangVersion) \
  X(getCursorLocation) \
  X(getCursorSpelling) \
  X(getDiagnostic) \
  X(getDiagnosticLocation) \
  X(getDiagnosticSeverity) \
  X(getDiagnosticSpelling) \
  X(getFileName) \
  X(getIncludedFile) \
  X(getNumDiagnostics) \
  X(getSpellingLocation) \
  X(getTranslationUnitCursor) \
  X(parseTranslationUnit2FullArgv) \
  X(toggleCrashRecovery) \
  X(visitChildren)

typedef struct {
#define X(name) __typeof__(&clang_##name) _Nonnull name;
  LIBCLANG_REQUIRED(X)
#undef X
} Libclang;

/// Opens the library at `path` (or found by that name) and fills `table`.
///
/// Returns NULL, or why it can't be used: a text that is valid until the next call.
const char *_Nullable libclang_open(const char *_Nonnull path, Libclang *_Nonnull table);

/// The file that the table's functions are in; NULL if that can't be told.
const char *_Nullable libclang_path(const Libclang *_Nonnull table);

#endif
