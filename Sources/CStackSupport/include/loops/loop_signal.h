// Callbacks from a signal handler.

#pragma once

#include "loops/measured_callback.h"

SBS_ASSUME_NONNULL_BEGIN

/// Raises SIGUSR1 on the calling thread, whose handler calls back on the signal stack. The handler is one of
/// the two below, installed by the caller. State: sbs_measured_callback.
void sbs_loop_signal(void *SBS_NULLABLE state, uint64_t iterations);

/// The same after the thread has given its machine back, so that each signal finds it without one.
void sbs_loop_badsignal(void *SBS_NULLABLE state, uint64_t iterations);

/// A handler of C's: makes the callback of the running loop like any other code of C.
void sbs_signal_handler(int number);

/// The runtime's handler on a thread of C's: makes the callback through `sbs_callback_from_signal`.
void sbs_badsignal_handler(int number);

/// What a handler does for the loop; `entry` is one of the two callback entries.
void sbs_measured_handler(const sbs_measured_callback *callback, void (*entry)(sbs_body, void *SBS_NULLABLE));

SBS_ASSUME_NONNULL_END
