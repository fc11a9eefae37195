// Callbacks on coroutines that change threads.

#pragma once

#include "loops/measured_callback.h"
#include "loops/thread_team.h"
#include "queries/stack_queries.h"
#include "switching/coroutine.h"

SBS_ASSUME_NONNULL_BEGIN

/// Coroutines that are handed between two threads: each thread in turn resumes all of them once, and
/// each makes one callback and yields.
typedef struct sbs_migration {
    sbs_measured_callback callback;
    sbs_coroutine *SBS_NULLABLE *SBS_NULLABLE coroutines;
    const sbs_bounds *SBS_NULLABLE stacks;  // theirs
    uint32_t count;
    uint64_t turn;  // passes made so far, accessed atomically; even: the first thread's turn
    sbs_team *SBS_NULLABLE team;
    bool notifies;       // reports every switch to the runtime, before and after
    sbs_bounds resumed;  // the stack that was switched to last
} sbs_migration;
void sbs_loop_migration(void *SBS_NULLABLE state, uint64_t iterations);
void sbs_loop_migration_real(void *SBS_NULLABLE state, uint64_t iterations);

/// The main function of its coroutines; the argument is the `sbs_migration`.
void sbs_migration_coroutine(sbs_coroutine *coroutine, void *SBS_NULLABLE migration);
void sbs_migration_coroutine_real(sbs_coroutine *coroutine, void *SBS_NULLABLE migration);

/// The work of the team of two of an `sbs_migration`, which is the argument.
void sbs_migration_work(uint32_t index, void *SBS_NULLABLE migration, uint64_t iterations);
void sbs_migration_work_real(uint32_t index, void *SBS_NULLABLE migration, uint64_t iterations);

SBS_ASSUME_NONNULL_END
