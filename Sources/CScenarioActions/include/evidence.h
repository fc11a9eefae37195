// What a scenario's child process tells its parent while it can: one JSON object per line on its channel,
// written immediately, so that nothing is lost when the process dies.
//
// Everything here may run on a foreign stack, in a signal handler and in a vfork child: no allocation, no
// lock, no stdio, and a few dozen bytes of stack, since the text is built in thread-local storage.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// The callback of a step is about to be made.
void sbs_evidence_begin(uint32_t step);

/// What the machine held inside the callback: phase 0 at its start, 1 after it called out to C.
void sbs_evidence_seen(const sbs_machine *machine, uint32_t step, uint32_t phase, uintptr_t sp);

/// The callback of a step was moved to the runtime's own stack `[lo, hi)`, which is its true stack from then
/// on.
void sbs_evidence_moved(uint32_t step, uintptr_t lo, uintptr_t hi);

/// The callback used stack below the low end of the true one, down to `sp`, and nothing stopped it.
void sbs_evidence_overrun(uint32_t step, uintptr_t sp);

/// The callback of a step has returned to C.
void sbs_evidence_end(uint32_t step);

/// The process can never go on, for this reason.
void sbs_evidence_deadlock(const char *reason);

/// What a runtime can lose without anybody dying of it.
typedef enum sbs_lost {
    SBS_LOST_MACHINES = 0,  ///< Machines of threads that have ended.
    SBS_LOST_STACKS = 1,    ///< Stacks of the runtime's own, of callbacks that will never return.
    SBS_LOST_WORK = 2,      ///< Pieces of work that a callback put off.
} sbs_lost;

/// So many of them are never given back, or never done. Reports nothing for 0.
void sbs_evidence_lost(sbs_lost kind, uint32_t count);

/// Reports the machines of a thread that has ended, by its kernel thread id.
void sbs_evidence_lost_machines(int32_t procid);

/// Reports the runtime's stacks of which neither a machine nor one of `open` callbacks in progress or
/// suspended can be the owner.
void sbs_evidence_lost_stacks(uint32_t open);

/// The process did all that it was to do.
void sbs_evidence_done(void);

/// A SIGSEGV or SIGBUS at an address.
void sbs_evidence_fault(uintptr_t address);

/// The process could not do what it was to do, by an error number.
void sbs_evidence_broken(int error);

/// The callback of a step into a real runtime has returned to C, with an sbs_callback_end.
void sbs_evidence_returned(uint32_t step, uint32_t end);

/// Reports the address of a SIGSEGV or SIGBUS, and then leaves it to the handler that there was before:
/// without one it ends the process. Call it when a runtime that has handlers of its own has installed them.
void sbs_evidence_report_faults(void);

/// Gives the calling thread a signal stack if it has none: on a stack that is used up no handler can run.
void sbs_evidence_use_signal_stack(void);

SBS_ASSUME_NONNULL_END
