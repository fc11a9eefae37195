// Switching with makecontext and swapcontext.

#pragma once

#include "switching/coroutine_private.h"

// Makes the coroutine ready for its first swapcontext.
void sbs_ucontext_prepare(sbs_coroutine *coroutine, void *lo, size_t size);
