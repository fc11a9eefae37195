// Switching with makecontext and swapcontext, which save the signal mask: a system call each way.

#include "platform.h"

#include "switching/switch_ucontext.h"

#if SBS_HAS_UCONTEXT

#include <stdint.h>

// makecontext passes ints, so the pointer travels in two halves.
static void first_frame(unsigned high, unsigned low)
{
    sbs_coroutine_run((sbs_coroutine *)((uintptr_t)high << 32 | low));
}

void sbs_ucontext_prepare(sbs_coroutine *coroutine, void *lo, size_t size)
{
    getcontext(&coroutine->own);
    coroutine->own.uc_stack.ss_sp = lo;
    coroutine->own.uc_stack.ss_size = size;
    coroutine->own.uc_link = NULL;
    makecontext(
        &coroutine->own, (void (*)(void))(uintptr_t)first_frame, 2, (unsigned)((uintptr_t)coroutine >> 32),
        (unsigned)(uintptr_t)coroutine);
}

#endif
