// The scenarios' signal handlers. They allocate nothing and take no lock.

#include "platform.h"

#include "signal_actions.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "evidence.h"
#include "probe.h"
#include "queries/stack_queries.h"
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

// A millisecond apart: a fifth of a second.
enum { LOOKS_UNTIL_DEADLOCK = 200 };

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
    sbs_callback(count_callback, &handled);
    errno = error;
}

typedef struct sender {
    pthread_t target;
    int32_t target_id;
    uint64_t signals;
    _Atomic bool finished;
} sender;

// Whether a thread sleeps in the kernel, or false when that cannot be read. Waiting for a CPU is not sleep.
static bool sleeps(int32_t thread)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/task/%d/stat", thread);
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    char text[256];
    const ssize_t length = read(file, text, sizeof text - 1);
    close(file);
    if (length <= 0) return false;
    text[length] = '\0';
    const char *const name_end = strrchr(text, ')');
    return name_end != NULL && strncmp(name_end, ") S", 3) == 0;
}

// The target never sleeps but to wait for a lock, and no other thread holds one that it can wait for. So if
// it is asleep whenever we look, it holds the lock itself: nothing will ever wake it.
static void wait_until_handled(const sender *s, uint64_t before)
{
    for (int asleep = 0; atomic_load(&handled) == before;) {
        const struct timespec moment = { .tv_nsec = asleep > 0 ? 1000000 : 20000 };
        nanosleep(&moment, NULL);
        asleep = sleeps(s->target_id) ? asleep + 1 : 0;
        if (asleep == LOOKS_UNTIL_DEADLOCK) {
            sbs_evidence_deadlock("a query in a handler waits for the lock that the interrupted query holds");
            signal(SIGALRM, SIG_DFL);
            raise(SIGALRM);
        }
    }
}

static void *send_signals(void *argument)
{
    sender *const s = argument;
    for (uint64_t i = 0; i < s->signals; i++) {
        const uint64_t before = atomic_load(&handled);
        pthread_kill(s->target, SIGUSR1);
        wait_until_handled(s, before);
    }
    atomic_store(&s->finished, true);
    return NULL;
}

void sbs_storm_callbacks(void *argument)
{
    sbs_storm *const storm = argument;
    struct sigaction action, old;
    memset(&action, 0, sizeof action);
    action.sa_handler = call_back_in_signal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sbs_evidence_begin(storm->step);
    sigaction(SIGUSR1, &action, &old);
    atomic_store(&handled, 0);
    _Atomic uint64_t callbacks = 0;
    sender s = { .target = pthread_self(), .target_id = sbs_thread_id(), .signals = storm->signals };
    pthread_t thread;
    storm->error = pthread_create(&thread, NULL, send_signals, &s);
    if (storm->error == 0) {
        while (!atomic_load(&s.finished)) sbs_callback(count_callback, &callbacks);
        pthread_join(thread, NULL);
    }
    sigaction(SIGUSR1, &old, NULL);
    storm->callbacks = atomic_load(&callbacks);
    storm->handled = atomic_load(&handled);
    sbs_evidence_end(storm->step);
}
