#include "platform.h"

#include "loops/thread_team.h"

#include <pthread.h>
#include <stdlib.h>

#include "loops/real_entry.h"
#include "loops/timed_loop.h"
#include "loops/valgrind_requests.h"

typedef struct member {
    sbs_team *team;
    pthread_t thread;
    uint32_t index;
    uint64_t elapsed;
} member;

// A turn begins when the threads and the team's owner pass `begin`, and ends when they pass `end`. Each
// thread times itself: on two CPUs, waking four threads next to a busy one took more than the millisecond
// that a sample lasts.
struct sbs_team {
    void (*work)(uint32_t, void *, uint64_t);
    void *argument;
    uint64_t iterations;
    bool is_over;
    pthread_barrier_t begin;
    pthread_barrier_t end;
    uint32_t count;
    member members[];
};

__attribute__((noinline)) void sbs_measured_turn(
    void (*work)(uint32_t, void *, uint64_t), uint32_t index, void *argument, uint64_t iterations)
{
    sbs_toggle_callgrind();
    work(index, argument, iterations);
    sbs_toggle_callgrind();
}

static void *work_in_turns(void *argument)
{
    member *const this = argument;
    sbs_team *const team = this->team;
    sbs_attach_to_real_runtime();
    for (;;) {
        pthread_barrier_wait(&team->begin);
        if (team->is_over) break;
        const uint64_t start = sbs_monotonic_ns();
        sbs_measured_turn(team->work, this->index, team->argument, team->iterations);
        this->elapsed = sbs_monotonic_ns() - start;
        pthread_barrier_wait(&team->end);
    }
    sbs_detach_from_real_runtime();
    return NULL;
}

sbs_team *sbs_team_create(uint32_t count, void (*work)(uint32_t, void *, uint64_t), void *argument)
{
    sbs_team *const team = calloc(1, sizeof *team + count * sizeof(member));
    if (team == NULL) return NULL;
    team->work = work;
    team->argument = argument;
    team->count = count;
    pthread_barrier_init(&team->begin, NULL, count + 1);
    pthread_barrier_init(&team->end, NULL, count + 1);
    for (uint32_t i = 0; i < count; i++) {
        team->members[i] = (member){ .team = team, .index = i };
        // A team with a member missing would wait forever. The threads already made are abandoned, since the
        // process, which is one measurement, reports this and ends.
        if (pthread_create(&team->members[i].thread, NULL, work_in_turns, &team->members[i]) != 0) {
            return NULL;
        }
    }
    return team;
}

uint64_t sbs_team_run(sbs_team *team, uint64_t iterations)
{
    team->iterations = iterations;
    pthread_barrier_wait(&team->begin);
    pthread_barrier_wait(&team->end);
    uint64_t sum = 0;
    for (uint32_t i = 0; i < team->count; i++) sum += team->members[i].elapsed;
    return sum / team->count;
}

sbs_bounds sbs_team_stack(const sbs_team *team, uint32_t index)
{
    sbs_bounds bounds = { 0, 0 };
#if defined(__linux__)
    pthread_attr_t attributes;
    if (pthread_getattr_np(team->members[index].thread, &attributes) != 0) return bounds;
    void *lo = NULL;
    size_t size = 0;
    if (pthread_attr_getstack(&attributes, &lo, &size) == 0) {
        bounds = (sbs_bounds){ (uintptr_t)lo, (uintptr_t)lo + size };
    }
    pthread_attr_destroy(&attributes);
#else
    (void)team;
    (void)index;
#endif
    return bounds;
}

void sbs_team_destroy(sbs_team *team)
{
    team->is_over = true;
    pthread_barrier_wait(&team->begin);
    for (uint32_t i = 0; i < team->count; i++) pthread_join(team->members[i].thread, NULL);
    pthread_barrier_destroy(&team->begin);
    pthread_barrier_destroy(&team->end);
    free(team);
}
