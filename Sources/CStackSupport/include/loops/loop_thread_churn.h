// Callbacks on new threads.

#ifndef SBS_LOOP_THREAD_CHURN_H
#define SBS_LOOP_THREAD_CHURN_H

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// Creates a thread that makes one visit and exits, and joins it. State: sbs_visit. Aborts, saying so,
/// when no thread can be created.
void sbs_loop_thread_churn(void *SBS_NULLABLE state, uint64_t iterations);

/// What each of these threads does. State: sbs_visit.
void *SBS_NULLABLE sbs_measured_visit(void *SBS_NULLABLE visit);

SBS_ASSUME_NONNULL_END

#endif
