// What a known program does.

#pragma once

#include "loops/loop_nested.h"
#include "queries/stack_queries.h"
#include "switching/coroutine.h"

SBS_ASSUME_NONNULL_BEGIN

/// The callbacks of a known program. Of `period` iterations the first `foreign` are made on coroutines, the
/// others on the thread's own stack; each is a chain of nested callbacks.
typedef struct sbs_profile {
    sbs_nested nested;
    uint32_t period;   // at least 1
    uint32_t foreign;  // 0 to period
    sbs_switch kind;
    bool suspends;             // callbacks are suspended on their coroutines, and finish in another order
    size_t fresh_stack_bytes;  // not 0: a coroutine on a malloc'd stack is made for each callback
    sbs_coroutine *SBS_NULLABLE *SBS_NULLABLE coroutines;  // used in turn otherwise
    const sbs_bounds *SBS_NULLABLE stacks;                 // theirs
    uint32_t count;
    bool registers;      // tells the runtime that a fresh stack exists, and that it is gone
    bool notifies;       // reports every switch to it, before and after
    sbs_bounds resumed;  // the stack that was switched to last
} sbs_profile;
void sbs_loop_profile(void *SBS_NULLABLE state, uint64_t iterations);
void sbs_loop_profile_real(void *SBS_NULLABLE state, uint64_t iterations);

/// The main function of the profile's coroutines; the argument is the `sbs_profile`.
void sbs_profile_coroutine(sbs_coroutine *coroutine, void *SBS_NULLABLE profile);
void sbs_profile_coroutine_real(sbs_coroutine *coroutine, void *SBS_NULLABLE profile);

SBS_ASSUME_NONNULL_END
