// Which CPUs the calling thread may run on. In C, because the calls are GNU extensions that Swift does not
// import.

#pragma once

#include <stddef.h>
#include <stdint.h>

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// CPU numbers are below this limit.
#define SBS_CPU_LIMIT 1024

/// Pins the calling thread, and the threads it creates, to a CPU. Returns 0 or an error number.
int sbs_pin_to_cpu(int cpu);

/// Writes the numbers of the CPUs that the calling thread may run on, at most `capacity`, in increasing
/// order. Returns how many there are, or a negative error number.
int sbs_allowed_cpus(int *cpus, int capacity);

SBS_ASSUME_NONNULL_END
