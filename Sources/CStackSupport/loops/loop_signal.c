#include "platform.h"

#include "loops/loop_signal.h"

#include <pthread.h>
#include <signal.h>

// The visit of the loop that runs on this thread: a handler has no argument.
static _Thread_local const sbs_visit *current_visit __attribute__((tls_model("initial-exec")));

__attribute__((noinline)) void sbs_measured_handler(const sbs_visit *visit)
{
    if (visit->callback) {
        sbs_callback_from_signal(visit->body, visit->argument);
    } else {
        SBS_BARRIER();
    }
}

void sbs_signal_visit(int number)
{
    (void)number;
    if (current_visit != NULL) sbs_measured_handler(current_visit);
}

void sbs_loop_signal(void *state, uint64_t iterations)
{
    current_visit = state;
    const pthread_t self = pthread_self();
    for (uint64_t i = 0; i < iterations; i++) pthread_kill(self, SIGUSR1);
    current_visit = NULL;
}
