// What a coroutine is.

#pragma once

#include "platform.h"

#include "switching/coroutine.h"

#if SBS_HAS_UCONTEXT
#include <ucontext.h>
#endif

struct sbs_coroutine {
    sbs_switch kind;
    void (*main)(sbs_coroutine *, void *);
    void *argument;
    void *own_sp;  // assembly and fcontext: where each side was left
    void *caller_sp;
#if SBS_HAS_UCONTEXT
    ucontext_t own;
    ucontext_t caller;
#endif
};

// Runs the coroutine's main function; what every first frame ends in.
void sbs_coroutine_run(sbs_coroutine *coroutine);
