#include "platform.h"

#include "loops/loop_ring.h"

#include "switching/coroutine_switch.h"

void SBS_LOOP(sbs_ring_coroutine)(sbs_coroutine *coroutine, void *ring)
{
    const sbs_ring *const r = ring;
    for (;;) {
        sbs_make_measured_callback(&r->callback);
        sbs_yield(coroutine);
    }
}

void SBS_LOOP(sbs_loop_ring)(void *state, uint64_t iterations)
{
    sbs_ring *const r = state;
    const bool own_stack_too = r->own_stack_too;
    uint32_t next = r->next;
    for (uint64_t i = 0; i < iterations; i++) {
        if (own_stack_too) sbs_make_measured_callback(&r->callback);
        sbs_resume(r->coroutines[next]);
        next = next + 1 == r->count ? 0 : next + 1;
    }
    r->next = next;
}
