// The callbacks of a recorded thread, again.

#pragma once

#include "loops/measured_callback.h"
#include "loops/thread_team.h"
#include "queries/stack_queries.h"
#include "switching/coroutine.h"

SBS_ASSUME_NONNULL_BEGIN

typedef enum sbs_replay_kind {
    SBS_REPLAY_CALLBACKS = 0,  ///< `count` callbacks from one place, none of which calls out.
    SBS_REPLAY_BEGIN = 1,      ///< A callback that calls out to C, where the steps up to its end happen.
    SBS_REPLAY_END = 2,        ///< The end of the last one that began on its stack.
} sbs_replay_kind;

/// A step of a thread.
typedef struct sbs_replay_step {
    uint32_t kind;
    uint32_t stack;  // 0 is the thread's own
    uint64_t count;
    uintptr_t sp;  // about where the callback is entered; 0 for wherever the stack is
    const struct sbs_replay_step *SBS_NULLABLE following;  // of the last one, the first
    sbs_coroutine *SBS_NULLABLE coroutine;                 // of the stack; NULL for the thread's own
    /// Whether it is one callback on another stack, at the place where the step before on that stack was,
    /// and the next step is on another one again: what a program does that goes round its coroutines.
    bool is_quick;
    /// Whether the step before is a BEGIN on the same stack, right below which this is.
    bool is_below;
} sbs_replay_step;

/// A stack of a recorded thread, and its coroutine, NULL for the thread's own.
typedef struct sbs_replay_stack {
    struct sbs_replay *SBS_NULLABLE replay;
    sbs_coroutine *SBS_NULLABLE coroutine;
    sbs_bounds bounds;
    uint32_t number;
} sbs_replay_stack;

/// A recorded thread: its steps, over and over. An iteration is a callback; a loop goes on where the last one
/// stopped. Every END has a BEGIN before it.
///
/// A callback on the thread's own stack that is in progress when the iterations are over ends then, and its
/// END is passed over; those on other stacks stay suspended.
typedef struct sbs_replay {
    sbs_measured_callback callback;
    const sbs_replay_step *SBS_NULLABLE next;
    sbs_replay_stack *SBS_NULLABLE stacks;
    uint64_t done;       // callbacks of the next step
    uint64_t remaining;  // iterations
    bool notifies;       // reports every switch to the runtime, before and after
} sbs_replay;
void sbs_loop_replay(void *SBS_NULLABLE state, uint64_t iterations);

/// The main function of the coroutines; the argument is the `sbs_replay_stack`.
void sbs_replay_coroutine(sbs_coroutine *coroutine, void *SBS_NULLABLE stack);

/// Recorded threads that call back at the same time, each as often as the others.
typedef struct sbs_replay_team {
    sbs_measured_callback callback;
    sbs_replay *SBS_NULLABLE threads;  // as many as the team has
    sbs_team *SBS_NULLABLE team;
} sbs_replay_team;
void sbs_loop_replay_team(void *SBS_NULLABLE state, uint64_t iterations);

/// The mean of the nanoseconds that the threads take.
uint64_t sbs_time_replay_team(void *SBS_NULLABLE state, uint64_t iterations);

/// The work of the team, whose argument is the `sbs_replay_team`.
void sbs_replay_work(uint32_t index, void *SBS_NULLABLE team, uint64_t iterations);

SBS_ASSUME_NONNULL_END
