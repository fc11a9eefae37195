// How this program was started. Swift looks the arguments up in /proc/self/cmdline, which need not be there.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// The arguments of main; NULL where they are not known.
char *const SBS_NULLABLE *SBS_NULLABLE sbs_program_arguments(int *count);

/// The path that the kernel was given to start this program (AT_EXECFN); NULL where it does not say.
const char *SBS_NULLABLE sbs_executed_path(void);

SBS_ASSUME_NONNULL_END
