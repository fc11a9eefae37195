// Callbacks that scenarios make from signal handlers.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// Makes `[lo, hi)` the calling thread's signal stack, raises SIGUSR1 there, and lets its handler make the
/// callback of the `sbs_probe`. Restores everything before it returns. Returns 0 or an error number.
int sbs_probe_on_signal_stack(uintptr_t lo, uintptr_t hi, bool autodisarm, void *probe);

/// What a storm of signals did.
typedef struct sbs_storm {
    uint64_t callbacks;  ///< Made by the interrupted thread.
    uint64_t handled;    ///< Made by the handler.
} sbs_storm;

/// Calls back in a loop while another thread sends `signals` signals, one after the other, whose handler,
/// on the same stack, calls back too. Returns 0 or an error number.
int sbs_storm_callbacks(uint64_t signals, sbs_storm *storm);

SBS_ASSUME_NONNULL_END
