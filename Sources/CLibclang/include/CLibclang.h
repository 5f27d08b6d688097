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
  X(CXXMethod_isPureVirtual) \
  X(CXXMethod_isVirtual) \
  X(Cursor_getOffsetOfField) \
  X(Cursor_getStorageClass) \
  X(Cursor_isBitField) \
  X(Cursor_isFunctionInlined) \
  X(Cursor_isMacroFunctionLike) \
  X(PrintingPolicy_setProperty) \
  X(Type_getAlignOf) \
  X(Type_getSizeOf) \
  X(createIndex) \
  X(disposeDiagnostic) \
  X(disposeIndex) \
  X(PrintingPolicy_dispose) \
  X(disposeString) \
  X(disposeTranslationUnit) \
  X(getCString) \
  X(getCanonicalCursor) \
  X(getCanonicalType) \
  X(getClangVersion) \
  X(getCursorDefinition) \
  X(getCursorDisplayName) \
  X(getCursorExtent) \
  X(getCursorLinkage) \
  X(getCursorLocation) \
  X(getCursorPrettyPrinted) \
  X(getCursorPrintingPolicy) \
  X(getCursorReferenced) \
  X(getCursorSemanticParent) \
  X(getCursorSpelling) \
  X(getCursorTLSKind) \
  X(getCursorType) \
  X(getCursorUSR) \
  X(getCursorVisibility) \
  X(getDiagnostic) \
  X(getDiagnosticLocation) \
  X(getDiagnosticOption) \
  X(getDiagnosticSeverity) \
  X(getDiagnosticSpelling) \
  X(getEnumConstantDeclValue) \
  X(getExpansionLocation) \
  X(getFieldDeclBitWidth) \
  X(getFileContents) \
  X(getFileLocation) \
  X(getFileName) \
  X(getIncludedFile) \
  X(getInclusions) \
  X(getNumDiagnostics) \
  X(getNumOverloadedDecls) \
  X(getOverloadedDecl) \
  X(getRangeEnd) \
  X(getRangeStart) \
  X(getSpecializedCursorTemplate) \
  X(getSpellingLocation) \
  X(getTranslationUnitCursor) \
  X(getTypeSpelling) \
  X(isConstQualifiedType) \
  X(isCursorDefinition) \
  X(isVirtualBase) \
  X(parseTranslationUnit2FullArgv) \
  X(toggleCrashRecovery) \
  X(visitChildren)

// Without one of these a fact is missing and the rest is there.
#define LIBCLANG_OPTIONAL(X) \
  X(Cursor_Evaluate) \
  X(Cursor_hasVarDeclGlobalStorage) \
  X(EvalResult_dispose) \
  X(EvalResult_getAsLongLong) \
  X(EvalResult_getAsStr) \
  X(EvalResult_getKind)

typedef struct {
#define X(name) __typeof__(&clang_##name) _Nonnull name;
  LIBCLANG_REQUIRED(X)
#undef X
#define X(name) __typeof__(&clang_##name) _Nullable name;
  LIBCLANG_OPTIONAL(X)
#undef X
} Libclang;

/// Opens the library at `path` (or found by that name) and fills `table`.
///
/// Returns NULL, or why it can't be used: a text that is valid until the next call.
const char *_Nullable libclang_open(const char *_Nonnull path, Libclang *_Nonnull table);

/// The file that the table's functions are in; NULL if that can't be told.
const char *_Nullable libclang_path(const Libclang *_Nonnull table);

#endif
