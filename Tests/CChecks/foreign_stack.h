// Stacks that the thread does not know, and functions that run on them. _GNU_SOURCE must be defined.

#pragma once

#include <stdint.h>
#include <sys/mman.h>
#include <ucontext.h>

enum { KIB = 1024, GUARD = 64 * KIB };

// A stack with its guard below it; the highest that is free below the place, or wherever the kernel wants it.
static void *map_stack(size_t size, char *place)
{
    const int flags = MAP_PRIVATE | MAP_ANONYMOUS | (place == NULL ? 0 : MAP_FIXED_NOREPLACE);
    char *start = MAP_FAILED;
    do {
        if (place != NULL) place -= size + GUARD;
        start = mmap(place, size + GUARD, PROT_NONE, flags, -1, 0);
    } while (start == MAP_FAILED);
    mprotect(start + GUARD, size, PROT_READ | PROT_WRITE);
    return start + GUARD;
}

// Below all of the calling thread's own, which is taken to be 8 MiB.
static void *map_stack_below(size_t size)
{
    char *const here = (char *)((uintptr_t)__builtin_frame_address(0) & -(uintptr_t)GUARD);
    return map_stack(size, here - 8 * KIB * KIB);
}

static void run_on_stack(void *stack, size_t size, void (*function)(void))
{
    ucontext_t outside, coroutine;
    getcontext(&coroutine);
    coroutine.uc_stack = (stack_t){ .ss_sp = stack, .ss_size = size };
    coroutine.uc_link = &outside;
    makecontext(&coroutine, function, 0);
    swapcontext(&outside, &coroutine);
}
