#include "loops/loop_threads.h"

void SBS_LOOP(sbs_threads_work)(uint32_t index, void *threads, uint64_t iterations)
{
    (void)index;
    const sbs_measured_callback callback = ((const sbs_threads *)threads)->callback;
    if (callback.enters_runtime) {
        for (uint64_t i = 0; i < iterations; i++) SBS_ENTER(callback.body, callback.argument);
    } else {
        for (uint64_t i = 0; i < iterations; i++) SBS_BARRIER();
    }
}

uint64_t SBS_LOOP(sbs_time_threads)(void *state, uint64_t iterations)
{
    return sbs_team_run(((sbs_threads *)state)->team, iterations);
}

void SBS_LOOP(sbs_loop_threads)(void *state, uint64_t iterations)
{
    SBS_LOOP(sbs_time_threads)(state, iterations);
}
