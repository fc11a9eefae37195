// What scenarios do to their own process.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// Discards standard error.
void sbs_silence_errors(void);

/// Gives threads with default attributes that are made from now on stacks of so many bytes. Returns 0 or an
/// error number.
int sbs_set_default_stack_size(uintptr_t bytes);

/// Makes accesses to `[lo, hi)` fault without a separate mapping (MADV_GUARD_INSTALL, Linux 6.13).
/// Returns 0 or an error number.
int sbs_install_guard_region(uintptr_t lo, uintptr_t hi);

/// From now on the calling thread may not open files, use ioctl, or ask for limits and affinity, as in a
/// container without /proc and with a strict filter. Returns 0 or an error number.
int sbs_deny_queries(void);

SBS_ASSUME_NONNULL_END
