// What every measured loop does in its innermost place.

#ifndef SBS_VISIT_H
#define SBS_VISIT_H

#include "measured_loops.h"

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

#endif
