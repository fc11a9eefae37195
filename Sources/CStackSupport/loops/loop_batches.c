#include "loops/loop_batches.h"

// No time is left out: the end of one batch is the start of the next, so every interruption is in some value.
// Recording is one store into memory that is already mapped.
uint64_t sbs_record_batches(
    sbs_loop loop, void *state, uint64_t iterations, uint64_t budget, uint64_t *values, uint64_t capacity)
{
    const uint64_t start = sbs_monotonic_ns();
    uint64_t before = start;
    uint64_t count = 0;
    while (count < capacity && before - start < budget) {
        loop(state, iterations);
        const uint64_t now = sbs_monotonic_ns();
        values[count++] = now - before;
        before = now;
    }
    return count;
}
