// What a program can tell valgrind when it runs under it. Without valgrind a request is five instructions
// that change nothing.
//
// Written from the ABI that valgrind documents for x86-64 and arm64, so that neither its headers nor
// valgrind itself are needed to build.

#pragma once

#include <stddef.h>
#include <stdint.h>

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// Says that `[lo, hi)` is a stack, so that a switch to it is not taken for a large frame, and returns the
/// number that valgrind gives it; 0 without valgrind.
uintptr_t sbs_tell_valgrind_of_stack(uintptr_t lo, uintptr_t hi);

/// Says that the stack is gone.
void sbs_tell_valgrind_of_stack_end(uintptr_t number);

/// Makes callgrind start or stop counting on the calling thread.
void sbs_toggle_callgrind(void);

SBS_ASSUME_NONNULL_END
