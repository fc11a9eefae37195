// What the entry and the notifications know about a thread's machine and the current strategy.

#pragma once

#include "runtime/machine_pool_private.h"

#define SBS_INTERNAL __attribute__((visibility("hidden")))

/// The calling thread's machine, or NULL. Initial-exec: one fs-relative load, and no lazy allocation that
/// could fail in a signal handler.
extern _Thread_local sbs_pooled_machine *sbs_current_machine SBS_INTERNAL
    __attribute__((tls_model("initial-exec")));

/// The strategy that `sbs_runtime_start` was given.
extern sbs_strategy sbs_active SBS_INTERNAL;

/// Gives the calling thread a machine. Runs in signal handlers: allocates nothing, takes no lock.
SBS_INTERNAL sbs_pooled_machine *sbs_need_machine(uintptr_t sp, bool in_signal);

/// Binds a machine to its thread, to be dropped when the thread exits.
SBS_INTERNAL void sbs_keep_until_thread_exit(sbs_pooled_machine *machine);

/// Zeroes bounds, guard and confidence before the machine is freed, so that its next thread sets them.
/// Runs in signal handlers: allocates nothing, takes no lock.
SBS_INTERNAL void sbs_drop_machine(sbs_pooled_machine *machine);
