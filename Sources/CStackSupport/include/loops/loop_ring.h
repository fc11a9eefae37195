// Callbacks on coroutines in turn.

#pragma once

#include "loops/measured_callback.h"
#include "switching/coroutine.h"

SBS_ASSUME_NONNULL_BEGIN

/// Coroutines in turn, resumed from the thread's own stack; each makes one callback and yields.
typedef struct sbs_ring {
    sbs_measured_callback callback;
    sbs_coroutine *SBS_NULLABLE *SBS_NULLABLE coroutines;
    uint32_t count;
    uint32_t next;
    bool own_stack_too;  ///< Calls back from the thread's own stack before each resume: twice per iteration.
} sbs_ring;
void sbs_loop_ring(void *SBS_NULLABLE state, uint64_t iterations);
void sbs_loop_ring_real(void *SBS_NULLABLE state, uint64_t iterations);

/// The main function of the coroutines of a ring; the argument is the `sbs_ring`.
void sbs_ring_coroutine(sbs_coroutine *coroutine, void *SBS_NULLABLE ring);
void sbs_ring_coroutine_real(sbs_coroutine *coroutine, void *SBS_NULLABLE ring);

SBS_ASSUME_NONNULL_END
