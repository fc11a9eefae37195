// The runtime's own view of a machine, and the pool that hands machines out.

#pragma once

#include "platform.h"

#include <signal.h>

#include "runtime/machine_pool.h"

/// What the entry does besides update, stack check and body.
enum {
    SBS_ENTRY_RESTORES = 1,          ///< Puts the bounds back at the end.
    SBS_ENTRY_ABORTS_OUTSIDE = 2,    ///< SP outside with calls out in progress: fatal error.
    SBS_ENTRY_WINDOW_OUTSIDE = 4,    ///< The same: the window instead of the update.
    SBS_ENTRY_NO_CHECK_OUTSIDE = 8,  ///< The same: no bounds instead of the update.
    SBS_ENTRY_MOVES = 16,            ///< Runs the callback on a stack that the strategy names.
    SBS_ENTRY_OPTIONS = 31,          ///< All of these.
    /// With `nested_options` only: calls out bring back the bounds, and the stack if the callback was moved.
    SBS_CALL_OUT_RESTORES = 32,
};

/// A machine with what only the runtime uses. The public part comes first.
///
/// Machines lie on cache lines of their own, since neighbours belong to different threads.
typedef struct sbs_pooled_machine {
    _Alignas(64) sbs_machine public;
    void (*update)(sbs_machine *machine, uintptr_t sp);  // copied here: one load on the hot path
    uint32_t options;                                    // of the next callback's entry; 0 is the plain one
    uint32_t nested_options;                             // what they are under a call out
    uint32_t signal_options;                             // what they are in a signal handler
    uintptr_t left_at;    // C's SP below the callback that runs, if it was moved; else 0
    sigset_t saved_mask;  // the thread's signal mask before needMachine
    bool installed_signal_stack;
    bool is_looking;  // on the machine's signal stack, for the last look before an overflow is fatal
} sbs_pooled_machine;

/// Fills the pool with `SBS_POOL_CAPACITY` machines as the strategy wants them: its update, its state,
/// its options. Returns false when there is no memory.
bool sbs_pool_fill(const sbs_strategy *strategy);

/// Takes a machine, or returns NULL when all are in use. Lock-free, allocates nothing: callable from a
/// signal handler that interrupted any other pool operation.
sbs_pooled_machine *sbs_pool_take(void);

/// Gives a machine back. Lock-free, allocates nothing.
void sbs_pool_put(sbs_pooled_machine *machine);

/// Queries counted in the machines as they are now, handed out or not.
uint64_t sbs_pool_queries(void);

/// The signal stack that belongs to a machine (Go's gsignal, 32 KiB).
stack_t sbs_pool_signal_stack(const sbs_pooled_machine *machine);
