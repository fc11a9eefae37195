// The runtime's own view of a machine, and the pool that hands machines out.

#pragma once

#include "platform.h"

#include <signal.h>

#include "runtime/machine_pool.h"

/// What the entry does in addition to update, stack check and body.
enum {
    SBS_ENTRY_RESTORES = 1,          ///< Restores the bounds at the end.
    SBS_ENTRY_ABORTS_OUTSIDE = 2,    ///< SP outside with calls out in progress: fatal error.
    SBS_ENTRY_WINDOW_OUTSIDE = 4,    ///< The same: the window instead of the update.
    SBS_ENTRY_NO_CHECK_OUTSIDE = 8,  ///< The same: no bounds instead of the update.
    SBS_ENTRY_MOVES = 16,            ///< Runs the callback on a stack that the strategy chooses.
    SBS_ENTRY_KEEPS_EXACT = 32,      ///< With SP in exact bounds nothing changes: there is nothing to save.
    SBS_ENTRY_OPTIONS = 63,          ///< All of these.
    /// In `nested_options` only: calls out restore the bounds, and the stack if the callback was moved.
    SBS_CALL_OUT_RESTORES = 64,
};

/// A machine with the parts that only the runtime uses. The public part comes first.
///
/// Machines do not share cache lines, since neighbours belong to different threads.
typedef struct sbs_pooled_machine {
    _Alignas(64) sbs_machine public;
    void (*update)(sbs_machine *machine, uintptr_t sp);  // copied here: one load on the hot path
    uint32_t options;                                    // for the next callback's entry; 0 is the plain path
    uint32_t nested_options;                             // the options under a call out
    uint32_t signal_options;                             // the options in a signal handler
    uintptr_t left_at;    // C's SP below the callback that runs, if it was moved; else 0
    sigset_t saved_mask;  // the thread's signal mask before needMachine
    bool installed_signal_stack;
    bool is_checking_overflow;  // on its signal stack, before an overflow is fatal
} sbs_pooled_machine;

/// Fills the pool with `SBS_POOL_CAPACITY` machines that have the strategy's update, state and options.
/// Returns false when there is no memory.
bool sbs_pool_fill(const sbs_strategy *strategy);

/// Takes a machine, or returns NULL when all are in use. Lock-free, allocates nothing: callable from a
/// signal handler that interrupted any other pool operation.
sbs_pooled_machine *sbs_pool_take(void);

/// Gives a machine back. Lock-free, allocates nothing.
void sbs_pool_put(sbs_pooled_machine *machine);

/// The queries counted in all machines, in use or not.
uint64_t sbs_pool_queries(void);

/// The signal stack that belongs to a machine (Go's gsignal, 32 KiB).
stack_t sbs_pool_signal_stack(const sbs_pooled_machine *machine);
