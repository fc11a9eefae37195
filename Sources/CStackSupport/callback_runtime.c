// needMachine, dropMachine and the callback entry, after Go's runtime (proc.go, cgocall.go).
//
// What the model keeps of the system calls that Go makes when a C thread gets and drops an M:
//   needMachine: rt_sigprocmask x 3 (save, block, restore), sigaltstack x 2 (ask, install), gettid;
//   dropMachine: rt_sigprocmask x 2 (block, restore), sigaltstack (disable);
// nine in all, the same as Go 1.20 makes a callback. A thread that has a signal stack of its own keeps
// it, as in Go, and the two calls that install and disable the machine's are not made.

#include "callback_runtime.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "machine_pool.h"
#include "stack_queries.h"

#define UNLIKELY(condition) __builtin_expect(!!(condition), 0)

// Initial-exec: one fs-relative load, and no lazy allocation that a signal handler could trip over.
static _Thread_local sbs_pooled_machine *current __attribute__((tls_model("initial-exec")));

static sbs_strategy active;
static pthread_key_t machine_key;
static bool has_machine_key;
static _Atomic uint64_t queries_of_dropped;

static void drop_machine(sbs_pooled_machine *machine);

static void drop_at_thread_exit(void *machine)
{
    drop_machine(machine);
}

const char *sbs_runtime_start(const sbs_strategy *strategy)
{
    if (strategy->abi_version != SBS_ABI_VERSION) return "the strategy has another ABI version";
    if (strategy->attach == NULL || strategy->update == NULL) return "attach and update are required";
    // The key is made here and not on first use: keys below 32 need no allocation to be set.
    if (!has_machine_key && pthread_key_create(&machine_key, drop_at_thread_exit) != 0) {
        return "no pthread key is left";
    }
    has_machine_key = true;
    active = *strategy;
    atomic_store(&queries_of_dropped, 0);
    return sbs_pool_fill(&active) ? NULL : "no memory for the machines' state";
}

static void block_all_signals(void)
{
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, NULL);
}

// Runs in signal handlers: allocates nothing, takes no lock.
static __attribute__((noinline)) sbs_pooled_machine *need_machine(uintptr_t sp, bool in_signal)
{
    sigset_t mask;
    pthread_sigmask(SIG_SETMASK, NULL, &mask);
    block_all_signals();

    sbs_pooled_machine *const machine = sbs_pool_take();
    if (machine == NULL) {
        static const char message[] = "fatal: needm: every machine of the pool is in use\n";
        (void)!write(STDERR_FILENO, message, sizeof message - 1);
        _exit(2);
    }
    machine->saved_mask = mask;
    machine->public.serves_signal = in_signal;
    current = machine;
    active.attach(&machine->public, sp);

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

// Zeroes bounds, guard and confidence before the machine is free, so that whoever takes it refreshes.
// Runs in signal handlers: allocates nothing, takes no lock.
static __attribute__((noinline)) void drop_machine(sbs_pooled_machine *machine)
{
    const sigset_t mask = machine->saved_mask;
    block_all_signals();
    if (active.detach != NULL) active.detach(&machine->public);
    if (machine->installed_signal_stack) {
        const stack_t disabled = { .ss_flags = SS_DISABLE };
        sigaltstack(&disabled, NULL);
        machine->installed_signal_stack = false;
    }
    atomic_fetch_add(&queries_of_dropped, machine->public.queries);
    void *const state = machine->public.state;
    if (active.state_size > 0) memset(state, 0, active.state_size);
    machine->public = (sbs_machine){ .id = machine->public.id, .state = state };
    current = NULL;
    sbs_pool_put(machine);
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
}

// The callback proper: bounds, stack check, body.
static inline __attribute__((always_inline)) void run_callback(
    sbs_pooled_machine *machine, uintptr_t sp, sbs_body body, void *argument)
{
    machine->update(&machine->public, sp);
    if (UNLIKELY(sp < machine->public.guard)) sbs_fatal_morestack(&machine->public, sp);
    body(&machine->public, argument);
}

// A callback on a thread that has no machine. Out of line, so that the entry saves no register for it.
static __attribute__((noinline)) void callback_without_machine(
    uintptr_t sp, sbs_body body, void *argument)
{
    sbs_pooled_machine *const machine = need_machine(sp, false);
    if (active.lifetime == SBS_LIFETIME_THREAD) pthread_setspecific(machine_key, machine);
    run_callback(machine, sp, body, argument);
    if (active.lifetime == SBS_LIFETIME_CALLBACK) drop_machine(machine);
}

__attribute__((noinline)) void sbs_callback(sbs_body body, void *argument)
{
    const uintptr_t sp = sbs_stack_pointer();
    sbs_pooled_machine *const machine = current;
    if (UNLIKELY(machine == NULL)) {
        callback_without_machine(sp, body, argument);
        return;
    }
    run_callback(machine, sp, body, argument);
}

void sbs_callback_from_signal(sbs_body body, void *argument)
{
    sbs_pooled_machine *const before = current;
    sbs_pooled_machine *const machine = before ? before : need_machine(sbs_stack_pointer(), true);
    const uint32_t served_signal = machine->public.serves_signal;
    machine->public.serves_signal = 1;
    sbs_callback(body, argument);
    machine->public.serves_signal = served_signal;
    if (before == NULL) drop_machine(machine);
}

__attribute__((noinline)) void sbs_call_out(
    sbs_machine *machine, void (*function)(void *), void *argument)
{
    machine->calls_out += 1;
    function(argument);
    machine->calls_out -= 1;
}

__attribute__((noinline)) void sbs_check_stack(sbs_machine *machine)
{
    const uintptr_t sp = sbs_stack_pointer();
    if (UNLIKELY(sp < machine->guard)) sbs_fatal_morestack(machine, sp);
}

sbs_machine *sbs_current(void)
{
    return current ? &current->public : NULL;
}

void sbs_drop_current(void)
{
    if (current == NULL) return;
    pthread_setspecific(machine_key, NULL);
    drop_machine(current);
}

uint64_t sbs_queries_so_far(void)
{
    return atomic_load(&queries_of_dropped) + sbs_pool_queries();
}
