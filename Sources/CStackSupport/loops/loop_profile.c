#include "platform.h"

#include "loops/loop_profile.h"

#include <stdio.h>
#include <stdlib.h>

#include "runtime/call_out.h"
#include "runtime/notifications.h"
#include "switching/coroutine_switch.h"

// The coroutine that is to suspend itself in its current callback.
typedef struct suspension {
    const sbs_profile *profile;
    sbs_coroutine *coroutine;
} suspension;

// A program that cooperates reports each switch before and after it.
static inline __attribute__((always_inline)) void resume(
    sbs_profile *profile, sbs_coroutine *coroutine, sbs_bounds stack)
{
    if (profile->notifies) {
        profile->resumed = stack;
        sbs_notify_switching(stack.lo, stack.hi);
    }
    sbs_resume(coroutine);
    if (profile->notifies) sbs_notify_switched(0, 0);
}

static void report_resumed(const sbs_profile *profile)
{
    if (profile->notifies) sbs_notify_switched(profile->resumed.lo, profile->resumed.hi);
}

static inline __attribute__((always_inline)) void yield(const sbs_profile *profile, sbs_coroutine *coroutine)
{
    if (profile->notifies) sbs_notify_switching(0, 0);
    sbs_yield(coroutine);
    report_resumed(profile);
}

static void suspend_in_c(void *argument)
{
    const suspension *const this = argument;
    yield(this->profile, this->coroutine);
}

// A callback that is suspended in a call out to C.
#if defined(SBS_ENTERS_REAL_RUNTIME)
static void enter_and_suspend(suspension *this)
{
    sbs_note_end(sbs_real.callback_out(suspend_in_c, this));
}
#else
static void suspending_body(sbs_machine *machine, void *argument)
{
    suspension *const this = argument;
    const sbs_measured_callback *const callback = &this->profile->nested.callback;
    callback->body(machine, callback->argument);
    sbs_call_out(machine, suspend_in_c, this);
}

static inline __attribute__((always_inline)) void enter_and_suspend(suspension *this)
{
    sbs_callback(suspending_body, this);
}
#endif

void SBS_LOOP(sbs_profile_coroutine)(sbs_coroutine *coroutine, void *argument)
{
    const sbs_profile *const profile = argument;
    suspension this = { profile, coroutine };
    report_resumed(profile);
    for (;;) {
        if (!profile->suspends) {
            SBS_LOOP(sbs_nested_chain)(&profile->nested);
        } else if (profile->nested.callback.enters_runtime) {
            enter_and_suspend(&this);
        } else {
            suspend_in_c(&this);
        }
        yield(profile, coroutine);
    }
}

static void call_back_on_fresh_stack(sbs_profile *profile)
{
    void *const memory = malloc(profile->fresh_stack_bytes);
    sbs_coroutine *const coroutine = memory == NULL
        ? NULL
        : sbs_coroutine_create(
            profile->kind, memory, profile->fresh_stack_bytes, SBS_LOOP(sbs_profile_coroutine), profile);
    if (coroutine == NULL) {
        fprintf(stderr, "profile: no memory for a coroutine\n");
        exit(1);
    }
    const sbs_bounds stack = { (uintptr_t)memory, (uintptr_t)memory + profile->fresh_stack_bytes };
    if (profile->registers) sbs_register_stack(stack.lo, stack.hi, true);
    resume(profile, coroutine, stack);
    if (profile->registers) sbs_register_stack(stack.lo, stack.hi, false);
    sbs_coroutine_destroy(coroutine);
    free(memory);
}

// All coroutines start a callback and are suspended in it, then finish in another order: 5 and any power of
// two have no common divisor, so every coroutine gets its turn.
static void call_back_and_suspend(sbs_profile *profile, uint64_t iterations)
{
    for (uint64_t done = 0; done < iterations; done += profile->count) {
        for (uint32_t i = 0; i < profile->count; i++) {
            resume(profile, profile->coroutines[i], profile->stacks[i]);
        }
        for (uint32_t i = 0; i < profile->count; i++) {
            const uint32_t other = (5 * i + 3) % profile->count;
            resume(profile, profile->coroutines[other], profile->stacks[other]);
        }
    }
}

void SBS_LOOP(sbs_loop_profile)(void *state, uint64_t iterations)
{
    sbs_profile *const profile = state;
    if (profile->suspends) {
        call_back_and_suspend(profile, iterations);
        return;
    }
    uint32_t next = 0;
    for (uint64_t i = 0; i < iterations; i++) {
        if (i % profile->period >= profile->foreign) {
            SBS_LOOP(sbs_nested_chain)(&profile->nested);
        } else if (profile->fresh_stack_bytes > 0) {
            call_back_on_fresh_stack(profile);
        } else {
            resume(profile, profile->coroutines[next], profile->stacks[next]);
            next = next + 1 == profile->count ? 0 : next + 1;
        }
    }
}
