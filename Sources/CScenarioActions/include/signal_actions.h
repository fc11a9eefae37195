// Callbacks that scenarios make from signal handlers.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// Makes `[lo, hi)` the calling thread's signal stack, raises SIGUSR1 there, and lets its handler make the
/// callback of the `sbs_probe`. Restores everything before it returns. Returns 0 or an error number.
int sbs_probe_on_signal_stack(uintptr_t lo, uintptr_t hi, bool autodisarm, void *probe);

/// A storm of signals, and what it did.
typedef struct sbs_storm {
    uint32_t step;       ///< Its number in the evidence.
    uint64_t signals;    ///< To be sent.
    uint64_t callbacks;  ///< Made by the interrupted thread.
    uint64_t handled;    ///< Made by the handler.
    int error;           ///< 0, or the error number of the thread that should have sent the signals.
} sbs_storm;

/// Calls back in a loop while another thread sends signals, one after the other, whose handler, on the same
/// stack, calls back too. The argument is an `sbs_storm`. When the handler waits for a lock that the
/// interrupted callback holds, it says so in the evidence and ends the process by SIGALRM.
void sbs_storm_callbacks(void *SBS_NULLABLE storm);

SBS_ASSUME_NONNULL_END
