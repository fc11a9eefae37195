#include "loops/loop_depth.h"

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
    if (depth < d->start) walk(d, depth + 1);  // down to where the walk starts, without a callback
    d->start = 0;
    while (d->remaining > 0) {
        d->remaining -= 1;
        sbs_make_measured_callback(&d->callback);
        const bool deeper = next_random(&d->random) & 1;
        if (deeper && depth + 1 < SBS_DEPTH_LEVELS) walk(d, depth + 1);
        if (!deeper && depth > 0) break;
    }
    __asm__ volatile("" : : "r"(frame) : "memory");
}

void SBS_LOOP(sbs_loop_depth)(void *state, uint64_t iterations)
{
    sbs_depth *const d = state;
    d->remaining = iterations;
    d->start = (uint32_t)(next_random(&d->random) % SBS_DEPTH_LEVELS);
    walk(d, 0);
}
