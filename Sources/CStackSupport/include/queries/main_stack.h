// How far down the main thread's stack reaches, and may. Linux only: elsewhere the answer is ENOTSUP. As
// safe as the queries of mapping_queries.h, which it makes.

#pragma once

#include "bounds_strategy.h"
#include "queries/mapping_queries.h"

SBS_ASSUME_NONNULL_BEGIN

/// How far down the main thread's stack may grow, given the part that has: the end of its rlimit, or
/// of the mapping below and the kernel's guard gap (taken as 1 MiB), whichever is higher. Both may change.
/// The grown part's own start when too many mappings lie just below it to tell. Returns 0 or an error
/// number.
int sbs_query_main_stack_limit(const sbs_mapping *grown, uintptr_t *lo);

/// Makes the main thread's stack, of which `grown` is there, reach down to `wanted`, or as near as its limit
/// lets, by touching it, and stores its low end. Returns 0 or an error number, as
/// `sbs_query_main_stack_limit`, with `*lo` where it was. Async-signal-safe.
int sbs_grow_main_stack(const sbs_mapping *grown, uintptr_t wanted, uintptr_t *lo);

SBS_ASSUME_NONNULL_END
