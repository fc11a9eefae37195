// How this program was started. Swift reads the arguments from /proc/self/cmdline, which may be missing.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// The arguments of main; NULL when they are not known.
char *const SBS_NULLABLE *SBS_NULLABLE sbs_program_arguments(int *count);

/// From now on the last argument is none.
void sbs_forget_last_argument(void);

/// The path that the kernel was given to start this program (AT_EXECFN); NULL when it is not known.
const char *SBS_NULLABLE sbs_executed_path(void);

SBS_ASSUME_NONNULL_END
