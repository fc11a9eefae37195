// A call with SP anywhere: the plainest stack switch there is, and how a stray write to SP is made real.

#ifndef SBS_STACK_CALL_H
#define SBS_STACK_CALL_H

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

/// Calls `function(block, argument)` with `bytes` of a frame of this call, at an address that is a multiple
/// of 16.
void sbs_with_frame_block(
    size_t bytes, void (*function)(void *block, void *SBS_NULLABLE argument), void *SBS_NULLABLE argument);

/// 64 KiB of initialised data, whose end is returned: where a stray write to SP may point.
uintptr_t sbs_data_area_end(void);
enum { SBS_DATA_AREA_BYTES = 64 * 1024 };

SBS_ASSUME_NONNULL_END

#endif
