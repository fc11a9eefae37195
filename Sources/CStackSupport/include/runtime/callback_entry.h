// The callback entry: how C calls into the runtime, and the stack check.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// What runs inside the runtime during a callback.
typedef void (*sbs_body)(sbs_machine *machine, void *SBS_NULLABLE argument);

/// The callback entry: C calls into the runtime. Compiled once; every strategy shares it.
void sbs_callback(sbs_body body, void *SBS_NULLABLE argument);

/// The callback entry for the runtime's own signal handler (Go's `badsignal`): the machine says that it
/// serves a signal, and a thread without one borrows it while the handler runs. A handler of C's that calls
/// back uses `sbs_callback`, like any other code: the runtime does not know where it is called from.
void sbs_callback_from_signal(sbs_body body, void *SBS_NULLABLE argument);

/// The stack check of code that is about to run on the system stack: SP at most SBS_FRAME_GUARD above the low
/// end is fatal.
void sbs_check_stack(sbs_machine *machine);

SBS_ASSUME_NONNULL_END
