// A call with SP anywhere: the plainest stack switch there is, and how a stray write to SP is made real.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// Why there is no such call on this platform, or NULL when there is.
const char *SBS_NULLABLE sbs_call_at_unavailable(void);

/// Calls `function(argument)` with SP at `sp` (rounded down to 16) and returns on the caller's stack.
/// Only the memory below `sp` is used. What lies on the caller's stack lies above `*left_at`, which is
/// written before SP changes.
void sbs_call_on(
    uintptr_t sp, void (*function)(void *SBS_NULLABLE), void *SBS_NULLABLE argument, uintptr_t *left_at);

/// The same for callers that do not want to know where they were left.
static inline void sbs_call_at(
    uintptr_t sp, void (*function)(void *SBS_NULLABLE), void *SBS_NULLABLE argument)
{
    uintptr_t left_at;
    sbs_call_on(sp, function, argument, &left_at);
}

SBS_ASSUME_NONNULL_END
