// A loop that is measured, and the clock around it. C, as all loops are, because loop overhead is the
// resolution of the suite: the barrier in them costs 0.4 ns per iteration, an opaque Swift function 1.4 ns,
// as much as some strategies.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// Runs `iterations` of a loop over `state`, the struct that belongs to the loop.
typedef void (*sbs_loop)(void *SBS_NULLABLE state, uint64_t iterations);

/// CLOCK_MONOTONIC in nanoseconds.
uint64_t sbs_monotonic_ns(void);

// Callgrind counts exactly what is between the clock readings, on each thread that takes part.
// sbs_measured_region and sbs_measured_turn tell it to start and stop: about twenty instructions per sample,
// which cancel when a run is subtracted from one of twice the length. It could watch for the entry and return
// of a function instead, but it takes a switch to a stack at higher addresses for a return: for coroutines on
// stacks from malloc it counted nothing. In new threads and signal handlers, which switch no stacks, it
// watches sbs_measured_thread and sbs_measured_handler. So none of these functions is ever inlined or static.

/// Runs the loop: all that `sbs_time_loop` times.
void sbs_measured_region(sbs_loop loop, void *SBS_NULLABLE state, uint64_t iterations);

/// Nanoseconds that `iterations` of the loop take, by one pair of clock readings.
uint64_t sbs_time_loop(sbs_loop loop, void *SBS_NULLABLE state, uint64_t iterations);

SBS_ASSUME_NONNULL_END
