// A small C program, given as a list of steps, that calls the runtime back in ways that nobody thought of:
// what `bench explore` runs in a process of its own, thousands of times.
//
// Allocates nothing but coroutines on stacks that were mapped anew, and takes no lock, since the process is a
// fork. Its evidence is that of the probes.

#pragma once

#include "bounds_strategy.h"
#include "evidence_log.h"
#include "probe.h"
#include "switching/coroutine.h"

SBS_ASSUME_NONNULL_BEGIN

/// What a step does.
typedef enum sbs_explored_operation {
    SBS_EXPLORED_CALL = 0,     ///< Calls back, and the callback returns.
    SBS_EXPLORED_NESTED = 1,   ///< Calls back; the steps that follow are made by C that the callback calls.
    SBS_EXPLORED_RETURN = 2,   ///< C returns to the innermost open callback of this stack, and that to C.
    SBS_EXPLORED_LONGJMP = 3,  ///< C jumps out of it instead: the callback never returns.
    SBS_EXPLORED_SWITCH = 4,   ///< Goes on on the stack of `place`.
    SBS_EXPLORED_REMAP = 5,    ///< The stack of `place` is freed, and another one mapped with the same top.
    SBS_EXPLORED_THREAD = 6,   ///< The other thread goes on, where it left off.
    SBS_EXPLORED_EXIT_THREAD = 7,   ///< The second thread exits, and the first goes on.
    SBS_EXPLORED_SIGNAL = 8,        ///< A handler on the program's signal stack calls back.
    SBS_EXPLORED_FORK = 9,          ///< The process forks, and the child goes on.
    SBS_EXPLORED_EXIT_INSIDE = 10,  ///< The second thread exits in its open callbacks, and the first goes on.
} sbs_explored_operation;

/// The place of a thread's own stack.
#define SBS_EXPLORED_OWN 0u
/// Places are below this.
#define SBS_EXPLORED_PLACES 8u

/// One step.
typedef struct sbs_explored_step {
    uint32_t operation;             ///< An `sbs_explored_operation`.
    uint32_t place;                 ///< Of a switch or a remapped stack.
    bool registers;                 ///< The stack is new, or freed and new, and the runtime is told.
    bool notifies;                  ///< The runtime is told of the switch, before and after.
    sbs_probe *SBS_NULLABLE probe;  ///< The callback, for a step that makes one.
} sbs_explored_step;

/// How a stack is freed and mapped anew.
typedef enum sbs_remapping {
    SBS_REMAP_CARVED = 0,  ///< Another part of the same memory is used: nothing is unmapped.
    SBS_REMAP_MAPPED = 1,  ///< Unmapped; mapped, with inaccessible pages below.
    SBS_REMAP_GROWING =
        2,  ///< Unmapped; its topmost pages mapped with MAP_GROWSDOWN, an inaccessible page below.
} sbs_remapping;

/// A stack of the program besides the threads' own.
typedef struct sbs_explored_stack {
    uintptr_t lo;                           ///< Its low end at first.
    uintptr_t hi;                           ///< Its high end at all times.
    uintptr_t next_lo;                      ///< Its low end when it has been mapped anew.
    uint32_t remapping;                     ///< An `sbs_remapping`.
    sbs_coroutine *SBS_NULLABLE coroutine;  ///< Prepared, with `sbs_explored_coroutine` as main function.
} sbs_explored_stack;

/// A program and where it runs.
typedef struct sbs_exploration {
    const sbs_explored_step *SBS_NULLABLE steps;
    uint32_t count;
    sbs_switch kind;
    sbs_explored_stack stacks[SBS_EXPLORED_PLACES];  ///< By place; the first is not used.
    uintptr_t thread_lo;                             ///< The stack of the second thread.
    uintptr_t thread_hi;
    uintptr_t signal_lo;  ///< The signal stack.
    uintptr_t signal_hi;
} sbs_exploration;

enum {
    /// Bytes that a MAP_GROWSDOWN stack has at first.
    SBS_GROWING_BYTES = 8192,
    /// Seconds that a program has.
    SBS_EXPLORED_SECONDS = 5,
};

/// Maps the part of a MAP_GROWSDOWN stack that it has at first. Returns 0 or an error number.
int sbs_map_growing_stack(uintptr_t hi);

/// The main function of coroutines of an exploration.
void sbs_explored_coroutine(sbs_coroutine *coroutine, void *SBS_NULLABLE unused);

/// Runs the program on the calling thread and ends the process: by 0, or as the strategy does.
_Noreturn void sbs_explore(sbs_exploration *exploration);

/// Runs the program in a fork, whose evidence goes to `log` and whose standard error to a file. It ends with
/// the calling thread. Returns its process id, or a negative error number.
int sbs_explore_in_fork(sbs_exploration *exploration, sbs_evidence_log *log, int errors);

/// Waits for the end of such a fork, and kills it if it has passed its time. Returns its wait status.
int sbs_wait_for_explored(int pid);

/// Shared memory for a log, or NULL.
sbs_evidence_log *SBS_NULLABLE sbs_evidence_log_create(void);

SBS_ASSUME_NONNULL_END
