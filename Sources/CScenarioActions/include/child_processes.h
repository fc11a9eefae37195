// Child processes of a scenario, made in the ways that programs use. In C, because Swift has neither fork nor
// similar calls.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// fork(2), for a child that dies with the calling thread, and after some seconds. Returns its process id, 0
/// in the child, or a negative error number.
int sbs_fork_for(unsigned seconds);

/// The same for a program that goes on in the child alone: this process waits, and ends as the child did.
/// Returns 0, in the child, or an error number.
int sbs_go_on_in_fork(unsigned seconds);

/// Runs `function(argument)` in a forked child and waits. The child dies with its parent, and after some
/// seconds, 0 for no limit of its own. Returns its wait status, or a negative error number.
int sbs_run_in_fork(unsigned seconds, void (*function)(void *SBS_NULLABLE), void *SBS_NULLABLE argument);

/// The same in a vfork child: on the caller's stack, in its memory. An error number where there is no vfork.
int sbs_run_in_vfork(void (*function)(void *SBS_NULLABLE), void *SBS_NULLABLE argument);

/// The same in a child that shares memory and thread-local storage but runs on the stack that ends at `hi`,
/// as posix_spawn does (CLONE_VM | CLONE_VFORK). An error number where there is no clone.
int sbs_run_in_clone(uintptr_t hi, void (*function)(void *SBS_NULLABLE), void *SBS_NULLABLE argument);

/// Ends this process in the way that a child's wait status says; returns if the child exited with 0.
void sbs_die_like(int wait_status);

SBS_ASSUME_NONNULL_END
