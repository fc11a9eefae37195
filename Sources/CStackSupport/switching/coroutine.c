#include "platform.h"

#include "switching/coroutine.h"

#include <stdlib.h>

#include "switching/coroutine_switch.h"
#include "switching/switch_ucontext.h"

const char *sbs_switch_unavailable(sbs_switch kind)
{
    switch (kind) {
    case SBS_SWITCH_UCONTEXT: return SBS_HAS_UCONTEXT ? NULL : "this C library has no getcontext";
    case SBS_SWITCH_ASSEMBLY: return SBS_HAS_ASSEMBLY ? NULL : "no assembly switch for this architecture";
    case SBS_SWITCH_FCONTEXT: return sbs_fcontext_unavailable();
    }
    return "no such way of switching";
}

void sbs_coroutine_run(sbs_coroutine *coroutine)
{
    coroutine->main(coroutine, coroutine->argument);
    abort();  // main returned: there is nothing to return to
}

sbs_coroutine *sbs_coroutine_create(
    sbs_switch kind, void *lo, size_t size, void (*main)(sbs_coroutine *, void *), void *argument)
{
    if (sbs_switch_unavailable(kind) != NULL) return NULL;
    sbs_coroutine *const c = calloc(1, sizeof *c);
    if (c == NULL) return NULL;
    c->kind = kind;
    c->main = main;
    c->argument = argument;
    switch (kind) {
    case SBS_SWITCH_UCONTEXT:
#if SBS_HAS_UCONTEXT
        sbs_ucontext_prepare(c, lo, size);
#endif
        break;
    case SBS_SWITCH_ASSEMBLY:
#if SBS_HAS_ASSEMBLY
        sbs_assembly_prepare(c, lo, size);
#endif
        break;
    case SBS_SWITCH_FCONTEXT: sbs_fcontext_prepare(c, lo, size); break;
    }
    return c;
}

void sbs_coroutine_destroy(sbs_coroutine *coroutine)
{
    free(coroutine);
}

void sbs_coroutine_resume(sbs_coroutine *coroutine)
{
    sbs_resume(coroutine);
}

void sbs_coroutine_yield(sbs_coroutine *coroutine)
{
    sbs_yield(coroutine);
}
