// How far down the main thread's stack reaches, and may reach. Linux only: elsewhere the answer is ENOTSUP.
// As safe as the queries of mapping_queries.h, which it makes.

#pragma once

#include "bounds_strategy.h"
#include "queries/mapping_queries.h"

SBS_ASSUME_NONNULL_BEGIN

/// How far down the main thread's stack may grow, given the part that has grown: to the end of its rlimit, or
/// of the mapping below plus the kernel's guard gap (taken as 1 MiB), whichever is higher. Both may change.
/// When too many mappings are just below to tell, the answer is the start of the grown part. Returns 0 or an
/// error number.
int sbs_query_main_stack_limit(const sbs_mapping *grown, uintptr_t *lo);

/// Grows the main thread's stack from `grown` down to `wanted`, or as close as its limit allows, by touching
/// it, and stores its new low end. Returns 0 or an error number, as `sbs_query_main_stack_limit` does, with
/// `*lo` at the old low end. Async-signal-safe.
int sbs_grow_main_stack(const sbs_mapping *grown, uintptr_t wanted, uintptr_t *lo);

SBS_ASSUME_NONNULL_END
