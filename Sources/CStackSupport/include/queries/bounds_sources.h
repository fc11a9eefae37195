// Whom a runtime asks for the bounds of the calling thread's own stack. Every source but `pthread` and
// `procmap` differs from pthread on the main thread alone.

#pragma once

#include "bounds_strategy.h"
#include "queries/stack_queries.h"

SBS_ASSUME_NONNULL_BEGIN

/// A source of bounds.
typedef enum sbs_bounds_source {
    SBS_SOURCE_PTHREAD = 0,       ///< pthread_getattr_np, or what the platform has instead.
    SBS_SOURCE_PROCMAP = 1,       ///< The mapping that holds SP, by PROCMAP_QUERY.
    SBS_SOURCE_LIBC_END = 2,      ///< `__libc_stack_end`, and 1 MiB below it.
    SBS_SOURCE_STARTSTACK = 3,    ///< The line of /proc/self/maps that holds field 28 of
                                  ///< /proc/self/stat, and the rlimit below its end.
    SBS_SOURCE_MAPS_SP = 4,       ///< The line of /proc/self/maps that holds SP, and the rlimit below it.
    SBS_SOURCE_MREMAP_PROBE = 5,  ///< mremap, page by page below the auxiliary vector.
} sbs_bounds_source;

/// How many sources there are.
#define SBS_BOUNDS_SOURCES 6

/// Makes every query ask this source from now on. Not safe while another thread makes queries.
void sbs_use_bounds_source(sbs_bounds_source source);

/// The answer of one source, whichever is in use; zeros when it has none. Not async-signal-safe: some take
/// locks.
sbs_bounds sbs_ask_bounds_source(sbs_bounds_source source);

/// What `sbs_query_bounds` calls. Read by that function alone.
// Hidden, so that calling it takes one instruction, as calling a function by name does.
extern __attribute__((visibility("hidden"))) sbs_bounds (*sbs_bounds_source_in_use)(void);

/// The bounds of the calling thread's own stack, from the source in use; zeros when it has none. Inline, so
/// that the choice costs no call.
static inline __attribute__((always_inline)) sbs_bounds sbs_query_bounds(void)
{
    return sbs_bounds_source_in_use();
}

SBS_ASSUME_NONNULL_END
