// A call with SP anywhere: the simplest stack switch, and how stray writes to SP are simulated.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// Why this platform has no such call, or NULL when it has.
const char *SBS_NULLABLE sbs_call_at_unavailable(void);

/// Calls `function(argument)` with SP at `sp` (rounded down to 16) and returns on the caller's stack. Uses
/// only the memory below `sp`. Everything on the caller's stack is above `*left_at`, which is written before
/// SP changes.
void sbs_call_on(
    uintptr_t sp, void (*function)(void *SBS_NULLABLE), void *SBS_NULLABLE argument, uintptr_t *left_at);

/// The same for callers that do not need `left_at`.
static inline void sbs_call_at(
    uintptr_t sp, void (*function)(void *SBS_NULLABLE), void *SBS_NULLABLE argument)
{
    uintptr_t left_at;
    sbs_call_on(sp, function, argument, &left_at);
}

SBS_ASSUME_NONNULL_END
