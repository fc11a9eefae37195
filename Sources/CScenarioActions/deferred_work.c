#include "deferred_work.h"

#include "queries/stack_queries.h"

static uint32_t deferred;

void sbs_release_work(const sbs_machine *machine, uint32_t pieces)
{
    if (pieces == 0) return;
    // Negative below the recorded stack, as in CPython.
    const intptr_t room = (intptr_t)(sbs_stack_pointer() - machine->lo);
    if (room < SBS_WORK_BYTES) deferred += pieces;
    if (room >= 2 * SBS_WORK_BYTES) deferred = 0;
}

uint32_t sbs_deferred_work(void)
{
    return deferred;
}
