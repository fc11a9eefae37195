// How the measured C code was compiled: part of every result.

#ifndef SBS_BUILD_INFO_H
#define SBS_BUILD_INFO_H

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// Name and version of the C compiler.
const char *sbs_c_compiler(void);

/// "optimised" or "not optimised", which is all that the compiler tells the program.
const char *sbs_c_optimisation(void);

SBS_ASSUME_NONNULL_END

#endif
