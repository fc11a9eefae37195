#include "loops/loop_plain.h"

#include "loops/visit.h"

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
