#include "loops/loop_query.h"

#include "queries/stack_queries.h"

void sbs_loop_query(void *state, uint64_t iterations)
{
    (void)state;
    for (uint64_t i = 0; i < iterations; i++) {
        const sbs_bounds bounds = sbs_query_thread_bounds();
        __asm__ volatile("" ::"r"(bounds.lo), "r"(bounds.hi) : "memory");
    }
}
