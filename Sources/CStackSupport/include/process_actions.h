// What scenarios do to their own process, and only Swift's lack of it keeps in C: fork and its kin, signal
// stacks, guard regions, a system-call filter, and where the main thread's stack begins.

#ifndef SBS_PROCESS_ACTIONS_H
#define SBS_PROCESS_ACTIONS_H

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// Runs `function(argument)` in a forked child, which dies with its parent and after 5 seconds, and waits.
/// Returns its wait status, or a negative error number.
int sbs_run_in_fork(void (*function)(void *SBS_NULLABLE), void *SBS_NULLABLE argument);

/// The same in a vfork child: on the caller's stack, in its memory. An error number where there is none.
int sbs_run_in_vfork(void (*function)(void *SBS_NULLABLE), void *SBS_NULLABLE argument);

/// The same in a child that shares memory and thread-local storage but runs on `[lo, hi)`, as posix_spawn
/// does (CLONE_VM | CLONE_VFORK). An error number where there is none.
int sbs_run_in_clone(
    uintptr_t hi, void (*function)(void *SBS_NULLABLE), void *SBS_NULLABLE argument);

/// Ends the process as a wait status says that a child ended; returns if the child exited with 0.
void sbs_die_like(int wait_status);

/// Sends standard error nowhere.
void sbs_silence_errors(void);

/// Makes `[lo, hi)` the calling thread's signal stack, raises SIGUSR1 there, and lets its handler make the
/// callback of the `sbs_probe`. Everything is as before on return. Returns 0 or an error number.
int sbs_probe_on_signal_stack(uintptr_t lo, uintptr_t hi, bool autodisarm, void *probe);

/// What a storm of signals did.
typedef struct sbs_storm {
    uint64_t callbacks;  ///< Made by the interrupted thread.
    uint64_t handled;    ///< Made by the handler.
} sbs_storm;

/// Calls back in a loop while another thread sends `signals` signals, one after the other, whose handler,
/// on the same stack, calls back too. Returns 0 or an error number.
int sbs_storm_callbacks(uint64_t signals, sbs_storm *storm);

/// Makes accesses to `[lo, hi)` fault without a mapping of its own (MADV_GUARD_INSTALL, Linux 6.13).
/// Returns 0 or an error number.
int sbs_install_guard_region(uintptr_t lo, uintptr_t hi);

/// From now on the calling thread may not open files, use ioctl, or ask for limits and affinity: what a
/// container without /proc and with a strict filter looks like. Returns 0 or an error number.
int sbs_deny_questions(void);

/// One past the highest address of frames on the main thread's stack: the end of the page that holds argc,
/// which is what glibc calls the end of the stack. 0 where it is not known.
uintptr_t sbs_main_stack_end(void);

/// The arguments of main, which Swift looks up in /proc/self/cmdline; NULL where they are not known.
char *const SBS_NULLABLE *SBS_NULLABLE sbs_program_arguments(int *count);

/// The path that the kernel was given to start this program (AT_EXECFN); NULL where it does not say.
const char *SBS_NULLABLE sbs_executed_path(void);

SBS_ASSUME_NONNULL_END

#endif
