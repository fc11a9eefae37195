// Switching with makecontext and swapcontext.

#ifndef SBS_SWITCH_UCONTEXT_H
#define SBS_SWITCH_UCONTEXT_H

#include "switching/coroutine_private.h"

// Makes the coroutine ready for its first swapcontext.
void sbs_ucontext_prepare(sbs_coroutine *coroutine, void *lo, size_t size);

#endif
