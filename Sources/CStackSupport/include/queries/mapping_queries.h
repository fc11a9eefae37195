// Queries about mappings and guard regions that the kernel answers in constant time. Linux only: elsewhere
// the answer is always ENOTSUP.
//
// All of them are async-signal-safe: system calls and atomic words, no lock, no allocation, and errno is
// unchanged. They may be made on any stack with 512 bytes to spare.

#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "bounds_strategy.h"
#include "queries/stack_queries.h"

SBS_ASSUME_NONNULL_BEGIN

/// A mapping of this process, `[start, end)`.
typedef struct sbs_mapping {
    uintptr_t start;
    uintptr_t end;
    bool is_main_stack;  ///< The main thread's stack: the part of it that has grown so far.
} sbs_mapping;

/// The mapping that holds an address (PROCMAP_QUERY, Linux 6.11). Returns 0 or an error number; ENOENT:
/// nothing is mapped there.
int sbs_query_mapping(uintptr_t address, sbs_mapping *mapping);

/// The mapping that holds an address or, if none does, the next one above. ENOENT: there is none above.
int sbs_query_mapping_from(uintptr_t address, sbs_mapping *mapping);

/// The highest guard region made by MADV_GUARD_INSTALL that overlaps `[lo, hi)`, both rounded outwards to
/// pages, and clipped to that range (PAGEMAP_SCAN with PAGE_IS_GUARD, Linux 6.15). Returns 0 or an error
/// number; ENOENT: there is none. The time grows with the pages of the range.
int sbs_query_highest_guard(uintptr_t lo, uintptr_t hi, sbs_bounds *guard);

/// What an error of `sbs_query_mapping`, or of `sbs_query_highest_guard`, means, in a few words; NULL for
/// 0 and ENOENT, which are answers.
const char *SBS_NULLABLE sbs_mapping_query_problem(int error);
const char *SBS_NULLABLE sbs_guard_query_problem(int error);

SBS_ASSUME_NONNULL_END
