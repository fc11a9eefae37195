// Callbacks on several threads at once.

#pragma once

#include "loops/measured_callback.h"
#include "loops/thread_team.h"

SBS_ASSUME_NONNULL_BEGIN

/// Every thread of the team calls back once per iteration, all at once.
typedef struct sbs_threads {
    sbs_measured_callback callback;
    sbs_team *SBS_NULLABLE team;
} sbs_threads;
void sbs_loop_threads(void *SBS_NULLABLE state, uint64_t iterations);
void sbs_loop_threads_real(void *SBS_NULLABLE state, uint64_t iterations);

/// `sbs_time_loop` for `sbs_loop_threads`: the mean over the threads.
uint64_t sbs_time_threads(void *SBS_NULLABLE state, uint64_t iterations);
uint64_t sbs_time_threads_real(void *SBS_NULLABLE state, uint64_t iterations);

/// The work of the team of an `sbs_threads`, which is the argument.
void sbs_threads_work(uint32_t index, void *SBS_NULLABLE threads, uint64_t iterations);
void sbs_threads_work_real(uint32_t index, void *SBS_NULLABLE threads, uint64_t iterations);

SBS_ASSUME_NONNULL_END
