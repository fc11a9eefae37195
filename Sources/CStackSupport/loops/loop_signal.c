#include "platform.h"

#include "loops/loop_signal.h"

#include <pthread.h>
#include <signal.h>

#include "runtime/machine_lifetime.h"

// The callback of the loop running on this thread, because a handler has no argument.
static _Thread_local const sbs_measured_callback *current_callback __attribute__((tls_model("initial-exec")));

__attribute__((noinline)) void sbs_measured_handler(
    const sbs_measured_callback *callback, void (*entry)(sbs_body, void *))
{
    if (callback->enters_runtime) {
        entry(callback->body, callback->argument);
    } else {
        SBS_BARRIER();
    }
}

void sbs_signal_handler(int number)
{
    (void)number;
    if (current_callback != NULL) sbs_measured_handler(current_callback, sbs_callback);
}

void sbs_badsignal_handler(int number)
{
    (void)number;
    if (current_callback != NULL) sbs_measured_handler(current_callback, sbs_callback_from_signal);
}

void sbs_loop_signal(void *state, uint64_t iterations)
{
    current_callback = state;
    const pthread_t self = pthread_self();
    for (uint64_t i = 0; i < iterations; i++) pthread_kill(self, SIGUSR1);
    current_callback = NULL;
}

void sbs_loop_badsignal(void *state, uint64_t iterations)
{
    sbs_drop_current();
    sbs_loop_signal(state, iterations);
}
