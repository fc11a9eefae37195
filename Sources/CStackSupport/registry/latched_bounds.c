#include "registry/latched_bounds.h"

#include <stdatomic.h>

enum { EMPTY, WRITING, LATCHED };

static _Atomic int state;
static sbs_bounds latched;

sbs_bounds sbs_latched_bounds(void)
{
    return atomic_load(&state) == LATCHED ? latched : (sbs_bounds){ 0, 0 };
}

void sbs_latch_bounds(sbs_bounds bounds)
{
    int empty = EMPTY;
    if (!atomic_compare_exchange_strong(&state, &empty, WRITING)) return;
    latched = bounds;
    atomic_store(&state, LATCHED);
}

void sbs_unlatch_bounds(void)
{
    atomic_store(&state, EMPTY);
}
