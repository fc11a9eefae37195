#include "platform.h"

#include "measured_loops.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "stack_queries.h"
#include "stack_switch.h"
#include "valgrind_requests.h"
#include "visit.h"

uint64_t sbs_monotonic_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

__attribute__((noinline)) void sbs_measured_region(sbs_loop loop, void *state, uint64_t iterations)
{
    sbs_toggle_callgrind();
    loop(state, iterations);
    sbs_toggle_callgrind();
}

uint64_t sbs_time_loop(sbs_loop loop, void *state, uint64_t iterations)
{
    const uint64_t start = sbs_monotonic_ns();
    sbs_measured_region(loop, state, iterations);
    return sbs_monotonic_ns() - start;
}

__attribute__((noinline)) void sbs_with_stack_offset(
    size_t bytes, void (*function)(void *), void *argument)
{
    volatile char *const offset = __builtin_alloca(bytes + 1);
    offset[0] = 0;
    function(argument);
    SBS_BARRIER();
}

void sbs_body_plain(sbs_machine *machine, void *argument)
{
    (void)machine;
    (void)argument;
    SBS_BARRIER();
}

void sbs_body_record(sbs_machine *machine, void *argument)
{
    sbs_observation_log *const log = argument;
    const uint64_t index = __atomic_fetch_add(&log->count, 1, __ATOMIC_RELAXED);
    if (index >= log->capacity) return;
    log->observations[index] = (sbs_observation){
        .sp = sbs_callers_sp(machine),
        .lo = machine->lo,
        .hi = machine->hi,
        .queries = machine->queries,
        .procid = machine->procid,
        .calls_out = machine->calls_out,
    };
}

void sbs_loop_plain(void *state, uint64_t iterations)
{
    const sbs_visit *const v = state;
    const sbs_body body = v->body;
    void *const argument = v->argument;
    if (v->callback) {
        for (uint64_t i = 0; i < iterations; i++) sbs_callback(body, argument);
    } else {
        for (uint64_t i = 0; i < iterations; i++) SBS_BARRIER();
    }
}

void sbs_loop_query(void *state, uint64_t iterations)
{
    (void)state;
    for (uint64_t i = 0; i < iterations; i++) {
        const sbs_bounds bounds = sbs_query_thread_bounds();
        __asm__ volatile("" ::"r"(bounds.lo), "r"(bounds.hi) : "memory");
    }
}

// MARK: nested

typedef struct level {
    const sbs_nested *nested;
    uint32_t remaining;
} level;

static void nested_from_c(void *argument);

static void nested_body(sbs_machine *machine, void *argument)
{
    const level *const this = argument;
    this->nested->visit.body(machine, this->nested->visit.argument);
    if (this->remaining == 0) return;
    level deeper = { this->nested, this->remaining - 1 };
    sbs_call_out(machine, nested_from_c, &deeper);
}

// The same chain of C calls, without the runtime between them.
static __attribute__((noinline)) void nested_control(const level *this)
{
    SBS_BARRIER();
    if (this->remaining == 0) return;
    level deeper = { this->nested, this->remaining - 1 };
    nested_from_c(&deeper);
    SBS_BARRIER();
}

static __attribute__((noinline)) void nested_from_c(void *argument)
{
    level *const this = argument;
    if (this->nested->visit.callback) {
        sbs_callback(nested_body, this);
    } else {
        nested_control(this);
    }
    SBS_BARRIER();
}

void sbs_nested_chain(const sbs_nested *nested)
{
    level outermost = { nested, nested->depth };
    nested_from_c(&outermost);
}

void sbs_loop_nested(void *state, uint64_t iterations)
{
    for (uint64_t i = 0; i < iterations; i++) sbs_nested_chain(state);
}

// MARK: depth

static uint64_t next_random(uint64_t *random)
{
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    return *random;
}

static __attribute__((noinline)) void walk(sbs_depth *d, uint32_t depth)
{
    volatile char frame[SBS_DEPTH_FRAME_BYTES - 64];
    __asm__ volatile("" : : "r"(frame) : "memory");
    if (depth < d->start) walk(d, depth + 1);  // down to where the walk starts, without a visit
    d->start = 0;
    while (d->remaining > 0) {
        d->remaining -= 1;
        sbs_visit_once(&d->visit);
        const bool deeper = next_random(&d->random) & 1;
        if (deeper && depth + 1 < SBS_DEPTH_LEVELS) walk(d, depth + 1);
        if (!deeper && depth > 0) break;
    }
    __asm__ volatile("" : : "r"(frame) : "memory");
}

void sbs_loop_depth(void *state, uint64_t iterations)
{
    sbs_depth *const d = state;
    d->remaining = iterations;
    d->start = (uint32_t)(next_random(&d->random) % SBS_DEPTH_LEVELS);
    walk(d, 0);
}

// MARK: coroutines

void sbs_ring_coroutine(sbs_coroutine *coroutine, void *ring)
{
    const sbs_ring *const r = ring;
    for (;;) {
        sbs_visit_once(&r->visit);
        sbs_yield(coroutine);
    }
}

void sbs_loop_ring(void *state, uint64_t iterations)
{
    sbs_ring *const r = state;
    const bool own_stack_too = r->own_stack_too;
    uint32_t next = r->next;
    for (uint64_t i = 0; i < iterations; i++) {
        if (own_stack_too) sbs_visit_once(&r->visit);
        sbs_resume(r->coroutines[next]);
        next = next + 1 == r->count ? 0 : next + 1;
    }
    r->next = next;
}

// MARK: threads

__attribute__((noinline)) void *sbs_measured_visit(void *visit)
{
    sbs_visit_once(visit);
    return NULL;
}

void sbs_loop_thread_churn(void *state, uint64_t iterations)
{
    for (uint64_t i = 0; i < iterations; i++) {
        pthread_t thread;
        const int error = pthread_create(&thread, NULL, sbs_measured_visit, state);
        if (error != 0) {
            fprintf(stderr, "thread-churn: pthread_create: %s\n", strerror(error));
            exit(1);
        }
        pthread_join(thread, NULL);
    }
}
