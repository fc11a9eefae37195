// Callbacks that C never lets return.

#pragma once

#include "bounds_strategy.h"
#include "probe.h"

SBS_ASSUME_NONNULL_BEGIN

/// How a thread ends in the middle of a callback.
typedef enum sbs_thread_end {
    SBS_END_EXIT = 0,         ///< It calls pthread_exit.
    SBS_END_CANCELLED = 1,    ///< Another thread cancels it, while it waits.
    SBS_END_INTERRUPTED = 2,  ///< The same while it computes and can be cancelled anywhere.
} sbs_thread_end;

/// Makes a callback that calls out to C, which jumps to here (longjmp): it never ends, and the runtime is not
/// told.
void sbs_probe_left_by_jump(sbs_probe *probe);

/// The same by an exception that is thrown in C++ or another language with the same ABI: the unwinder takes
/// the frames of the callback off the stack one after the other, up to a handler here. Returns 0, or ENOTSUP
/// where it does not get here.
int sbs_probe_left_by_exception(sbs_probe *probe);

/// What a thread does that ends in the middle of a callback. All callbacks are made on its own stack.
typedef struct sbs_ending_thread {
    uintptr_t lo;  ///< Its stack.
    uintptr_t hi;
    sbs_thread_end end;
    sbs_probe *first;  ///< A callback that returns.
    sbs_probe *left;   ///< The next, which calls out to C, where the thread ends.
    sbs_probe *last;   ///< One that a destructor of the program's thread-specific data makes, after the
                       ///< runtime's own.
    int32_t procid;    ///< Out: its kernel thread id.
} sbs_ending_thread;

/// Starts such a thread and waits for its end. Returns 0 or an error number.
int sbs_run_ending_thread(sbs_ending_thread *thread);

SBS_ASSUME_NONNULL_END
