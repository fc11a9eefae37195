// What a machine has recorded, as a value to save and restore, and what the entry itself records.

#pragma once

#include "runtime/fatal_errors.h"
#include "runtime/machine_pool_private.h"

/// Recorded bounds with guard, confidence and stamp.
typedef struct recorded {
    uintptr_t lo, hi, guard;
    uint64_t stamp;
    uint32_t confidence;
} recorded;

static inline recorded bounds_of(const sbs_machine *m)
{
    return (recorded){ m->lo, m->hi, m->guard, m->stamp, m->confidence };
}

static inline void record(sbs_machine *m, recorded r)
{
    m->lo = r.lo;
    m->hi = r.hi;
    m->guard = r.guard;
    m->stamp = r.stamp;
    m->confidence = r.confidence;
}

static inline void record_window(sbs_machine *m, uintptr_t sp)
{
    const uintptr_t lo = sp - SBS_WINDOW_BELOW;
    record(
        m,
        (recorded){ lo, sp + SBS_WINDOW_ABOVE, lo + SBS_STACK_GUARD + m->margin, 0,
                    SBS_CONFIDENCE_ESTIMATE });
}

// Called when SP is outside the recorded bounds and the runtime is further up the stack. Returns whether that
// was handled, so that the strategy's update is not called.
static inline bool deal_with_outside(sbs_machine *m, uintptr_t sp, uint32_t options)
{
    if (options & SBS_ENTRY_NO_CHECK_OUTSIDE) {
        record(m, (recorded){ 0, UINTPTR_MAX, 0, 0, SBS_CONFIDENCE_NONE });
        return true;
    }
    if (!(options & (SBS_ENTRY_ABORTS_OUTSIDE | SBS_ENTRY_WINDOW_OUTSIDE))) return false;
    const recorded old = bounds_of(m);
    record_window(m, sp);
    if (options & SBS_ENTRY_ABORTS_OUTSIDE) sbs_fatal_out_of_bounds(m, sp, old.lo, old.hi);
    return true;
}
