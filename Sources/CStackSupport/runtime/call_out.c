#include "platform.h"

#include "runtime/call_out.h"

#include "queries/stack_queries.h"
#include "runtime/recorded_bounds.h"
#include "switching/stack_call.h"

// A call out that restores the caller's bounds, and that runs on C's stack if the callback was moved.
// Restoring is done here and not at the end of inner callbacks, since those may be suspended and end in any
// order.
static __attribute__((noinline)) void call_out_with_options(
    sbs_pooled_machine *machine, void (*function)(void *), void *argument)
{
    sbs_machine *const m = &machine->public;
    const recorded before = bounds_of(m);
    const uint32_t options = machine->options;
    const uintptr_t left_at = machine->left_at;
    m->calls_out += 1;
    machine->options = machine->nested_options & SBS_ENTRY_OPTIONS;
    if (left_at != 0) {
        sbs_call_at(left_at, function, argument);
    } else {
        function(argument);
    }
    machine->left_at = left_at;
    machine->options = options;
    m->calls_out -= 1;
    record(m, before);
}

__attribute__((noinline)) void sbs_call_out(sbs_machine *machine, void (*function)(void *), void *argument)
{
    sbs_pooled_machine *const pooled = (sbs_pooled_machine *)machine;
    if (__builtin_expect(pooled->nested_options & SBS_CALL_OUT_RESTORES, 0)) {
        call_out_with_options(pooled, function, argument);
        return;
    }
    const uint32_t options = pooled->options;
    machine->calls_out += 1;
    pooled->options = pooled->nested_options;
    function(argument);
    pooled->options = options;
    machine->calls_out -= 1;
}

uintptr_t sbs_callers_sp(const sbs_machine *machine)
{
    const uintptr_t left_at = ((const sbs_pooled_machine *)machine)->left_at;
    return left_at != 0 ? left_at : sbs_stack_pointer();
}
