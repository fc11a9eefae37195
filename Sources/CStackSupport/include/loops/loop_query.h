// A query without a callback.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// `sbs_query_thread_bounds` in a plain loop, without the runtime. State: none.
void sbs_loop_query(void *SBS_NULLABLE state, uint64_t iterations);

SBS_ASSUME_NONNULL_END
