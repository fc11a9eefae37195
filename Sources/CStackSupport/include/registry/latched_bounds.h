// One pair of bounds for the whole process.

#pragma once

#include "queries/stack_queries.h"

/// The latched bounds, or zeros when there are none. Async-signal-safe.
sbs_bounds sbs_latched_bounds(void);

/// Latches bounds, unless another thread was faster. Async-signal-safe.
void sbs_latch_bounds(sbs_bounds bounds);

/// Forgets them. Called when the runtime starts.
void sbs_unlatch_bounds(void);
