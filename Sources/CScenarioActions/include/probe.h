// A callback that a scenario makes, and its use of the stack: it really recurses, with the guard check on.
// Allocates nothing and takes no lock, since it runs on foreign stacks and in signal handlers.

#pragma once

#include "bounds_strategy.h"
#include "switching/coroutine.h"

SBS_ASSUME_NONNULL_BEGIN

/// How far below the low end of a stack an unnoticed overflow may run, in bytes.
#define SBS_OVERRUN_BYTES ((uintptr_t)512)

/// How a callback enters the runtime.
typedef enum sbs_probe_entry {
    SBS_PROBE_CALLBACK = 0,   ///< As any code of C does, handlers of signals included.
    SBS_PROBE_BADSIGNAL = 1,  ///< As the runtime's own signal handler does.
    SBS_PROBE_RUNTIME = 2,    ///< Not at all: it is code of the runtime on a thread that the runtime made.
    SBS_PROBE_COLLECTOR = 3,  ///< Not at all: another thread of the runtime, a collector, reads what the
                              ///< machine of this one holds, to scan its stack.
} sbs_probe_entry;

/// One callback.
typedef struct sbs_probe {
    uint32_t step;          ///< Its number in the evidence; 0 leaves no evidence.
    sbs_probe_entry entry;  ///< How it enters the runtime.
    size_t depth;           ///< Bytes of C frames between the caller's SP and the callback.
    size_t use;             ///< Bytes of stack that the callback uses below its entry.
    size_t reach;           ///< If not 0: C's stack is used at most so far below the entry, since the rest of
                            ///< the body runs on a stack of the runtime's own.
    uintptr_t past;         ///< If not 0: recurse to SBS_OVERRUN_BYTES below this address.
    uint32_t releases;      ///< Pieces of work that can be put off.
    void (*SBS_NULLABLE call_out)(void *SBS_NULLABLE);  ///< C that the callback calls, after which it
                                                        ///< looks at its machine and uses stack again.
    void *SBS_NULLABLE argument;                        ///< The argument of `call_out`.
    uint64_t completed;                                 ///< How often the body has completed.
} sbs_probe;

/// Makes the callback from the stack that the caller is on. The argument is an `sbs_probe`.
void sbs_make_probe(void *SBS_NULLABLE probe);

/// Bytes between the SP that `sbs_make_probe` is called with and the one that the callback entry sees. Starts
/// a runtime with a strategy that records it, so call this before starting the real one.
uintptr_t sbs_probe_entry_distance(void);

/// What a coroutine does at each resume.
typedef struct sbs_probe_script {
    sbs_probe *SBS_NULLABLE next;  ///< The callback to make; NULL makes none.
    uintptr_t lo;                  ///< The coroutine's stack, as the program reports it.
    uintptr_t hi;
    uint32_t notices;  ///< How often a switch is reported, each way; 1 in a correct program.
} sbs_probe_script;

/// Main function of a coroutine that makes the callback of its `sbs_probe_script` at each resume.
void sbs_probe_coroutine(sbs_coroutine *coroutine, void *SBS_NULLABLE script);

/// For `call_out`: suspends the `sbs_coroutine` that is its argument, in the middle of the callback.
void sbs_yield_out(void *SBS_NULLABLE coroutine);

SBS_ASSUME_NONNULL_END
