// The start of the runtime, and the machines that threads get and give back.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// Makes `strategy` the one that every machine uses and fills the pool. The struct is copied.
/// Returns NULL, or why it could not be done. Not safe while any thread has a machine.
const char *SBS_NULLABLE sbs_runtime_start(const sbs_strategy *strategy);

/// The machine of the calling thread, or NULL.
sbs_machine *SBS_NULLABLE sbs_current(void);

/// Returns the calling thread's machine to the pool; does nothing when it has none.
void sbs_drop_current(void);

/// Queries that all machines, dropped ones included, have made since the runtime was started. Exact while
/// no other thread makes callbacks.
uint64_t sbs_queries_so_far(void);

SBS_ASSUME_NONNULL_END
