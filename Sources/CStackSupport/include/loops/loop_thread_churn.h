// Callbacks on new threads.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// Creates a thread that calls back once and exits, and joins it. Ends the program with a message when no
/// thread can be created. State: sbs_measured_callback.
void sbs_loop_thread_churn(void *SBS_NULLABLE state, uint64_t iterations);
void sbs_loop_thread_churn_real(void *SBS_NULLABLE state, uint64_t iterations);

/// What each of these threads does. State: sbs_measured_callback.
void *SBS_NULLABLE sbs_measured_thread(void *SBS_NULLABLE callback);
void *SBS_NULLABLE sbs_measured_thread_real(void *SBS_NULLABLE callback);

SBS_ASSUME_NONNULL_END
