// Threads that end in the middle of a callback.

#include "platform.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <unistd.h>

#include "abandonment.h"
#include "queries/stack_queries.h"
#include "threads_on_stacks.h"

#if defined(__ANDROID__)

int sbs_run_ending_thread(sbs_ending_thread *thread)
{
    (void)thread;
    return ENOTSUP;  // no pthread_cancel
}

#else

static sbs_ending_thread *this;
static pthread_key_t key;
static sem_t is_inside;

static void end(void *unused)
{
    (void)unused;
    sem_post(&is_inside);
    switch (this->end) {
    case SBS_END_EXIT: pthread_exit(NULL);
    case SBS_END_CANCELLED:
        for (;;) pause();
    case SBS_END_INTERRUPTED:
        pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, NULL);
        for (;;) __asm__ volatile("");
    }
}

static void destroy(void *probe)
{
    sbs_make_probe(probe);
}

static void *run(void *unused)
{
    (void)unused;
    this->procid = sbs_thread_id();
    pthread_setspecific(key, this->last);
    sbs_make_probe(this->first);
    this->left->call_out = end;
    sbs_make_probe(this->left);
    return NULL;
}

int sbs_run_ending_thread(sbs_ending_thread *thread)
{
    this = thread;
    // After the runtime's key, so that the runtime's destructor runs first.
    int error = pthread_key_create(&key, destroy);
    if (error != 0) return error;
    sem_init(&is_inside, 0, 0);
    pthread_t ending;
    error = sbs_start_thread(&ending, thread->lo, thread->hi, run);
    if (error == 0) {
        while (sem_wait(&is_inside) != 0) {
        }
        if (thread->end != SBS_END_EXIT) pthread_cancel(ending);
        pthread_join(ending, NULL);
    }
    pthread_key_delete(key);
    return error;
}

#endif
