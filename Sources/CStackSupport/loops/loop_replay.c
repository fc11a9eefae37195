#include "platform.h"

#include "loops/loop_replay.h"

#include "loops/replay_steps.h"
#include "runtime/call_out.h"
#include "switching/stack_call.h"

// Frames of this file that lie between a place and a callback that is made there.
enum { ROOM = 512 };

// A place on a stack.
typedef struct place {
    sbs_replay *replay;
    const sbs_replay_stack *stack;
    uintptr_t sp;
} place;

static void replay_from_place(place *here);
static void replay_here(void *argument);
static void replay_nested(void *argument);

// Inside a callback, at a place of its own: the frame is made longer, down to the first step.
static __attribute__((noinline)) void replay_deeper(place here)
{
    const sbs_replay_step *const step = here.replay->next;
    const uintptr_t sp = sbs_stack_pointer();
    if (step->stack == here.stack->number && step->sp != 0 && step->sp + ROOM < sp) {
        here.sp = step->sp;
        volatile char *const frame = __builtin_alloca(sp - step->sp - ROOM / 2);
        __asm__ volatile("" : : "r"(frame) : "memory");
    } else {
        here.sp = step->sp;
    }
    replay_here(&here);
    if (here.replay->remaining > 0 && here.replay->next->kind != SBS_REPLAY_END) replay_from_place(&here);
}

static void begin_body(sbs_machine *machine, void *argument)
{
    const place *const here = argument;
    const sbs_measured_callback *const callback = &here->replay->callback;
    callback->body(machine, callback->argument);
    sbs_call_out(machine, replay_nested, argument);
}

static inline __attribute__((always_inline)) void begin(place *here)
{
    sbs_replay *const replay = here->replay;
    replay->remaining -= 1;
    pass_step(replay);
    if (replay->callback.enters_runtime) {
        sbs_callback(begin_body, here);
    } else {
        replay_nested(here);
    }
    // Where the iterations are over, the callback has ended before its END, which is passed over later.
    if (replay->remaining > 0) pass_step(replay);
}

// Inside a callback. A step right below it needs no look at its place, which took 55 instructions a callback
// more than loop_nested.c does, and a fifth of the time without a strategy.
static void replay_nested(void *argument)
{
    place *const here = argument;
    sbs_replay *const replay = here->replay;
    const sbs_replay_step *const step = replay->next;
    if (step->is_below && replay->remaining > 0) {
        if (step->kind == SBS_REPLAY_BEGIN) {
            begin(here);
        } else {
            call_back(replay, step);
        }
        if (replay->remaining == 0 || replay->next->kind == SBS_REPLAY_END) return;
    }
    replay_deeper(*here);
}

// Steps of one stack from here, until one is to happen at another place of it, or ends what began above.
static __attribute__((noinline)) void replay_here(void *argument)
{
    place *const here = argument;
    sbs_replay *const replay = here->replay;
    const uint32_t number = here->stack->number;
    for (;;) {
        const sbs_replay_step *const step = replay->next;
        if (replay->remaining == 0) {
            if (number == 0) return;
            leave_for_next(replay, here->stack);
        } else if (step->stack != number) {
            leave_for_next(replay, here->stack);
        } else if (step->kind == SBS_REPLAY_END || (step->sp != here->sp && step->sp != 0)) {
            return;
        } else if (step->kind != SBS_REPLAY_CALLBACKS) {
            begin(here);
        } else {
            call_back(replay, step);
        }
    }
}

// The same from any place below this one.
static __attribute__((noinline)) void replay_from_place(place *here)
{
    sbs_replay *const replay = here->replay;
    for (;;) {
        replay_here(here);
        const sbs_replay_step *const step = replay->next;
        if (replay->remaining == 0 || step->kind == SBS_REPLAY_END) return;
        place there = { replay, here->stack, step->sp };
        // A place above this frame cannot be had: the callback is made as near to it as possible.
        if (step->sp + ROOM < sbs_stack_pointer()) {
            sbs_call_at(step->sp, replay_here, &there);
        } else {
            replay_here(&there);
        }
    }
}

void sbs_replay_coroutine(sbs_coroutine *coroutine, void *stack)
{
    const sbs_replay_stack *const this = stack;
    place here = { this->replay, this, 0 };
    if (this->replay->notifies) sbs_notify_switched(this->bounds.lo, this->bounds.hi);
    for (;;) {
        replay_from_place(&here);
        sbs_yield(coroutine);  // only for an END without a BEGIN
    }
}

void sbs_loop_replay(void *state, uint64_t iterations)
{
    sbs_replay *const replay = state;
    replay->remaining = iterations;
    place here = { replay, replay->stacks, 0 };
    while (replay->remaining > 0) {
        replay_from_place(&here);
        // An END whose callback ended with the iterations before.
        if (replay->remaining > 0) pass_step(replay);
    }
}

void sbs_replay_work(uint32_t index, void *team, uint64_t iterations)
{
    sbs_replay_team *const this = team;
    this->threads[index].callback = this->callback;
    sbs_loop_replay(&this->threads[index], iterations);
}

void sbs_loop_replay_team(void *state, uint64_t iterations)
{
    sbs_time_replay_team(state, iterations);
}

uint64_t sbs_time_replay_team(void *state, uint64_t iterations)
{
    const sbs_replay_team *const this = state;
    return sbs_team_run(this->team, iterations);
}
