#include "loops/callback_bodies.h"

#include "loops/measured_callback.h"
#include "runtime/call_out.h"

void sbs_body_plain(sbs_machine *machine, void *argument)
{
    (void)machine;
    (void)argument;
    SBS_BARRIER();
}

void sbs_body_record(sbs_machine *machine, void *argument)
{
    sbs_observation_log *const log = argument;
    const uint64_t index = __atomic_fetch_add(&log->count, 1, __ATOMIC_RELAXED);
    if (index >= log->capacity) return;
    log->observations[index] = (sbs_observation){
        .sp = sbs_callers_sp(machine),
        .lo = machine->lo,
        .hi = machine->hi,
        .queries = machine->queries,
        .procid = machine->procid,
        .calls_out = machine->calls_out,
        .confidence = machine->confidence,
    };
}
