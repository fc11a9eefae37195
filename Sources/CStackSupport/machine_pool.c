#include "machine_pool.h"

#include <stdatomic.h>
#include <stdlib.h>

enum { SIGNAL_STACK_BYTES = 32 * 1024 };

static sbs_pooled_machine machines[SBS_POOL_CAPACITY];
static _Alignas(64) unsigned char signal_stacks[SBS_POOL_CAPACITY][SIGNAL_STACK_BYTES];
static unsigned char *states;

// A stack of free machines. The low half is index + 1 of the top, the high half counts changes, so that
// a thread (or handler) that was interrupted between its load and its exchange cannot take a machine
// that came and went meanwhile (the ABA problem).
static _Atomic uint64_t free_machines;
static _Atomic uint32_t available;

// Which options hold for outermost callbacks, or for nested ones and those from signal handlers.
static uint32_t entry_options(const sbs_strategy *strategy, bool nested)
{
    uint32_t options = 0;
    if (strategy->restore == SBS_RESTORE_ON) options |= SBS_ENTRY_RESTORES;
    if (!nested) return options;
    if (strategy->restore == SBS_RESTORE_NESTED) options |= SBS_ENTRY_RESTORES;
    switch (strategy->outside) {
    case SBS_OUTSIDE_ABORT: return options | SBS_ENTRY_ABORTS_OUTSIDE;
    case SBS_OUTSIDE_WINDOW: return options | SBS_ENTRY_WINDOW_OUTSIDE;
    case SBS_OUTSIDE_NO_CHECK: return options | SBS_ENTRY_NO_CHECK_OUTSIDE;
    default: return options;
    }
}

bool sbs_pool_fill(const sbs_strategy *strategy)
{
    unsigned char *fresh = NULL;
    if (strategy->state_size > 0) {
        fresh = calloc(SBS_POOL_CAPACITY, strategy->state_size);
        if (fresh == NULL) return false;
    }
    free(states);
    states = fresh;
    atomic_store(&free_machines, 0);
    atomic_store(&available, 0);
    for (uint32_t i = SBS_POOL_CAPACITY; i-- > 0;) {
        machines[i] = (sbs_pooled_machine){
            .public = { .id = i + 1,
                        .margin = strategy->margin,
                        .state = states ? states + i * strategy->state_size : NULL },
            .update = strategy->update,
            .options = entry_options(strategy, false),
            .nested_options = entry_options(strategy, true),
        };
        sbs_pool_put(&machines[i]);
    }
    return true;
}

sbs_pooled_machine *sbs_pool_take(void)
{
    uint64_t top = atomic_load(&free_machines);
    for (;;) {
        const uint32_t index = (uint32_t)top;
        if (index == 0) return NULL;
        const uint64_t below = ((top >> 32) + 1) << 32 
            | atomic_load_explicit(&machines[index - 1].next, memory_order_relaxed);
        if (atomic_compare_exchange_weak(&free_machines, &top, below)) {
            atomic_fetch_sub(&available, 1);
            return &machines[index - 1];
        }
    }
}

void sbs_pool_put(sbs_pooled_machine *machine)
{
    const uint32_t index = (uint32_t)(machine - machines) + 1;
    uint64_t top = atomic_load(&free_machines);
    uint64_t with;
    do {
        atomic_store_explicit(&machine->next, (uint32_t)top, memory_order_relaxed);
        with = ((top >> 32) + 1) << 32 | index;
    } while (!atomic_compare_exchange_weak(&free_machines, &top, with));
    atomic_fetch_add(&available, 1);
}

uint64_t sbs_pool_queries(void)
{
    uint64_t queries = 0;
    for (uint32_t i = 0; i < SBS_POOL_CAPACITY; i++) queries += machines[i].public.queries;
    return queries;
}

stack_t sbs_pool_signal_stack(const sbs_pooled_machine *machine)
{
    return (stack_t){ .ss_sp = signal_stacks[machine - machines], .ss_size = SIGNAL_STACK_BYTES };
}

uint32_t sbs_pool_available(void)
{
    return atomic_load(&available);
}
