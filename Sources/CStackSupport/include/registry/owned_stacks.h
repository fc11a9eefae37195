// Stacks that the runtime owns, to run callbacks on.

#pragma once

#include "bounds_strategy.h"
#include "queries/stack_queries.h"

SBS_ASSUME_NONNULL_BEGIN

/// Bytes of an owned stack: V8's default `--stack-size` of 984 KiB, rounded up. Only the part that was used
/// takes memory.
#define SBS_OWNED_STACK_BYTES ((uintptr_t)1 << 20)

/// The number of owned stacks, and so of callbacks that can be in progress or suspended at once.
#define SBS_OWNED_STACKS 1024u

/// Takes a stack, with inaccessible pages below it, or returns zeros when none is left or there is no memory.
/// Lock-free, and allocates only address space by system calls: callable from a signal handler that
/// interrupted any of these functions.
sbs_bounds sbs_owned_stack_take(void);

/// Gives back the stack that holds SP. No code may be running on it. Equally signal-safe.
void sbs_owned_stack_put(uintptr_t sp);

/// The owned stack that holds SP (`sp > lo && sp <= hi`), or zeros. Equally signal-safe.
sbs_bounds sbs_owned_stack_holding(uintptr_t sp);

/// The number of owned stacks in use.
uint32_t sbs_owned_stacks_in_use(void);

SBS_ASSUME_NONNULL_END
