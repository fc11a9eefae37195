#include "platform.h"

#include "loops/loop_thread_churn.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loops/measured_callback.h"

__attribute__((noinline)) void *SBS_LOOP(sbs_measured_thread)(void *callback)
{
#if defined(SBS_ENTERS_REAL_RUNTIME)
    if (((const sbs_measured_callback *)callback)->enters_runtime) {
        sbs_attach_to_real_runtime();
        sbs_note_end(sbs_real.callback());
        sbs_detach_from_real_runtime();
    }
#else
    sbs_make_measured_callback(callback);
#endif
    return NULL;
}

void SBS_LOOP(sbs_loop_thread_churn)(void *state, uint64_t iterations)
{
    for (uint64_t i = 0; i < iterations; i++) {
        pthread_t thread;
        const int error = pthread_create(&thread, NULL, SBS_LOOP(sbs_measured_thread), state);
        if (error != 0) {
            fprintf(stderr, "thread-churn: pthread_create: %s\n", strerror(error));
            exit(1);
        }
        pthread_join(thread, NULL);
    }
}
