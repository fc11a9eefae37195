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

// Callgrind counts what lies between the clock readings and nothing else, on each thread that has a part
// in it. sbs_measured_region and sbs_measured_turn tell it to begin and to stop: some twenty instructions per
// sample, which cancel when a run is subtracted from one of twice the length. It could watch for the entry
// and the return of a function instead, but takes a change to a stack at higher addresses for a return: of
// coroutines on stacks from malloc it counted nothing. New threads and signal handlers, which change no
// stacks, are watched: sbs_measured_thread and sbs_measured_handler. So all of these are never inlined, and
// their names are known outside of their files.

/// Runs the loop: all that `sbs_time_loop` times.
void sbs_measured_region(sbs_loop loop, void *SBS_NULLABLE state, uint64_t iterations);

/// Nanoseconds that `iterations` of the loop take, by one pair of clock readings.
uint64_t sbs_time_loop(sbs_loop loop, void *SBS_NULLABLE state, uint64_t iterations);

SBS_ASSUME_NONNULL_END
