// The runtime's own view of a machine, and the pool that hands machines out.

#ifndef SBS_MACHINE_POOL_H
#define SBS_MACHINE_POOL_H

#include <signal.h>

#include "callback_runtime.h"

/// What the entry does besides update, stack check and body.
enum {
    SBS_ENTRY_RESTORES = 1,          ///< Puts the bounds back at the end.
    SBS_ENTRY_ABORTS_OUTSIDE = 2,    ///< SP outside with calls out in progress: fatal error.
    SBS_ENTRY_WINDOW_OUTSIDE = 4,    ///< The same: the window instead of the update.
    SBS_ENTRY_NO_CHECK_OUTSIDE = 8,  ///< The same: no bounds instead of the update.
};

/// A machine with what only the runtime uses. The public part comes first.
///
/// Machines lie on cache lines of their own, since neighbours belong to different threads.
typedef struct sbs_pooled_machine {
    _Alignas(64) sbs_machine public;
    void (*update)(sbs_machine *machine, uintptr_t sp);  // copied here: one load on the hot path
    uint32_t options;           // of the next callback's entry; 0 is the plain one
    uint32_t nested_options;    // what they are while the runtime is further up the stack
    sigset_t saved_mask;        // the thread's signal mask before needMachine
    bool installed_signal_stack;
    _Atomic uint32_t next;      // index + 1 of the next free machine, 0 at the end
} sbs_pooled_machine;

/// Fills the pool with `SBS_POOL_CAPACITY` machines as the strategy wants them: its update, its state,
/// its options. Returns false when there is no memory.
bool sbs_pool_fill(const sbs_strategy *strategy);

/// Takes a machine, or returns NULL when all are in use. Lock-free, allocates nothing: callable from a
/// signal handler that interrupted any other pool operation.
sbs_pooled_machine *sbs_pool_take(void);

/// Gives a machine back. Lock-free, allocates nothing.
void sbs_pool_put(sbs_pooled_machine *machine);

/// Questions counted in the machines as they are now, handed out or not.
uint64_t sbs_pool_queries(void);

/// The signal stack that belongs to a machine (Go's gsignal, 32 KiB).
stack_t sbs_pool_signal_stack(const sbs_pooled_machine *machine);

#endif
