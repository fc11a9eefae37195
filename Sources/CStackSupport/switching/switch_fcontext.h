// Switching with Boost.Context.

#pragma once

#include "switching/coroutine_private.h"

// What Boost declares in boost/context/detail/fcontext.hpp, stable since 1.61: a jump returns where it was
// jumped from, and a pointer. The pair is returned in two registers.
typedef struct sbs_fcontext_transfer {
    void *context;
    void *data;
} sbs_fcontext_transfer;

// NULL when Boost.Context could be loaded, else why not. The jump is set when it was.
const char *sbs_fcontext_unavailable(void);
void sbs_fcontext_prepare(sbs_coroutine *coroutine, void *lo, size_t size);
extern sbs_fcontext_transfer (*sbs_fcontext_jump)(void *context, void *data);
