// How many machines there are.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// The number of machines in the pool, and so of threads that can be inside the runtime at once.
#define SBS_POOL_CAPACITY 256u

/// The number of machines in the pool now.
uint32_t sbs_pool_available(void);

/// The number of machines that the thread with this kernel thread id has taken and not given back.
uint32_t sbs_pool_taken_by(int32_t procid);

SBS_ASSUME_NONNULL_END
