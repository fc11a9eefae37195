#include "platform.h"

#include "loops/loop_thread_churn.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loops/measured_callback.h"

__attribute__((noinline)) void *sbs_measured_thread(void *callback)
{
    sbs_make_measured_callback(callback);
    return NULL;
}

void sbs_loop_thread_churn(void *state, uint64_t iterations)
{
    for (uint64_t i = 0; i < iterations; i++) {
        pthread_t thread;
        const int error = pthread_create(&thread, NULL, sbs_measured_thread, state);
        if (error != 0) {
            fprintf(stderr, "thread-churn: pthread_create: %s\n", strerror(error));
            exit(1);
        }
        pthread_join(thread, NULL);
    }
}
