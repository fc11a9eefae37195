// The stacks that the program says exist: one sorted table for the process.

#pragma once

#include "bounds_strategy.h"
#include "queries/stack_queries.h"

SBS_ASSUME_NONNULL_BEGIN

/// Adds the stack `[lo, hi)`, or removes every stack that overlaps it. An added stack replaces those that
/// it overlaps: whoever had them forgot to say that they are gone. Writers wait for each other on a
/// mutex; not to be called in a signal handler. Returns false, and changes nothing, when the bounds are
/// not a stack (lo >= hi) or there is no memory.
bool sbs_registry_set(uintptr_t lo, uintptr_t hi, bool present);

/// The stack that holds SP, or zeros. SP at the low end of a stack is on it, though no room is left: in a
/// callback a call has pushed something, so that where another stack ends there it cannot be that one,
/// unless there is no other (`sp == hi`). Waits for nobody, whatever writers do, and is
/// async-signal-safe: a reader that interrupted a writer finds the table as it was.
sbs_bounds sbs_registry_find(uintptr_t sp);

/// The same answer, looked for first where the last callback from the same 4 KiB found it. For many stacks
/// in turn that is cheaper than the search; for SPs that are on no registered stack it is more expensive.
sbs_bounds sbs_registry_find_again(uintptr_t sp);

/// Changes with the table. For `sbs_registry_generation` only.
extern uint64_t sbs_registry_sequence;

/// A number that is another one after every change of the table, never 0. Bounds that were found when it
/// was the same still hold. Inline, and always so, since it is read on every callback: Swift called it, 1 ns.
static inline __attribute__((always_inline)) uint64_t sbs_registry_generation(void)
{
    return __atomic_load_n(&sbs_registry_sequence, __ATOMIC_ACQUIRE);
}

/// Whether a stack of the table overlaps `[lo, hi)`. As safe as `sbs_registry_find`.
bool sbs_registry_overlaps(uintptr_t lo, uintptr_t hi);

SBS_ASSUME_NONNULL_END
