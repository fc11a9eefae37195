#include "platform.h"

#include "runtime/own_thread.h"

#include "queries/stack_queries.h"
#include "runtime/machine_lifetime_private.h"
#include "runtime/recorded_bounds.h"
#include "runtime/traits.h"

static void keep_bounds(sbs_machine *machine, uintptr_t sp)
{
    (void)machine;
    (void)sp;
}

// Go before 1.23.5 asks whether the stack changed under a call out before it asks whose machine it is.
static void refuse_or_keep(sbs_machine *machine, uintptr_t sp)
{
    const bool outside = !(sp > machine->lo && sp <= machine->hi);
    if (outside && machine->calls_out > 0) sbs_active.update(machine, sp);
}

void sbs_run_as_runtime(sbs_body body, void *argument)
{
    const uint32_t refuses = sbs_active.reserved & SBS_TRAIT_REFUSES_ON_OWN_MACHINES;
    const uint32_t trusts = sbs_active.reserved & SBS_TRAIT_TRUSTS_OWN_MACHINES;
    sbs_pooled_machine *const machine = sbs_need_machine(sbs_stack_pointer(), false);
    sbs_machine *const m = &machine->public;
    // A strategy that moves callbacks has recorded the stack that it moves them to; this code is not moved.
    if (refuses || trusts || sbs_active.enter != NULL) {
        const sbs_bounds own = sbs_query_thread_bounds();
        const uintptr_t guard = own.lo + SBS_STACK_GUARD + m->margin;
        if (own.lo != 0) record(m, (recorded){ own.lo, own.hi, guard, 0, SBS_CONFIDENCE_EXACT });
    }
    if (refuses || trusts) machine->update = refuses ? refuse_or_keep : keep_bounds;
    body(m, argument);
    machine->update = sbs_active.update;
    sbs_drop_machine(machine);
}
