// Which installed libclang headers this build takes: the newest, by absolute path, because Debian
// keeps them where no compiler looks and SwiftPM accepts no search path outside the package.
//
// CLIBCLANG_HEADER(name) is the path of one of them; it is undefined where there are none.
#pragma once

#if __has_include("/usr/lib/llvm-20/include/clang-c/Index.h")
#define CLIBCLANG_HEADER(name) </usr/lib/llvm-20/include/clang-c/name>
#elif __has_include("/usr/lib/llvm-19/include/clang-c/Index.h")
#define CLIBCLANG_HEADER(name) </usr/lib/llvm-19/include/clang-c/name>
#elif __has_include("/usr/lib/llvm-18/include/clang-c/Index.h")
#define CLIBCLANG_HEADER(name) </usr/lib/llvm-18/include/clang-c/name>
#elif __has_include("/usr/lib/llvm-17/include/clang-c/Index.h")
#define CLIBCLANG_HEADER(name) </usr/lib/llvm-17/include/clang-c/name>
#elif __has_include("/usr/lib/llvm-16/include/clang-c/Index.h")
#define CLIBCLANG_HEADER(name) </usr/lib/llvm-16/include/clang-c/name>
#elif __has_include("/usr/lib/llvm-15/include/clang-c/Index.h")
#define CLIBCLANG_HEADER(name) </usr/lib/llvm-15/include/clang-c/name>
#elif __has_include("/usr/lib/llvm-14/include/clang-c/Index.h")
#define CLIBCLANG_HEADER(name) </usr/lib/llvm-14/include/clang-c/name>
#endif
