// Stackful coroutines on stacks that the caller owns, with the ways of switching that C programs use.

#pragma once

#include <stddef.h>
#include <stdint.h>

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// How a coroutine's stack is entered and left.
typedef enum sbs_switch {
    SBS_SWITCH_UCONTEXT = 0,  ///< makecontext and swapcontext: a system call each way.
    SBS_SWITCH_ASSEMBLY = 1,  ///< Callee-saved registers and SP, a dozen instructions.
    SBS_SWITCH_FCONTEXT = 2,  ///< Boost.Context's jump_fcontext, loaded at run time.
} sbs_switch;

typedef struct sbs_coroutine sbs_coroutine;

/// Why this way of switching is unavailable on this platform, or NULL when it is available.
const char *SBS_NULLABLE sbs_switch_unavailable(sbs_switch kind);

/// A coroutine that will run `main(argument)` on `[lo, lo + size)` at its first resume. `main` must not
/// return; it yields for the last time instead. NULL when there is no memory or the way of switching is
/// unavailable.
sbs_coroutine *SBS_NULLABLE sbs_coroutine_create(
    sbs_switch kind, void *lo, size_t size, void (*main)(sbs_coroutine *, void *SBS_NULLABLE),
    void *SBS_NULLABLE argument);

/// Frees what `sbs_coroutine_create` allocated, not the stack.
void sbs_coroutine_destroy(sbs_coroutine *coroutine);

/// Runs the coroutine on the calling thread until it yields.
void sbs_coroutine_resume(sbs_coroutine *coroutine);

/// Goes back to the code that resumed the coroutine. Call it on the coroutine's stack.
void sbs_coroutine_yield(sbs_coroutine *coroutine);

SBS_ASSUME_NONNULL_END
