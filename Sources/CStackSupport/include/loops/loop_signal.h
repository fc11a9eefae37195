// Callbacks from a signal handler.

#pragma once

#include "loops/measured_callback.h"

SBS_ASSUME_NONNULL_BEGIN

/// Raises SIGUSR1 on the calling thread, whose handler calls back on the signal stack. The handler is
/// `sbs_signal_handler`, installed by the caller. State: sbs_measured_callback.
void sbs_loop_signal(void *SBS_NULLABLE state, uint64_t iterations);

/// The handler: makes the callback of the running loop through `sbs_callback_from_signal`.
void sbs_signal_handler(int number);

/// What the handler does for the loop.
void sbs_measured_handler(const sbs_measured_callback *callback);

SBS_ASSUME_NONNULL_END
