// The times of batches, one by one.

#pragma once

#include "bounds_strategy.h"
#include "loops/timed_loop.h"

SBS_ASSUME_NONNULL_BEGIN

/// Runs the loop in batches of `iterations`, for `budget` nanoseconds or until `capacity` values are
/// recorded, and returns their number. A value is the nanoseconds of a batch, including one clock reading.
/// Does not allocate, and does not fault if `values` has been written to before.
uint64_t sbs_record_batches(
    sbs_loop loop, void *SBS_NULLABLE state, uint64_t iterations, uint64_t budget, uint64_t *values,
    uint64_t capacity);

SBS_ASSUME_NONNULL_END
