// Every stack runs the same loop over the same list of steps; a switch leaves the loop of one stack and goes
// on in that of another. Coroutines are always resumed from the frame that the running thread's own stack has
// reached: from one coroutine to another the way leads through there.

#include "platform.h"

#include "exploration.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <setjmp.h>
#include <unistd.h>

#include "child_processes.h"
#include "evidence.h"
#include "explored_stacks.h"
#include "queries/stack_queries.h"
#include "runtime/notifications.h"
#include "signal_actions.h"
#include "threads_on_stacks.h"

enum { THREADS = 2 };

static sbs_exploration *exploration;
static uint32_t next_step;
static uint32_t running_thread;
static bool other_exists, other_exits, arrival_is_announced;
static pthread_t other;
static int32_t other_procid;
static sem_t turns[THREADS];
// By thread: the place that is to go on next, and the one that does.
static uint32_t wanted[THREADS], current[THREADS];
// By thread for own stacks, else by place: the way out of the innermost open callback.
static jmp_buf *ways_out[THREADS + SBS_EXPLORED_PLACES];
// By thread: callbacks that may still return.
static uint32_t open_callbacks[THREADS];

static _Noreturn void stop(int error)
{
    sbs_evidence_broken(error);
    _exit(1);
}

static jmp_buf **way_out(void)
{
    const uint32_t place = current[running_thread];
    return &ways_out[place == SBS_EXPLORED_OWN ? running_thread : THREADS + place];
}

// MARK: switching

static void announce(uint32_t place, void (*notify)(uintptr_t, uintptr_t))
{
    const sbs_explored_stack *const stack = &exploration->stacks[place];
    if (place == SBS_EXPLORED_OWN) {
        notify(0, 0);
    } else {
        notify(stack->lo, stack->hi);
    }
}

static void arrive(uint32_t place)
{
    current[running_thread] = place;
    if (arrival_is_announced) announce(place, sbs_notify_switched);
}

static void go_to(uint32_t place, bool notifies)
{
    const uint32_t here = current[running_thread];
    if (notifies) announce(place, sbs_notify_switching);
    arrival_is_announced = notifies;
    wanted[running_thread] = place;
    if (here == SBS_EXPLORED_OWN) {
        while (wanted[running_thread] != SBS_EXPLORED_OWN) {
            sbs_coroutine_resume(exploration->stacks[wanted[running_thread]].coroutine);
        }
    } else {
        sbs_coroutine_yield(exploration->stacks[here].coroutine);
    }
    arrive(here);
}

// MARK: threads

static void interpret(void *unused);

static void take_turn(uint32_t thread)
{
    while (sem_wait(&turns[thread]) != 0) {
    }
    running_thread = thread;
}

static void *run_other_thread(void *unused)
{
    take_turn(1);
    sbs_evidence_use_signal_stack();
    other_procid = sbs_thread_id();
    interpret(unused);
    other_exits = true;
    sem_post(&turns[0]);
    return NULL;
}

static _Noreturn void exit_inside(void)
{
    open_callbacks[1] = 0;
    ways_out[1] = NULL;
    other_exits = true;
    sem_post(&turns[0]);
    pthread_exit(NULL);
}

static void change_thread(void)
{
    const uint32_t here = running_thread;
    if (!other_exists) {
        const int error =
            sbs_start_thread(&other, exploration->thread_lo, exploration->thread_hi, run_other_thread);
        if (error != 0) stop(error);
        other_exists = true;
    }
    sem_post(&turns[1 - here]);
    take_turn(here);
    if (other_exits) {
        pthread_join(other, NULL);
        sbs_evidence_lost_machines(other_procid);
        other_exits = other_exists = false;
    }
}

// MARK: steps

static __attribute__((noinline)) void call_nested(sbs_probe *probe)
{
    jmp_buf out;
    jmp_buf **const way = way_out();
    jmp_buf *const before = *way;
    const uint32_t thread = running_thread;
    open_callbacks[thread] += 1;
    if (_setjmp(out) == 0) {
        *way = &out;
        probe->call_out = interpret;
        sbs_make_probe(probe);
    }
    *way = before;
    open_callbacks[thread] -= 1;
}

static void take(const sbs_explored_step *step)
{
    switch ((sbs_explored_operation)step->operation) {
    case SBS_EXPLORED_CALL: sbs_make_probe(step->probe); break;
    case SBS_EXPLORED_NESTED: call_nested(step->probe); break;
    case SBS_EXPLORED_LONGJMP: _longjmp(**way_out(), 1);
    case SBS_EXPLORED_SWITCH:
        if (step->registers) {
            const sbs_explored_stack *const stack = &exploration->stacks[step->place];
            sbs_register_stack(stack->lo, stack->hi, true);
        }
        go_to(step->place, step->notifies);
        break;
    case SBS_EXPLORED_REMAP: {
        const int error =
            sbs_remap_stack(&exploration->stacks[step->place], exploration->kind, step->registers);
        if (error != 0) stop(error);
        break;
    }
    case SBS_EXPLORED_THREAD: change_thread(); break;
    case SBS_EXPLORED_SIGNAL: {
        const int error =
            sbs_probe_on_signal_stack(exploration->signal_lo, exploration->signal_hi, false, step->probe);
        if (error != 0) stop(error);
        break;
    }
    case SBS_EXPLORED_FORK: {
        const int error = sbs_go_on_in_fork(SBS_EXPLORED_SECONDS);
        if (error != 0) stop(error);
        break;
    }
    case SBS_EXPLORED_EXIT_INSIDE: exit_inside();
    case SBS_EXPLORED_RETURN:
    case SBS_EXPLORED_EXIT_THREAD: break;
    }
}

// Runs steps until C is to return from this call, or the program ends.
static void interpret(void *unused)
{
    (void)unused;
    for (;;) {
        if (next_step == exploration->count) {
            sbs_evidence_lost_stacks(open_callbacks[0] + open_callbacks[1]);
            sbs_evidence_done();
            _exit(0);
        }
        const sbs_explored_step *const step = &exploration->steps[next_step];
        next_step += 1;
        if (step->operation == SBS_EXPLORED_RETURN || step->operation == SBS_EXPLORED_EXIT_THREAD) return;
        take(step);
    }
}

void sbs_explored_coroutine(sbs_coroutine *coroutine, void *unused)
{
    (void)coroutine;
    arrive(wanted[running_thread]);
    interpret(unused);
}

_Noreturn void sbs_explore(sbs_exploration *this)
{
    exploration = this;
    for (uint32_t i = 0; i < THREADS; i++) sem_init(&turns[i], 0, 0);
    interpret(NULL);
    stop(EINVAL);  // a return without an open callback
}
