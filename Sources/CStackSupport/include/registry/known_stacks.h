// The stacks that a thread was on, indexed by the page of SP, to find them again in a few instructions.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// A stack as it was found in a generation of the registry. All zeros means none.
typedef struct sbs_known_stack {
    uintptr_t lo;
    uintptr_t hi;
    uint64_t generation;
    uint64_t unused;  // padding, so that no entry crosses a cache line
} sbs_known_stack;

/// How many a thread keeps (8 KiB). In a ring of 64 stacks most are found without a collision.
#define SBS_KNOWN_STACKS 256u

/// The place for a stack on which a callback had this SP.
static inline __attribute__((always_inline)) sbs_known_stack *sbs_known_stack_at(
    sbs_known_stack *stacks, uintptr_t sp)
{
    return &stacks[(uint64_t)(sp >> 12) * UINT64_C(0x9E3779B97F4A7C15) >> 56];
}

/// Keeps a stack. A signal handler may read the place at any time, so it is marked empty while it is written;
/// a handler itself must not write.
static inline void sbs_keep_known_stack(
    sbs_known_stack *place, uintptr_t lo, uintptr_t hi, uint64_t generation)
{
    place->generation = 0;
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    place->lo = lo;
    place->hi = hi;
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    place->generation = generation;
}

SBS_ASSUME_NONNULL_END
