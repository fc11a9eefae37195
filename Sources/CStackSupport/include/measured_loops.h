// The loops that are timed, the bodies that run inside the callbacks, and the clock around them. They
// are C because loop overhead is the resolution of the suite: this barrier costs 0.4 ns an iteration,
// an opaque Swift function 1.4 ns, as much as some strategies.

#ifndef SBS_MEASURED_LOOPS_H
#define SBS_MEASURED_LOOPS_H

#include "callback_runtime.h"
#include "coroutine.h"
#include "stack_queries.h"

SBS_ASSUME_NONNULL_BEGIN

/// Runs `iterations` of a loop over `state`, the struct that belongs to the loop.
typedef void (*sbs_loop)(void *SBS_NULLABLE state, uint64_t iterations);

/// CLOCK_MONOTONIC in nanoseconds.
uint64_t sbs_monotonic_ns(void);

// Callgrind counts what lies between the clock readings and nothing else, on each thread that has a part
// in it. sbs_measured_region and sbs_measured_turn tell it to begin and to stop: some twenty instructions a
// sample, which cancel when a run is subtracted from one of twice the length. It could watch for the entry
// and the return of a function instead, but takes a change to a stack at higher addresses for a return: of
// coroutines on stacks from malloc it counted nothing. New threads and signal handlers, which change no
// stacks, are watched: sbs_measured_visit and sbs_measured_handler. So these are never inlined, and their
// names are known outside of this file.

/// Runs the loop: all that `sbs_time_loop` times.
void sbs_measured_region(sbs_loop loop, void *SBS_NULLABLE state, uint64_t iterations);

/// Nanoseconds that `iterations` of the loop take, by one pair of clock readings.
uint64_t sbs_time_loop(sbs_loop loop, void *SBS_NULLABLE state, uint64_t iterations);

/// Runs the loop in batches of `iterations`, for `budget` nanoseconds or until `capacity` values are
/// recorded, and returns how many were: the nanoseconds of each batch, one clock reading included. Neither
/// allocates nor, if `values` has been written to before, faults.
uint64_t sbs_record_batches(
    sbs_loop loop, void *SBS_NULLABLE state, uint64_t iterations, uint64_t budget, uint64_t *values,
    uint64_t capacity);

/// Calls `function` with SP lowered by `bytes` (rounded up to 16), so that a measurement can be made at
/// many positions of the stack relative to pages and cache sets.
void sbs_with_stack_offset(size_t bytes, void (*function)(void *SBS_NULLABLE), void *SBS_NULLABLE argument);

/// A compiler barrier and nothing else, so that no callback waits for the memory of the one before it.
void sbs_body_plain(sbs_machine *machine, void *SBS_NULLABLE argument);

/// What a callback saw, as recorded by `sbs_body_record`.
typedef struct sbs_observation {
    uintptr_t sp;  // on the stack that C called on
    uintptr_t lo;
    uintptr_t hi;
    uint64_t queries;
    int32_t procid;
    uint32_t calls_out;
} sbs_observation;

/// Where `sbs_body_record` writes. `count` goes on counting past `capacity`. Writes are atomic in the
/// index only, so callbacks of several threads may share a log.
typedef struct sbs_observation_log {
    sbs_observation *SBS_NULLABLE observations;
    uint64_t capacity;
    uint64_t count;
} sbs_observation_log;

/// Records an observation in the `sbs_observation_log` that `argument` points to.
void sbs_body_record(sbs_machine *machine, void *SBS_NULLABLE argument);

/// What a loop does besides its own mechanism: enter the runtime or not. With `callback` false it is
/// the control, everything the loop does but the callback.
typedef struct sbs_visit {
    sbs_body body;
    void *SBS_NULLABLE argument;
    bool callback;
} sbs_visit;

/// Visits from the same frame again and again. State: sbs_visit.
void sbs_loop_plain(void *SBS_NULLABLE state, uint64_t iterations);

/// `sbs_query_thread_bounds` in a plain loop, without the runtime. State: none.
void sbs_loop_query(void *SBS_NULLABLE state, uint64_t iterations);

/// Visits nested `depth` deep: each body but the innermost calls out to C, which calls back. An
/// iteration is a chain of depth + 1 visits.
typedef struct sbs_nested {
    sbs_visit visit;
    uint32_t depth;
} sbs_nested;
void sbs_loop_nested(void *SBS_NULLABLE state, uint64_t iterations);

/// One iteration of it, from the caller's stack.
void sbs_nested_chain(const sbs_nested *nested);

enum {
    SBS_DEPTH_LEVELS = 64,          ///< Frames between the shallowest and the deepest visit.
    SBS_DEPTH_FRAME_BYTES = 4096,   ///< Stack that one frame takes, so 256 KiB in all.
};

/// One visit an iteration, each a frame deeper or shallower than the one before by a fair coin,
/// staying where it is at the ends. Starts at a random level.
typedef struct sbs_depth {
    sbs_visit visit;
    uint64_t random;     // xorshift state, not 0
    uint64_t remaining;
    uint32_t start;
} sbs_depth;
void sbs_loop_depth(void *SBS_NULLABLE state, uint64_t iterations);

/// Coroutines in turn, resumed from the thread's own stack; each makes one visit and yields.
typedef struct sbs_ring {
    sbs_visit visit;
    sbs_coroutine *SBS_NULLABLE *SBS_NULLABLE coroutines;
    uint32_t count;
    uint32_t next;
    bool own_stack_too;  ///< Visit from the thread's own stack before each resume: 2 visits an iteration.
} sbs_ring;
void sbs_loop_ring(void *SBS_NULLABLE state, uint64_t iterations);

/// The main function of the coroutines of a ring; the argument is the `sbs_ring`.
void sbs_ring_coroutine(sbs_coroutine *coroutine, void *SBS_NULLABLE ring);

struct sbs_notified_ring;

/// A coroutine of a ring whose switches are notified, and its stack.
typedef struct sbs_notified_member {
    struct sbs_notified_ring *SBS_NULLABLE ring;
    sbs_coroutine *SBS_NULLABLE coroutine;
    uintptr_t lo;
    uintptr_t hi;
} sbs_notified_member;

/// As `sbs_ring`, in a program that says every switch to the runtime, before and after it. With
/// `visit.callback` false what is left are the switches and the notifications.
typedef struct sbs_notified_ring {
    sbs_visit visit;
    sbs_notified_member *SBS_NULLABLE members;
    uint32_t count;
    uint32_t next;
    bool own_stack_too;
} sbs_notified_ring;
void sbs_loop_notified_ring(void *SBS_NULLABLE state, uint64_t iterations);

/// The main function of the coroutines of such a ring; the argument is the `sbs_notified_member`.
void sbs_notified_ring_coroutine(sbs_coroutine *coroutine, void *SBS_NULLABLE member);

/// Creates a thread that makes one visit and exits, and joins it. State: sbs_visit. Aborts, saying so,
/// when no thread can be created.
void sbs_loop_thread_churn(void *SBS_NULLABLE state, uint64_t iterations);

/// What each of these threads does. State: sbs_visit.
void *SBS_NULLABLE sbs_measured_visit(void *SBS_NULLABLE visit);

/// Raises SIGUSR1 on the calling thread, whose handler makes the visit on the signal stack. The handler
/// is `sbs_signal_visit`, installed by the caller. State: sbs_visit.
void sbs_loop_signal(void *SBS_NULLABLE state, uint64_t iterations);

/// The handler: a visit through `sbs_callback_from_signal`, of the loop that runs.
void sbs_signal_visit(int number);

/// What the handler does for the loop.
void sbs_measured_handler(const sbs_visit *visit);

/// Threads that stay, and do the same thing at the same time whenever they are told to.
typedef struct sbs_team sbs_team;

/// A team of `count` threads that each call `work(index, argument, iterations)`. NULL when they could
/// not be created.
sbs_team *SBS_NULLABLE sbs_team_create(
    uint32_t count, void (*work)(uint32_t index, void *SBS_NULLABLE argument, uint64_t iterations),
    void *SBS_NULLABLE argument);

/// A thread's part in one turn of its team: all that is timed of it.
void sbs_measured_turn(
    void (*work)(uint32_t index, void *SBS_NULLABLE argument, uint64_t iterations), uint32_t index,
    void *SBS_NULLABLE argument, uint64_t iterations);

/// Makes the team work, and returns the mean over its threads of the nanoseconds that each took. How long
/// it takes to wake them all is not in it.
uint64_t sbs_team_run(sbs_team *team, uint64_t iterations);

/// Ends and joins the threads.
void sbs_team_destroy(sbs_team *team);

/// Every thread of the team makes one visit an iteration, all at once.
typedef struct sbs_threads {
    sbs_visit visit;
    sbs_team *SBS_NULLABLE team;
} sbs_threads;
void sbs_loop_threads(void *SBS_NULLABLE state, uint64_t iterations);

/// `sbs_time_loop` for `sbs_loop_threads`: the mean over the threads.
uint64_t sbs_time_threads(void *SBS_NULLABLE state, uint64_t iterations);

/// The work of the team of an `sbs_threads`, which is the argument.
void sbs_threads_work(uint32_t index, void *SBS_NULLABLE threads, uint64_t iterations);

/// Coroutines that are handed between two threads: each thread in turn resumes all of them once, and
/// each makes one visit and yields.
typedef struct sbs_migration {
    sbs_visit visit;
    sbs_coroutine *SBS_NULLABLE *SBS_NULLABLE coroutines;
    const sbs_bounds *SBS_NULLABLE stacks;  // theirs
    uint32_t count;
    uint64_t turn;  // passes made so far, accessed atomically; even: the first thread's turn
    sbs_team *SBS_NULLABLE team;
    bool notifies;       // says every switch to the runtime, before and after it
    sbs_bounds resumed;  // the stack that was switched to last
} sbs_migration;
void sbs_loop_migration(void *SBS_NULLABLE state, uint64_t iterations);

/// The main function of its coroutines; the argument is the `sbs_migration`.
void sbs_migration_coroutine(sbs_coroutine *coroutine, void *SBS_NULLABLE migration);

/// The work of the team of two of an `sbs_migration`, which is the argument.
void sbs_migration_work(uint32_t index, void *SBS_NULLABLE migration, uint64_t iterations);

/// What a known program does. Of `period` iterations the first `foreign` are made on coroutines, the others
/// on the thread's own stack; each is a chain of nested visits.
typedef struct sbs_profile {
    sbs_nested nested;
    uint32_t period;           // at least 1
    uint32_t foreign;          // 0 to period
    sbs_switch kind;
    bool suspends;             // callbacks are suspended on their coroutines, and finish in another order
    size_t fresh_stack_bytes;  // not 0: a coroutine on a malloc'd stack is made for each visit
    sbs_coroutine *SBS_NULLABLE *SBS_NULLABLE coroutines;  // used in turn otherwise
    const sbs_bounds *SBS_NULLABLE stacks;                 // theirs
    uint32_t count;
    bool registers;      // says to the runtime that a fresh stack exists, and that it is gone
    bool notifies;       // says to it every switch, before and after it
    sbs_bounds resumed;  // the stack that was switched to last
} sbs_profile;
void sbs_loop_profile(void *SBS_NULLABLE state, uint64_t iterations);

/// The main function of a profile's coroutines; the argument is the `sbs_profile`.
void sbs_profile_coroutine(sbs_coroutine *coroutine, void *SBS_NULLABLE profile);

SBS_ASSUME_NONNULL_END

#endif
