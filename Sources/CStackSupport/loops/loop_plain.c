#include "loops/loop_plain.h"

#include "loops/measured_callback.h"

void SBS_LOOP(sbs_loop_plain)(void *state, uint64_t iterations)
{
    const sbs_measured_callback *const callback = state;
    const sbs_body body = callback->body;
    void *const argument = callback->argument;
    if (callback->enters_runtime) {
        for (uint64_t i = 0; i < iterations; i++) SBS_ENTER(body, argument);
    } else {
        for (uint64_t i = 0; i < iterations; i++) SBS_BARRIER();
    }
}
