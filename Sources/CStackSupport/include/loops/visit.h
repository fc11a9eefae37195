// What every measured loop does in its innermost place.

#ifndef SBS_VISIT_H
#define SBS_VISIT_H

#include "runtime/callback_entry.h"

SBS_ASSUME_NONNULL_BEGIN

/// What a loop does besides its own mechanism: enter the runtime or not. With `callback` false it is
/// the control, everything the loop does but the callback.
typedef struct sbs_visit {
    sbs_body body;
    void *SBS_NULLABLE argument;
    bool callback;
} sbs_visit;

#define SBS_BARRIER() __asm__ volatile("" ::: "memory")

// Enters the runtime, or, in a control, passes a compiler barrier.
static inline __attribute__((always_inline)) void sbs_visit_once(const sbs_visit *visit)
{
    if (visit->callback) {
        sbs_callback(visit->body, visit->argument);
    } else {
        SBS_BARRIER();
    }
}

SBS_ASSUME_NONNULL_END

#endif
