// The ways of switching stacks, one file each. A way is a prepare, a resume and a yield; what a platform
// does not have says why instead.

#ifndef SBS_STACK_SWITCH_H
#define SBS_STACK_SWITCH_H

#include "coroutine.h"

#if SBS_HAS_UCONTEXT
#include <ucontext.h>
#endif

struct sbs_coroutine {
    sbs_switch kind;
    void (*main)(sbs_coroutine *, void *);
    void *argument;
    void *own_sp;     // assembly and fcontext: where each side was left
    void *caller_sp;
#if SBS_HAS_UCONTEXT
    ucontext_t own;
    ucontext_t caller;
#endif
};

// Runs the coroutine's main function; what every first frame ends in.
void sbs_coroutine_run(sbs_coroutine *coroutine);

#if SBS_HAS_UCONTEXT
void sbs_ucontext_prepare(sbs_coroutine *coroutine, void *lo, size_t size);
#endif

#if SBS_HAS_ASSEMBLY
void sbs_assembly_prepare(sbs_coroutine *coroutine, void *lo, size_t size);

// Pushes the callee-saved registers, stores SP to *save, loads SP from `load` and pops. The floating point
// control words are not switched: nothing here changes them. Leaves by an indirect jump: a return would be
// predicted to the caller, which is on the other stack, and be wrong every time (9 ns a switch on a Zen 4
// server, instead of 4).
void sbs_switch_stack(void **save, void *load);
#endif

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

// Resume and yield, to be inlined: behind a wrapper its return would come after the switch, be predicted
// to the other stack's caller, and be wrong every time (24 ns a resume and yield with fcontext, instead
// of 12).

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

#endif
