// needMachine and dropMachine, after Go's runtime (proc.go).
//
// What the model keeps of the system calls that Go makes when a C thread gets and drops an M: needMachine:
//   rt_sigprocmask x 3 (save, block, restore), sigaltstack x 2 (ask, install), gettid; dropMachine:
//   rt_sigprocmask x 2 (block, restore), sigaltstack (disable); nine in all, as many as Go 1.20 makes per
//   callback. A thread that already has a signal stack keeps it, as in Go, and then the two calls that
//   install and disable the machine's are not made.

#include "platform.h"

#include "runtime/machine_lifetime.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "queries/stack_queries.h"
#include "registry/latched_bounds.h"
#include "runtime/fatal_errors.h"
#include "runtime/machine_lifetime_private.h"
#include "switching/stack_call.h"

_Thread_local sbs_pooled_machine *sbs_current_machine __attribute__((tls_model("initial-exec")));
sbs_strategy sbs_active;

static pthread_key_t machine_key;
static bool has_machine_key;
static _Atomic uint64_t queries_of_dropped;

static void drop_at_thread_exit(void *machine)
{
    sbs_drop_machine(machine);
}

const char *sbs_runtime_start(const sbs_strategy *strategy)
{
    if (strategy->abi_version != SBS_ABI_VERSION) return "the strategy has a different ABI version";
    if (strategy->attach == NULL || strategy->update == NULL) return "attach and update are required";
    if ((strategy->enter == NULL) != (strategy->leave == NULL)) return "enter and leave go together";
    if (strategy->enter != NULL && sbs_call_at_unavailable() != NULL) return sbs_call_at_unavailable();
    if (strategy->restore > SBS_RESTORE_NESTED) return "restore is not an sbs_restore";
    if (strategy->outside > SBS_OUTSIDE_NO_CHECK) return "outside is not an sbs_outside";
    // The key is made here and not on first use, to get one below 32: setting those needs no allocation.
    if (!has_machine_key && pthread_key_create(&machine_key, drop_at_thread_exit) != 0) {
        return "no pthread key is left";
    }
    has_machine_key = true;
    sbs_active = *strategy;
    atomic_store(&queries_of_dropped, 0);
    sbs_unlatch_bounds();
    return sbs_pool_fill(&sbs_active) ? NULL : "no memory for the machines' state";
}

static void block_all_signals(void)
{
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, NULL);
}

sbs_pooled_machine *sbs_need_machine(uintptr_t sp, bool in_signal)
{
    sigset_t mask;
    pthread_sigmask(SIG_SETMASK, NULL, &mask);
    block_all_signals();

    sbs_pooled_machine *const machine = sbs_pool_take();
    if (machine == NULL) {
        static const char message[] = "fatal: needm: every machine of the pool is in use\n";
        (void)!write(STDERR_FILENO, message, sizeof message - 1);
        _exit(SBS_FATAL_EXIT_STATUS);
    }
    machine->saved_mask = mask;
    machine->public.serves_signal = in_signal;
    // Not 0 if the machine was dropped, as Go <= 1.20 does, while a callback was suspended in C that later
    // decremented its call out.
    machine->public.calls_out = 0;
    machine->left_at = 0;
    sbs_current_machine = machine;
    sbs_active.attach(&machine->public, sp);

    stack_t signal_stack;
    sigaltstack(NULL, &signal_stack);
    if (signal_stack.ss_flags & SS_DISABLE) {
        signal_stack = sbs_pool_signal_stack(machine);
        machine->installed_signal_stack = sigaltstack(&signal_stack, NULL) == 0;
    }
    pthread_sigmask(SIG_SETMASK, &machine->saved_mask, NULL);
    machine->public.procid = sbs_thread_id();
    return machine;
}

void sbs_drop_machine(sbs_pooled_machine *machine)
{
    const sigset_t mask = machine->saved_mask;
    block_all_signals();
    if (sbs_active.detach != NULL) sbs_active.detach(&machine->public);
    if (machine->installed_signal_stack) {
        const stack_t disabled = { .ss_flags = SS_DISABLE };
        sigaltstack(&disabled, NULL);
        machine->installed_signal_stack = false;
    }
    atomic_fetch_add(&queries_of_dropped, machine->public.queries);
    void *const state = machine->public.state;
    if (sbs_active.state_size > 0) memset(state, 0, sbs_active.state_size);
    machine->public =
        (sbs_machine){ .id = machine->public.id, .margin = machine->public.margin, .state = state };
    sbs_current_machine = NULL;
    sbs_pool_put(machine);
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
}

void sbs_keep_until_thread_exit(sbs_pooled_machine *machine)
{
    pthread_setspecific(machine_key, machine);
}

sbs_machine *sbs_current(void)
{
    return sbs_current_machine ? &sbs_current_machine->public : NULL;
}

void sbs_drop_current(void)
{
    if (sbs_current_machine == NULL) return;
    pthread_setspecific(machine_key, NULL);
    sbs_drop_machine(sbs_current_machine);
}

uint64_t sbs_queries_so_far(void)
{
    return atomic_load(&queries_of_dropped) + sbs_pool_queries();
}
