// Switching with Boost.Context's fcontext, from Debian's runtime library: the switch that KiCad and many
// other programs use. Loaded on demand, so that nothing depends on it.

#include "platform.h"

#include "switching/switch_fcontext.h"

#if SBS_HAS_FCONTEXT

#include <dlfcn.h>
#include <stdio.h>

typedef void *(*make_fcontext)(void *top, size_t size, void (*function)(sbs_fcontext_transfer));
typedef sbs_fcontext_transfer (*jump_fcontext)(void *context, void *data);

static make_fcontext make;
jump_fcontext sbs_fcontext_jump;

// Only the development package has the plain name; runtime packages have versioned names.
static void *open_library(void)
{
    void *library = dlopen("libboost_context.so", RTLD_NOW | RTLD_LOCAL);
    for (int minor = 99; library == NULL && minor >= 61; minor--) {
        char name[40];
        snprintf(name, sizeof name, "libboost_context.so.1.%d.0", minor);
        library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    }
    return library;
}

const char *sbs_fcontext_unavailable(void)
{
    if (sbs_fcontext_jump != NULL) return NULL;
    void *const library = open_library();
    if (library == NULL) return "Boost.Context is not installed (Debian: libboost-context1.74.0)";
    make = (make_fcontext)dlsym(library, "make_fcontext");
    const jump_fcontext jump = (jump_fcontext)dlsym(library, "jump_fcontext");
    if (make == NULL || jump == NULL) return "this Boost.Context has no make_fcontext and jump_fcontext";
    sbs_fcontext_jump = jump;
    return NULL;
}

// The first jump into a coroutine passes the coroutine and where the jump came from.
static void first_frame(sbs_fcontext_transfer from)
{
    sbs_coroutine *const coroutine = from.data;
    coroutine->caller_sp = from.context;
    sbs_coroutine_run(coroutine);
}

void sbs_fcontext_prepare(sbs_coroutine *coroutine, void *lo, size_t size)
{
    coroutine->own_sp = make((char *)lo + size, size, first_frame);
}

#else

sbs_fcontext_transfer (*sbs_fcontext_jump)(void *context, void *data);

const char *sbs_fcontext_unavailable(void)
{
    return "Boost.Context is loaded with glibc only";
}

void sbs_fcontext_prepare(sbs_coroutine *coroutine, void *lo, size_t size)
{
    (void)coroutine;
    (void)lo;
    (void)size;
}

#endif
