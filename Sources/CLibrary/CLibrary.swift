// The C library under one name: the place where a port to another one would begin. The suite needs Linux's
// headers and libpfm4, so there is only glibc; what other platforms do differently is C, which
// scripts/check-c and scripts/check-musl compile.
@_exported public import Glibc
