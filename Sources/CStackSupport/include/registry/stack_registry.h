// The stacks that the program says exist: one sorted table for the process.

#pragma once

#include "bounds_strategy.h"
#include "queries/stack_queries.h"

SBS_ASSUME_NONNULL_BEGIN

/// Adds the stack `[lo, hi)`, or removes every stack that overlaps it. An added stack replaces those that it
/// overlaps: their owner forgot to remove them. Writers wait for each other on a mutex; do not call this in a
/// signal handler. Returns false, and changes nothing, when the bounds are not a stack (lo >= hi) or there is
/// no memory.
bool sbs_registry_set(uintptr_t lo, uintptr_t hi, bool present);

/// The stack that holds SP, or zeros. SP at the low end of a stack is on that stack, though no room is left
/// on it. If another stack ends there, SP is not on it, since in a callback a call has pushed something; only
/// if there is no other does `sp == hi` count. Never waits, whatever writers do, and is async-signal-safe: a
/// reader that interrupted a writer sees the old table.
sbs_bounds sbs_registry_find(uintptr_t sp);

/// The same answer, but tries first what the last callback from the same 4 KiB found. For many stacks in turn
/// this is cheaper than the search; for SPs on no registered stack it is more expensive.
sbs_bounds sbs_registry_find_again(uintptr_t sp);

/// Changes with the table. For `sbs_registry_generation` only.
extern uint64_t sbs_registry_sequence;

/// A number that changes with every change of the table, and is never 0. Bounds found under the same number
/// are still valid. Always inlined, since it is read on every callback: when Swift called it, that cost 1 ns.
static inline __attribute__((always_inline)) uint64_t sbs_registry_generation(void)
{
    return __atomic_load_n(&sbs_registry_sequence, __ATOMIC_ACQUIRE);
}

/// Whether a stack of the table overlaps `[lo, hi)`. As safe as `sbs_registry_find`.
bool sbs_registry_overlaps(uintptr_t lo, uintptr_t hi);

SBS_ASSUME_NONNULL_END
