// Threads on memory that the program gives them.

#pragma once

#include <pthread.h>
#include <stdint.h>

// Starts a thread on the stack [lo, hi). Returns 0 or an error number.
int sbs_start_thread(pthread_t *thread, uintptr_t lo, uintptr_t hi, void *(*main)(void *));
