#include "probe.h"

#include <pthread.h>

#include "deferred_work.h"
#include "evidence.h"
#include "loops/stack_offset.h"
#include "queries/stack_queries.h"
#include "registry/owned_stacks.h"
#include "runtime/call_out.h"
#include "runtime/callback_entry.h"
#include "runtime/machine_lifetime.h"
#include "runtime/notifications.h"
#include "runtime/own_thread.h"
#include "switching/stack_call.h"

#define BARRIER() __asm__ volatile("" ::: "memory")

// A frame of 256 bytes: less than the 928 between a low bound and the last frame above it, so that exact
// bounds stop the recursion before the end. Checks before it writes, like compiled code in its prologue.
static __attribute__((noinline)) uintptr_t descend(sbs_machine *machine, uintptr_t target)
{
    volatile unsigned char frame[192];
    sbs_check_stack(machine);
    for (size_t i = 0; i < sizeof frame; i += 8) frame[i] = 0x5a;
    const uintptr_t sp = sbs_stack_pointer();
    uintptr_t lowest = sp;
    if (sp > target) lowest = descend(machine, target);
    __asm__ volatile("" : : "r"(frame) : "memory");
    return lowest;
}

static void use_stack(sbs_machine *machine, const sbs_probe *probe)
{
    const uintptr_t sp = sbs_stack_pointer();
    const uintptr_t reached = probe->reach != 0 ? sp - probe->reach : 0;
    if (probe->past != 0) {
        const sbs_bounds moved = sbs_owned_stack_holding(sp);
        const uintptr_t past = moved.hi != 0 ? moved.lo : probe->past;
        const uintptr_t wanted = past - SBS_OVERRUN_BYTES;
        const uintptr_t lowest = descend(machine, wanted > reached ? wanted : reached);
        if (probe->step != 0 && lowest < past) sbs_evidence_overrun(probe->step, lowest);
    } else if (probe->use > 0) {
        const uintptr_t wanted = sp - probe->use;
        descend(machine, wanted > reached ? wanted : reached);
    }
}

static void probe_body(sbs_machine *machine, void *argument)
{
    sbs_probe *const probe = argument;
    const sbs_bounds moved = sbs_owned_stack_holding(sbs_stack_pointer());
    if (probe->step != 0 && moved.hi != 0) sbs_evidence_moved(probe->step, moved.lo, moved.hi);
    if (probe->step != 0) sbs_evidence_seen(machine, probe->step, 0, sbs_stack_pointer());
    sbs_release_work(machine, probe->releases);
    use_stack(machine, probe);
    if (probe->call_out != NULL) {
        sbs_call_out(machine, probe->call_out, probe->argument);
        if (probe->step != 0) sbs_evidence_seen(machine, probe->step, 1, sbs_stack_pointer());
        use_stack(machine, probe);
    }
    probe->completed += 1;
}

// A thread that is in C, as its collector sees it.
typedef struct collected_thread {
    const sbs_machine *machine;
    uint32_t step;
    uintptr_t sp;
} collected_thread;

static void *collect(void *thread)
{
    const collected_thread *const this = thread;
    sbs_evidence_seen(this->machine, this->step, 0, this->sp);
    return NULL;
}

// Waits in C, where it is, until the collector has looked.
static void be_collected(const sbs_probe *probe)
{
    collected_thread thread = { sbs_current(), probe->step, sbs_stack_pointer() };
    pthread_t collector;
    if (thread.machine == NULL || pthread_create(&collector, NULL, collect, &thread) != 0) return;
    pthread_join(collector, NULL);
}

static __attribute__((noinline)) void enter(void *argument)
{
    const sbs_probe *const probe = argument;
    switch (probe->entry) {
    case SBS_PROBE_CALLBACK: sbs_callback(probe_body, argument); break;
    case SBS_PROBE_BADSIGNAL: sbs_callback_from_signal(probe_body, argument); break;
    case SBS_PROBE_RUNTIME: sbs_run_as_runtime(probe_body, argument); break;
    case SBS_PROBE_COLLECTOR: be_collected(probe); break;
    }
    BARRIER();
}

__attribute__((noinline)) void sbs_make_probe(void *argument)
{
    const sbs_probe *const probe = argument;
    if (probe->step != 0) sbs_evidence_begin(probe->step);
    if (probe->depth > 0) {
        sbs_with_stack_offset(probe->depth, enter, argument);
    } else {
        enter(argument);
    }
    if (probe->step != 0) sbs_evidence_end(probe->step);
}

static uintptr_t entry_sp;

static void remember_entry(sbs_machine *machine, uintptr_t sp)
{
    machine->hi = UINTPTR_MAX;
    entry_sp = sp;
}

uintptr_t sbs_probe_entry_distance(void)
{
    static _Alignas(16) unsigned char stack[16 * 1024];
    const sbs_strategy remembering = { .abi_version = SBS_ABI_VERSION,
                                       .attach = remember_entry,
                                       .update = remember_entry };
    if (sbs_runtime_start(&remembering) != NULL) return 0;
    const uintptr_t top = (uintptr_t)(stack + sizeof stack);
    sbs_probe probe = { .step = 0 };
    sbs_call_at(top, sbs_make_probe, &probe);
    sbs_drop_current();
    return top - entry_sp;
}

// Reports the switch once on the new stack, and the switch back before leaving it.
void sbs_probe_coroutine(sbs_coroutine *coroutine, void *argument)
{
    const sbs_probe_script *const script = argument;
    for (;;) {
        for (uint32_t i = 0; i < script->notices; i++) sbs_notify_switched(script->lo, script->hi);
        if (script->next != NULL) sbs_make_probe(script->next);
        for (uint32_t i = 0; i < script->notices; i++) sbs_notify_switching(0, 0);
        sbs_coroutine_yield(coroutine);
    }
}

void sbs_yield_out(void *coroutine)
{
    sbs_coroutine_yield(coroutine);
}
