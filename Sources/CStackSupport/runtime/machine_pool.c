#include "platform.h"

#include "runtime/machine_pool.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "runtime/free_list.h"
#include "runtime/machine_pool_private.h"
#include "runtime/traits.h"

enum { SIGNAL_STACK_BYTES = 32 * 1024 };

static sbs_pooled_machine machines[SBS_POOL_CAPACITY];
static _Alignas(64) unsigned char signal_stacks[SBS_POOL_CAPACITY][SIGNAL_STACK_BYTES];
static unsigned char *states;

static sbs_free_list free_machines;
static _Atomic uint32_t next_free[SBS_POOL_CAPACITY];
static _Atomic uint32_t available;

// The entry's options for outermost callbacks.
static uint32_t outermost_options(const sbs_strategy *strategy)
{
    const uint32_t keeps = (strategy->reserved & SBS_TRAIT_KEEPS_EXACT_BOUNDS) ? SBS_ENTRY_KEEPS_EXACT : 0;
    return (strategy->restore == SBS_RESTORE_ON ? SBS_ENTRY_RESTORES | keeps : 0)
        | (strategy->enter != NULL ? SBS_ENTRY_MOVES : 0);
}

// The entry's options for callbacks under calls out, and those of the calls out.
static uint32_t nested_options(const sbs_strategy *strategy)
{
    uint32_t options = outermost_options(strategy);
    if (strategy->restore == SBS_RESTORE_NESTED || strategy->enter != NULL) {
        options |= SBS_CALL_OUT_RESTORES;
    }
    if (strategy->enter != NULL) return options;
    switch (strategy->outside) {
    case SBS_OUTSIDE_ABORT: return options | SBS_ENTRY_ABORTS_OUTSIDE;
    case SBS_OUTSIDE_WINDOW: return options | SBS_ENTRY_WINDOW_OUTSIDE;
    case SBS_OUTSIDE_NO_CHECK: return options | SBS_ENTRY_NO_CHECK_OUTSIDE;
    default: return options;
    }
}

// The entry's options for callbacks from signal handlers, which may interrupt another callback.
static uint32_t signal_options(const sbs_strategy *strategy)
{
    const uint32_t options = nested_options(strategy) & SBS_ENTRY_OPTIONS;
    return options | (strategy->restore == SBS_RESTORE_NESTED ? SBS_ENTRY_RESTORES : 0);
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
    atomic_store(&free_machines.top, 0);
    atomic_store(&available, 0);
    for (uint32_t i = SBS_POOL_CAPACITY; i-- > 0;) {
        machines[i] = (sbs_pooled_machine){
            .public = { .id = i + 1,
                        .margin = strategy->margin,
                        .state = states ? states + i * strategy->state_size : NULL },
            .update = strategy->update,
            .options = outermost_options(strategy),
            .nested_options = nested_options(strategy),
            .signal_options = signal_options(strategy),
        };
        sbs_pool_put(&machines[i]);
    }
    return true;
}

sbs_pooled_machine *sbs_pool_take(void)
{
    const uint32_t index = sbs_free_list_take(&free_machines, next_free);
    if (index == 0) return NULL;
    atomic_fetch_sub(&available, 1);
    return &machines[index - 1];
}

void sbs_pool_put(sbs_pooled_machine *machine)
{
    sbs_free_list_put(&free_machines, next_free, (uint32_t)(machine - machines));
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

uint32_t sbs_pool_taken_by(int32_t procid)
{
    uint32_t taken = 0;
    for (uint32_t i = 0; i < SBS_POOL_CAPACITY; i++) taken += machines[i].public.procid == procid;
    return taken;
}
