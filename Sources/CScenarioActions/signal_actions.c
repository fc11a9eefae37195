// The scenarios' signal handlers. They allocate nothing and take no lock.

#include "platform.h"

#include "signal_actions.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

#include "probe.h"
#include "runtime/callback_entry.h"

static void *_Atomic probe_in_handler;

static void probe_in_signal(int number)
{
    (void)number;
    sbs_make_probe(atomic_load(&probe_in_handler));
}

int sbs_probe_on_signal_stack(uintptr_t lo, uintptr_t hi, bool autodisarm, void *probe)
{
    stack_t stack = { .ss_sp = (void *)lo, .ss_size = hi - lo };
#if defined(SBS_SS_AUTODISARM)
    if (autodisarm) stack.ss_flags = (int)SBS_SS_AUTODISARM;
#else
    if (autodisarm) return ENOTSUP;
#endif
    stack_t before;
    if (sigaltstack(&stack, &before) != 0) return errno;
    struct sigaction action, old;
    memset(&action, 0, sizeof action);
    action.sa_handler = probe_in_signal;
    action.sa_flags = SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    atomic_store(&probe_in_handler, probe);
    sigaction(SIGUSR1, &action, &old);
    pthread_kill(pthread_self(), SIGUSR1);
    sigaction(SIGUSR1, &old, NULL);
    sigaltstack(&before, NULL);
    return 0;
}

// MARK: storm

static _Atomic uint64_t handled;

static void count_callback(sbs_machine *machine, void *counter)
{
    sbs_check_stack(machine);
    atomic_fetch_add((_Atomic uint64_t *)counter, 1);
}

static void call_back_in_signal(int number)
{
    (void)number;
    const int error = errno;
    sbs_callback_from_signal(count_callback, &handled);
    errno = error;
}

typedef struct sender {
    pthread_t target;
    uint64_t signals;
    _Atomic bool finished;
} sender;

static void *send_signals(void *argument)
{
    sender *const s = argument;
    for (uint64_t i = 0; i < s->signals; i++) {
        const uint64_t before = atomic_load(&handled);
        pthread_kill(s->target, SIGUSR1);
        while (atomic_load(&handled) == before) {
            const struct timespec moment = { .tv_nsec = 20000 };
            nanosleep(&moment, NULL);
        }
    }
    atomic_store(&s->finished, true);
    return NULL;
}

int sbs_storm_callbacks(uint64_t signals, sbs_storm *storm)
{
    struct sigaction action, old;
    memset(&action, 0, sizeof action);
    action.sa_handler = call_back_in_signal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(SIGUSR1, &action, &old);
    atomic_store(&handled, 0);
    _Atomic uint64_t callbacks = 0;
    sender s = { .target = pthread_self(), .signals = signals };
    pthread_t thread;
    const int error = pthread_create(&thread, NULL, send_signals, &s);
    if (error == 0) {
        while (!atomic_load(&s.finished)) sbs_callback(count_callback, &callbacks);
        pthread_join(thread, NULL);
    }
    sigaction(SIGUSR1, &old, NULL);
    storm->callbacks = atomic_load(&callbacks);
    storm->handled = atomic_load(&handled);
    return error;
}
