// What explored programs do to their stacks and threads.

#pragma once

#include <pthread.h>

#include "exploration.h"

// Frees a stack on which nothing runs and maps another one with the same top, with a new coroutine. Returns
// 0 or an error number.
int sbs_remap_stack(sbs_explored_stack *stack, sbs_switch kind, bool registers);

// Starts a thread on the stack [lo, hi). Returns 0 or an error number.
int sbs_start_thread(pthread_t *thread, uintptr_t lo, uintptr_t hi, void *(*main)(void *));
