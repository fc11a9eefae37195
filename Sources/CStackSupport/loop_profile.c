#include <stdio.h>
#include <stdlib.h>

#include "stack_switch.h"
#include "visit.h"

// The coroutine that is to suspend itself in the callback it is in.
typedef struct suspension {
    const sbs_profile *profile;
    sbs_coroutine *coroutine;
} suspension;

static void suspend_in_c(void *argument)
{
    sbs_yield(((suspension *)argument)->coroutine);
}

static void suspending_body(sbs_machine *machine, void *argument)
{
    suspension *const this = argument;
    const sbs_visit *const visit = &this->profile->nested.visit;
    visit->body(machine, visit->argument);
    sbs_call_out(machine, suspend_in_c, this);
}

void sbs_profile_coroutine(sbs_coroutine *coroutine, void *argument)
{
    const sbs_profile *const profile = argument;
    suspension this = { profile, coroutine };
    for (;;) {
        if (!profile->suspends) {
            sbs_nested_chain(&profile->nested);
        } else if (profile->nested.visit.callback) {
            sbs_callback(suspending_body, &this);
        } else {
            suspend_in_c(&this);
        }
        sbs_yield(coroutine);
    }
}

static void visit_on_fresh_stack(const sbs_profile *profile)
{
    void *const stack = malloc(profile->fresh_stack_bytes);
    sbs_coroutine *const coroutine =
        stack == NULL ? NULL
                      : sbs_coroutine_create(
                            profile->kind, stack, profile->fresh_stack_bytes, sbs_profile_coroutine,
                            (void *)profile);
    if (coroutine == NULL) {
        fprintf(stderr, "profile: no memory for a coroutine\n");
        exit(1);
    }
    sbs_resume(coroutine);
    sbs_coroutine_destroy(coroutine);
    free(stack);
}

// All coroutines start a callback and are suspended in it, then finish in another order: 5 and any
// power of two have no common divisor, so each has its turn.
static void visit_and_suspend(const sbs_profile *profile, uint64_t iterations)
{
    for (uint64_t done = 0; done < iterations; done += profile->count) {
        for (uint32_t i = 0; i < profile->count; i++) sbs_resume(profile->coroutines[i]);
        for (uint32_t i = 0; i < profile->count; i++) {
            sbs_resume(profile->coroutines[(5 * i + 3) % profile->count]);
        }
    }
}

void sbs_loop_profile(void *state, uint64_t iterations)
{
    sbs_profile *const profile = state;
    if (profile->suspends) {
        visit_and_suspend(profile, iterations);
        return;
    }
    uint32_t next = 0;
    for (uint64_t i = 0; i < iterations; i++) {
        if (i % profile->period >= profile->foreign) {
            sbs_nested_chain(&profile->nested);
        } else if (profile->fresh_stack_bytes > 0) {
            visit_on_fresh_stack(profile);
        } else {
            sbs_resume(profile->coroutines[next]);
            next = next + 1 == profile->count ? 0 : next + 1;
        }
    }
}
