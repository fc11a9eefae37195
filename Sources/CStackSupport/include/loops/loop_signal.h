// Callbacks from a signal handler.

#ifndef SBS_LOOP_SIGNAL_H
#define SBS_LOOP_SIGNAL_H

#include "loops/visit.h"

SBS_ASSUME_NONNULL_BEGIN

/// Raises SIGUSR1 on the calling thread, whose handler makes the visit on the signal stack. The handler
/// is `sbs_signal_visit`, installed by the caller. State: sbs_visit.
void sbs_loop_signal(void *SBS_NULLABLE state, uint64_t iterations);

/// The handler: a visit through `sbs_callback_from_signal`, of the loop that runs.
void sbs_signal_visit(int number);

/// What the handler does for the loop.
void sbs_measured_handler(const sbs_visit *visit);

SBS_ASSUME_NONNULL_END

#endif
