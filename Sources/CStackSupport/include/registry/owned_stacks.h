// Stacks that the runtime owns, to run callbacks on.

#pragma once

#include "bounds_strategy.h"
#include "queries/stack_queries.h"

SBS_ASSUME_NONNULL_BEGIN

/// Bytes of an owned stack: what V8's default `--stack-size` of 984 KiB is rounded up to. Memory is used as
/// far as the stack is.
#define SBS_OWNED_STACK_BYTES ((uintptr_t)1 << 20)

/// How many there are, and so how many callbacks can be in progress or suspended at once.
#define SBS_OWNED_STACKS 1024u

/// Takes a stack, with inaccessible pages below it, or returns zeros when none is left or no memory can be
/// had. Lock-free, allocates nothing but address space by system calls: callable from a signal handler that
/// interrupted any other of these functions.
sbs_bounds sbs_owned_stack_take(void);

/// Gives back the stack that holds SP. Nobody may be on it. As signal-safe.
void sbs_owned_stack_put(uintptr_t sp);

/// The owned stack that holds SP (`sp > lo && sp <= hi`), or zeros. As signal-safe.
sbs_bounds sbs_owned_stack_holding(uintptr_t sp);

/// How many owned stacks are taken.
uint32_t sbs_owned_stacks_in_use(void);

SBS_ASSUME_NONNULL_END
