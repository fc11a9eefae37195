// The switch itself. A way of switching is a prepare (switch_*.h), a resume and a yield; one that a platform
// lacks says why instead.
//
// Resume and yield must be inlined. A wrapper's return would come after the switch, be predicted to return to
// the other stack's caller, and be mispredicted every time (24 ns for a resume and a yield with fcontext,
// instead of 12).

#pragma once

#include "switching/coroutine_private.h"
#include "switching/switch_assembly.h"
#include "switching/switch_fcontext.h"

static inline __attribute__((always_inline)) void sbs_resume(sbs_coroutine *c)
{
#if SBS_HAS_ASSEMBLY
    if (c->kind == SBS_SWITCH_ASSEMBLY) {
        sbs_switch_stack(&c->caller_sp, c->own_sp);
        return;
    }
#endif
    if (c->kind == SBS_SWITCH_FCONTEXT) {
        c->own_sp = sbs_fcontext_jump(c->own_sp, c).context;
        return;
    }
#if SBS_HAS_UCONTEXT
    swapcontext(&c->caller, &c->own);
#endif
}

static inline __attribute__((always_inline)) void sbs_yield(sbs_coroutine *c)
{
#if SBS_HAS_ASSEMBLY
    if (c->kind == SBS_SWITCH_ASSEMBLY) {
        sbs_switch_stack(&c->own_sp, c->caller_sp);
        return;
    }
#endif
    if (c->kind == SBS_SWITCH_FCONTEXT) {
        c->caller_sp = sbs_fcontext_jump(c->caller_sp, c).context;
        return;
    }
#if SBS_HAS_UCONTEXT
    swapcontext(&c->own, &c->caller);
#endif
}
