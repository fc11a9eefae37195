#include "platform.h"

#include "queries/stack_queries.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

sbs_bounds sbs_query_signal_stack(void)
{
    stack_t stack;
    if (sigaltstack(NULL, &stack) != 0 || !(stack.ss_flags & SS_ONSTACK)) return (sbs_bounds){ 0, 0 };
    return (sbs_bounds){ (uintptr_t)stack.ss_sp, (uintptr_t)stack.ss_sp + stack.ss_size };
}

#if defined(__linux__)
#include <sys/syscall.h>

int32_t sbs_thread_id(void)
{
    return (int32_t)syscall(SYS_gettid);
}

#else

int32_t sbs_thread_id(void)
{
    return (int32_t)getpid();
}

#endif

bool sbs_is_main_thread(void)
{
    return sbs_thread_id() == (int32_t)getpid();
}

#if defined(__APPLE__)

sbs_bounds sbs_query_thread_bounds(void)
{
    const pthread_t self = pthread_self();
    const uintptr_t hi = (uintptr_t)pthread_get_stackaddr_np(self);
    return (sbs_bounds){ hi - pthread_get_stacksize_np(self), hi };
}

#elif defined(__linux__)

// The same three calls as Go's x_cgo_getstackbound. In glibc this is one sched_getaffinity(2) on a pthread;
// on the main thread it also opens and parses /proc/self/maps, so the cost grows with the number of mappings.
sbs_bounds sbs_query_thread_bounds(void)
{
    pthread_attr_t attributes;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0) return (sbs_bounds){ 0, 0 };
    void *lo = NULL;
    size_t size = 0;
    const int error = pthread_attr_getstack(&attributes, &lo, &size);
    pthread_attr_destroy(&attributes);
    if (error != 0) return (sbs_bounds){ 0, 0 };
    return (sbs_bounds){ (uintptr_t)lo, (uintptr_t)lo + size };
}

#else

sbs_bounds sbs_query_thread_bounds(void)
{
    return (sbs_bounds){ 0, 0 };
}

#endif
