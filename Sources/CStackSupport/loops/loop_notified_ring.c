#include "platform.h"

#include "loops/loop_notified_ring.h"

#include "runtime/notifications.h"
#include "switching/coroutine_switch.h"

// A switch is reported before and after it, as sanitizers require; a strategy that only wants one report pays
// one test for the other.
void sbs_notified_ring_coroutine(sbs_coroutine *coroutine, void *member)
{
    const sbs_notified_member *const m = member;
    for (;;) {
        sbs_notify_switched(m->lo, m->hi);
        sbs_make_measured_callback(&m->ring->callback);
        sbs_notify_switching(0, 0);
        sbs_yield(coroutine);
    }
}

void sbs_loop_notified_ring(void *state, uint64_t iterations)
{
    sbs_notified_ring *const r = state;
    const bool own_stack_too = r->own_stack_too;
    uint32_t next = r->next;
    for (uint64_t i = 0; i < iterations; i++) {
        if (own_stack_too) sbs_make_measured_callback(&r->callback);
        const sbs_notified_member *const m = &r->members[next];
        sbs_notify_switching(m->lo, m->hi);
        sbs_resume(m->coroutine);
        sbs_notify_switched(0, 0);
        next = next + 1 == r->count ? 0 : next + 1;
    }
    r->next = next;
}
