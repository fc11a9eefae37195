// Stacks that a thread was on, by the page of SP, to be found again in a few instructions.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// A stack, as it was found in a generation of the registry. Zero bytes: none.
typedef struct sbs_known_stack {
    uintptr_t lo;
    uintptr_t hi;
    uint64_t generation;
    uint64_t unused;  // a multiple of the size never crosses a cache line
} sbs_known_stack;

/// How many a thread keeps: 8 KiB. A ring of 64 stacks finds most of its own without a collision.
#define SBS_KNOWN_STACKS 256u

/// Where a stack is kept on which a callback had this SP.
static inline __attribute__((always_inline)) sbs_known_stack *sbs_known_stack_at(
    sbs_known_stack *stacks, uintptr_t sp)
{
    return &stacks[(uint64_t)(sp >> 12) * UINT64_C(0x9E3779B97F4A7C15) >> 56];
}

/// Keeps a stack. A signal handler may look at the place at any time, so it is no stack while it is written;
/// a handler must not write itself.
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
