// How the measured C code was compiled: part of every result.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// Name and version of the C compiler.
const char *sbs_c_compiler(void);

/// "optimised" or "not optimised": the compiler tells the program no more.
const char *sbs_c_optimisation(void);

/// Writes the program's build id, which the linker computes from its contents, in hexadecimal with a final
/// NUL, cut to `capacity` bytes. False when it has none.
bool sbs_build_id(char *text, size_t capacity);

SBS_ASSUME_NONNULL_END
