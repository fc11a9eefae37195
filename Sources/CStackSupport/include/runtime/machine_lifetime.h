// The start of the runtime, and the machines that threads get and give back.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// Makes every machine use `strategy`, which is copied, and fills the pool. Returns NULL, or why it could not
/// be done. Not safe while any thread has a machine.
const char *SBS_NULLABLE sbs_runtime_start(const sbs_strategy *strategy);

/// The machine of the calling thread, or NULL.
sbs_machine *SBS_NULLABLE sbs_current(void);

/// Returns the calling thread's machine to the pool; does nothing when it has none.
void sbs_drop_current(void);

/// The number of queries that all machines, including dropped ones, have made since the runtime was started.
/// Exact while no other thread makes callbacks.
uint64_t sbs_queries_so_far(void);

SBS_ASSUME_NONNULL_END
