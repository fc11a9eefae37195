// What loop_replay.c does between and at its steps.

#pragma once

#include "loops/loop_replay.h"

#include "runtime/notifications.h"
#include "switching/coroutine_switch.h"

static inline __attribute__((always_inline)) void pass_step(sbs_replay *replay)
{
    replay->next = replay->next->following;
}

// The thread's own stack, from which all others are resumed, until the next step is on it. A program that
// cooperates reports each switch before and after it.
static inline __attribute__((always_inline)) void resume_others(sbs_replay *replay, bool notifies)
{
    const sbs_replay_step *step = replay->next;
    do {
        if (notifies) {
            const sbs_bounds *const bounds = &replay->stacks[step->stack].bounds;
            sbs_notify_switching(bounds->lo, bounds->hi);
        }
        sbs_resume(step->coroutine);
        if (notifies) sbs_notify_switched(0, 0);
        step = replay->next;
    } while (step->coroutine != NULL && replay->remaining > 0);
}

// Back to it, until the next step is on this stack.
static inline __attribute__((always_inline)) void leave(const sbs_replay_stack *stack, bool notifies)
{
    if (notifies) sbs_notify_switching(0, 0);
    sbs_yield(stack->coroutine);
    if (notifies) sbs_notify_switched(stack->bounds.lo, stack->bounds.hi);
}

// Quick steps, as loop_ring.c makes them, and as little more as can be, since it is the same for every
// strategy: with a look at each step as in `replay_here`, eight coroutines in turn took 49 instructions a
// callback more than there, and without a strategy 15 % longer.
static inline __attribute__((always_inline)) void replay_quick_steps(
    sbs_replay *replay, const sbs_replay_stack *stack, bool notifies)
{
    for (const sbs_replay_step *step = replay->next; step->is_quick; step = replay->next) {
        sbs_make_measured_callback(&replay->callback);
        replay->remaining -= 1;
        replay->next = step->following;
        leave(stack, notifies);
    }
}

static inline __attribute__((always_inline)) void leave_for_next(
    sbs_replay *replay, const sbs_replay_stack *stack)
{
    if (stack->number == 0) {
        replay->notifies ? resume_others(replay, true) : resume_others(replay, false);
        return;
    }
    // Resumed by a step of this stack.
    if (replay->notifies) {
        leave(stack, true);
        replay_quick_steps(replay, stack, true);
    } else {
        leave(stack, false);
        replay_quick_steps(replay, stack, false);
    }
}

// Callbacks from one place, as in loop_plain.c.
static inline __attribute__((always_inline)) void call_back(sbs_replay *replay, const sbs_replay_step *step)
{
    if (step->count == 1) {
        sbs_make_measured_callback(&replay->callback);
        replay->remaining -= 1;
        pass_step(replay);
        return;
    }
    const uint64_t left = step->count - replay->done;
    const uint64_t count = left < replay->remaining ? left : replay->remaining;
    const sbs_body body = replay->callback.body;
    void *const argument = replay->callback.argument;
    if (replay->callback.enters_runtime) {
        for (uint64_t i = 0; i < count; i++) sbs_callback(body, argument);
    } else {
        for (uint64_t i = 0; i < count; i++) SBS_BARRIER();
    }
    replay->remaining -= count;
    replay->done += count;
    if (replay->done == step->count) {
        replay->done = 0;
        pass_step(replay);
    }
}
