#include "platform.h"

#include "loops/timed_loop.h"

#include <time.h>

#include "loops/valgrind_requests.h"

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
