// SIGINT, SIGTERM and SIGHUP as a number that can be asked for and a descriptor that can be polled; SIGTSTP
// as a flag.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// From now on the signals are remembered instead of ending the process, but for those that are ignored
/// (nohup(1)).
///
/// - Returns: 0, or an errno; the signals do then what they did before.
int sbs_interruption_begin(void);

/// The signals do again what they did before.
void sbs_interruption_end(void);

/// The first signal that came since the beginning; 0 if none did, and after the end.
int sbs_interruption_signal(void);

/// Whether SIGTSTP has come since this was last asked: the process stops when it is ready to, by SIGSTOP.
bool sbs_interruption_take_stop(void);

/// Readable once a signal has come; -1 outside of a beginning and its end.
int sbs_interruption_descriptor(void);

SBS_ASSUME_NONNULL_END
