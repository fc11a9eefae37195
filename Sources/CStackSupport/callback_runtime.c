// The callback entry, after Go's runtime (cgocall.go).

#include "callback_runtime.h"

#include "machine_lifetime.h"
#include "recorded_bounds.h"
#include "stack_queries.h"

#define UNLIKELY(condition) __builtin_expect(!!(condition), 0)

// The callback proper: bounds, stack check, body.
static inline __attribute__((always_inline)) void run_callback(
    sbs_pooled_machine *machine, uintptr_t sp, sbs_body body, void *argument)
{
    machine->update(&machine->public, sp);
    if (UNLIKELY(sp < machine->public.guard)) sbs_fatal_morestack(&machine->public, sp);
    body(&machine->public, argument);
    // Not a tail call: the body's frame is to lie below `sp`, which is what strategies are told.
    __asm__ volatile("" ::: "memory");
}

// The callback proper with what strategies and knobs ask for beyond it: saving and restoring the bounds
// (golang/go CL 635775), and a way with SP outside. Out of line, so that a strategy that wants none of
// it pays one test.
static __attribute__((noinline)) void callback_with_options(
    sbs_pooled_machine *machine, uintptr_t sp, sbs_body body, void *argument)
{
    sbs_machine *const m = &machine->public;
    const uint32_t options = machine->options;
    const recorded before = bounds_of(m);
    bool restores = options & SBS_ENTRY_RESTORES;
    const bool outside = m->calls_out > 0 && !(sp > m->lo && sp <= m->hi);
    if (outside && deal_with_outside(m, sp, options)) {
        restores |= (options & SBS_ENTRY_NO_CHECK_OUTSIDE) != 0;
    } else {
        machine->update(m, sp);
    }
    if (UNLIKELY(sp < m->guard)) sbs_fatal_morestack(m, sp);
    body(m, argument);
    if (restores) record(m, before);
}

// A callback on a thread that has no machine. Out of line, so that the entry saves no register for it.
static __attribute__((noinline)) void callback_without_machine(
    uintptr_t sp, sbs_body body, void *argument)
{
    sbs_pooled_machine *const machine = sbs_need_machine(sp, false);
    if (sbs_active.lifetime == SBS_LIFETIME_THREAD) sbs_keep_until_thread_exit(machine);
    if (machine->options != 0) {
        callback_with_options(machine, sp, body, argument);
    } else {
        run_callback(machine, sp, body, argument);
    }
    if (sbs_active.lifetime == SBS_LIFETIME_CALLBACK) sbs_drop_machine(machine);
}

__attribute__((noinline)) void sbs_callback(sbs_body body, void *argument)
{
    const uintptr_t sp = sbs_stack_pointer();
    sbs_pooled_machine *const machine = sbs_current_machine;
    if (UNLIKELY(machine == NULL)) {
        callback_without_machine(sp, body, argument);
        return;
    }
    if (UNLIKELY(machine->options != 0)) {
        callback_with_options(machine, sp, body, argument);
        return;
    }
    run_callback(machine, sp, body, argument);
}

void sbs_callback_from_signal(sbs_body body, void *argument)
{
    sbs_pooled_machine *const before = sbs_current_machine;
    sbs_pooled_machine *const machine = before ? before : sbs_need_machine(sbs_stack_pointer(), true);
    const uint32_t served_signal = machine->public.serves_signal;
    const uint32_t options = machine->options;
    machine->public.serves_signal = 1;
    machine->options = machine->nested_options;
    sbs_callback(body, argument);
    machine->options = options;
    machine->public.serves_signal = served_signal;
    if (before == NULL) sbs_drop_machine(machine);
}

__attribute__((noinline)) void sbs_call_out(
    sbs_machine *machine, void (*function)(void *), void *argument)
{
    sbs_pooled_machine *const pooled = (sbs_pooled_machine *)machine;
    const uint32_t options = pooled->options;
    machine->calls_out += 1;
    pooled->options = pooled->nested_options;
    function(argument);
    pooled->options = options;
    machine->calls_out -= 1;
}

__attribute__((noinline)) void sbs_check_stack(sbs_machine *machine)
{
    const uintptr_t sp = sbs_stack_pointer();
    if (UNLIKELY(sp < machine->guard)) sbs_fatal_morestack(machine, sp);
}
