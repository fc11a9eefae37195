// Switching with Boost.Context.

#pragma once

#include "switching/coroutine_private.h"

// What Boost declares in boost/context/detail/fcontext.hpp, stable since 1.61: a jump returns where the jump
// back came from, and a pointer. The pair is returned in two registers.
typedef struct sbs_fcontext_transfer {
    void *context;
    void *data;
} sbs_fcontext_transfer;

// NULL when Boost.Context could be loaded, and then the jump is set; otherwise why not.
const char *sbs_fcontext_unavailable(void);
void sbs_fcontext_prepare(sbs_coroutine *coroutine, void *lo, size_t size);
extern sbs_fcontext_transfer (*sbs_fcontext_jump)(void *context, void *data);
