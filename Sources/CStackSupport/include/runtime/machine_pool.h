// How many machines there are.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// How many machines the pool holds, and so how many threads can be inside the runtime at once.
#define SBS_POOL_CAPACITY 256u

/// Machines now in the pool.
uint32_t sbs_pool_available(void);

SBS_ASSUME_NONNULL_END
