// Threads that work at the same time.

#pragma once

#include "bounds_strategy.h"
#include "queries/stack_queries.h"

SBS_ASSUME_NONNULL_BEGIN

/// Long-lived threads that do the same thing at the same time whenever they are told to.
typedef struct sbs_team sbs_team;

/// A team of `count` threads that each call `work(index, argument, iterations)`. NULL when they could
/// not be created.
sbs_team *SBS_NULLABLE sbs_team_create(
    uint32_t count, void (*work)(uint32_t index, void *SBS_NULLABLE argument, uint64_t iterations),
    void *SBS_NULLABLE argument);

/// A thread's part in one turn of its team; only this is timed.
void sbs_measured_turn(
    void (*work)(uint32_t index, void *SBS_NULLABLE argument, uint64_t iterations), uint32_t index,
    void *SBS_NULLABLE argument, uint64_t iterations);

/// Makes the team work, and returns the mean of the nanoseconds that its threads took, without the time it
/// takes to wake them.
uint64_t sbs_team_run(sbs_team *team, uint64_t iterations);

/// The stack of a thread of the team; zeros where the system does not say.
sbs_bounds sbs_team_stack(const sbs_team *team, uint32_t index);

/// Ends and joins the threads.
void sbs_team_destroy(sbs_team *team);

SBS_ASSUME_NONNULL_END
