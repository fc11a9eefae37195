#include "platform.h"

#include "runtime_probe.h"

#include "evidence.h"
#include "loops/real_entry.h"
#include "loops/timed_loop.h"

static sbs_callback_end enter(const sbs_runtime_probe *probe)
{
    const sbs_real_runtime *const runtime = sbs_real.runtime;
    if (probe->call_out != NULL) return runtime->callback_out(probe->call_out, probe->argument);
    if (probe->levels > 0) return runtime->callback_deep(probe->levels);
    return runtime->callback();
}

void sbs_make_runtime_probe(void *argument)
{
    const sbs_runtime_probe *const probe = argument;
    sbs_evidence_begin(probe->step);
    const uint64_t begin = sbs_monotonic_ns();
    sbs_callback_end end;
    do {
        end = enter(probe);
    } while (end == SBS_CALLBACK_DONE && sbs_monotonic_ns() - begin < probe->nanoseconds);
    // A library may return anything.
    if (end > SBS_CALLBACK_FAILED) end = SBS_CALLBACK_FAILED;
    sbs_evidence_returned(probe->step, (uint32_t)end);
}

void sbs_runtime_probe_coroutine(sbs_coroutine *coroutine, void *next)
{
    sbs_runtime_probe *const *const probe = next;
    for (;;) {
        sbs_make_runtime_probe(*probe);
        sbs_coroutine_yield(coroutine);
    }
}
