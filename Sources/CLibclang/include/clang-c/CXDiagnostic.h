// Forwards to the installed header, which finds its neighbours through these files.
#include "../installed.h"
#ifdef CLIBCLANG_HEADER
#include CLIBCLANG_HEADER(CXDiagnostic.h)
#endif
