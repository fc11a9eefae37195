#include "platform.h"

#include "threads_on_stacks.h"

int sbs_start_thread(pthread_t *thread, uintptr_t lo, uintptr_t hi, void *(*main)(void *))
{
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    int error = pthread_attr_setstack(&attributes, (void *)lo, hi - lo);
    if (error == 0) error = pthread_create(thread, &attributes, main, NULL);
    pthread_attr_destroy(&attributes);
    return error;
}
