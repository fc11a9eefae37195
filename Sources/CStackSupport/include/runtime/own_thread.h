// Threads that the runtime made itself.

#pragma once

#include "runtime/callback_entry.h"

SBS_ASSUME_NONNULL_BEGIN

/// Runs code of the runtime on the calling thread as if the runtime had made the thread: its machine is not
/// an extra one (Go's `isextra`) and has, from the start, the bounds that pthread gives, unless the strategy
/// treats it like any other. The thread must have no machine, and has none afterwards.
void sbs_run_as_runtime(sbs_body body, void *SBS_NULLABLE argument);

SBS_ASSUME_NONNULL_END
