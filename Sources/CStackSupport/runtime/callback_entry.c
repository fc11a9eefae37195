// The callback entry, after Go's runtime (cgocall.go).

#include "platform.h"

#include "runtime/callback_entry.h"

#include "queries/stack_queries.h"
#include "runtime/machine_lifetime_private.h"
#include "runtime/recorded_bounds.h"
#include "switching/stack_call.h"

#define UNLIKELY(condition) __builtin_expect(!!(condition), 0)

_Static_assert(SBS_STACK_GUARD == SBS_FRAME_GUARD + SBS_CHECKED_FRAME + 1, "frames are compared with <=");

// The arguments of the strategy's `overflow`, called when SP is below the guard.
typedef struct overflow_check {
    sbs_machine *machine;
    uintptr_t sp;
} overflow_check;

static void call_overflow(void *check)
{
    const overflow_check *const this = check;
    sbs_active.overflow(this->machine, this->sp);
}

// A strategy may find that there is more stack than it knew. It checks on the machine's signal stack, since
// there may be no room here. (If a handler is running there, or interrupted this check, there is room here.)
// `entry` is the SP at the entry to which `sp` corresponds.
static __attribute__((noinline)) void below_guard(sbs_machine *m, uintptr_t sp, uintptr_t entry)
{
    sbs_pooled_machine *const machine = (sbs_pooled_machine *)m;
    if (sbs_active.overflow != NULL) {
        overflow_check check = { m, sp };
        const stack_t room = sbs_pool_signal_stack(machine);
        const uintptr_t lo = (uintptr_t)room.ss_sp;
        const uintptr_t hi = lo + room.ss_size;
        if (machine->is_checking_overflow || (sp > lo && sp <= hi)) {
            call_overflow(&check);
        } else {
            machine->is_checking_overflow = true;
            sbs_call_at(hi, call_overflow, &check);
            machine->is_checking_overflow = false;
        }
    }
    if (entry < m->guard) sbs_fatal_morestack(m, sp);
}

// The callback proper: bounds, stack check, body.
static inline __attribute__((always_inline)) void run_callback(
    sbs_pooled_machine *machine, uintptr_t sp, sbs_body body, void *argument)
{
    machine->update(&machine->public, sp);
    if (UNLIKELY(sp < machine->public.guard)) below_guard(&machine->public, sp, sp);
    body(&machine->public, argument);
    // Prevents a tail call: the body's frame must be below the `sp` that strategies are told.
    __asm__ volatile("" ::: "memory");
}

// A callback that was moved to another stack.
typedef struct moved_callback {
    sbs_machine *machine;
    sbs_body body;
    void *argument;
} moved_callback;

static void run_moved(void *callback)
{
    const moved_callback *const this = callback;
    sbs_check_stack(this->machine);
    this->body(this->machine, this->argument);
}

// The callback proper on a stack that the strategy chose (V8's central stack). `left_at` tells calls out
// where C's stack continues.
static __attribute__((noinline)) void callback_on_other_stack(
    sbs_pooled_machine *machine, uintptr_t sp, sbs_body body, void *argument)
{
    sbs_machine *const m = &machine->public;
    moved_callback callback = { m, body, argument };
    const bool restores = machine->options & SBS_ENTRY_RESTORES;
    const recorded before = bounds_of(m);
    const uintptr_t left_before = machine->left_at;
    machine->update(m, sp);
    const uintptr_t run_sp = sbs_active.enter(m, sp);
    if (run_sp != 0) {
        sbs_call_on(run_sp, run_moved, &callback, &machine->left_at);
        sbs_active.leave(m, run_sp);
    } else {
        machine->left_at = 0;
        run_moved(&callback);
    }
    machine->left_at = left_before;
    if (restores) record(m, before);
}

// The callback proper with the options of strategies and knobs: saving and restoring the bounds (golang/go CL
// 635775), and what to do with SP outside.
static __attribute__((noinline)) void callback_that_may_restore(
    sbs_pooled_machine *machine, uintptr_t sp, sbs_body body, void *argument)
{
    sbs_machine *const m = &machine->public;
    const uint32_t options = machine->options;
    if (options & SBS_ENTRY_MOVES) {
        callback_on_other_stack(machine, sp, body, argument);
        return;
    }
    const recorded before = bounds_of(m);
    bool restores = options & SBS_ENTRY_RESTORES;
    const bool outside = m->calls_out > 0 && !(sp > m->lo && sp <= m->hi);
    if (outside && deal_with_outside(m, sp, options)) {
        restores |= (options & SBS_ENTRY_NO_CHECK_OUTSIDE) != 0;
    } else {
        machine->update(m, sp);
    }
    if (UNLIKELY(sp < m->guard)) below_guard(m, sp, sp);
    body(m, argument);
    if (restores) record(m, before);
}

// Out of line, so that a strategy without options pays one test. Where the rule keeps exact bounds that hold
// SP, there is nothing to save: today's Go restores at the end of every callback, and is no dearer for it.
static __attribute__((noinline)) void callback_with_options(
    sbs_pooled_machine *machine, uintptr_t sp, sbs_body body, void *argument)
{
    const sbs_machine *const m = &machine->public;
    if ((machine->options & SBS_ENTRY_KEEPS_EXACT) && sp > m->lo && sp <= m->hi
        && m->confidence == SBS_CONFIDENCE_EXACT) {
        run_callback(machine, sp, body, argument);
    } else {
        callback_that_may_restore(machine, sp, body, argument);
    }
}

// A callback on a thread that has no machine. Out of line, so that the entry saves no register for it.
static __attribute__((noinline)) void callback_without_machine(uintptr_t sp, sbs_body body, void *argument)
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
    machine->options = machine->signal_options;
    sbs_callback(body, argument);
    machine->options = options;
    machine->public.serves_signal = served_signal;
    if (before == NULL) sbs_drop_machine(machine);
}

__attribute__((noinline)) void sbs_check_stack(sbs_machine *machine)
{
    const uintptr_t sp = sbs_stack_pointer();
    const uintptr_t entry = sp + SBS_CHECKED_FRAME;
    if (UNLIKELY(entry < machine->guard)) below_guard(machine, sp, entry);
}
