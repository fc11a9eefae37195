// Queries about stacks that the system answers.

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The stack `[lo, hi)`; both 0 when it is not known.
typedef struct sbs_bounds {
    uintptr_t lo;
    uintptr_t hi;
} sbs_bounds;

/// What pthread says about the calling thread's stack; zeros when the platform has no such call or the call
/// failed, which is not an error. Not async-signal-safe: takes a lock and allocates.
sbs_bounds sbs_query_thread_bounds(void);

/// The signal stack that the calling thread is running on; zeros when it is on none, or on one that disarms
/// itself (SS_AUTODISARM). One system call, async-signal-safe.
sbs_bounds sbs_query_signal_stack(void);

/// Kernel thread id of the caller (the process id where threads have none). One system call.
int32_t sbs_thread_id(void);

/// Whether the caller is the thread that the process started with: two system calls.
bool sbs_is_main_thread(void);

/// The stack pointer of the caller.
static inline __attribute__((always_inline)) uintptr_t sbs_stack_pointer(void)
{
    uintptr_t sp;
#if defined(__x86_64__)
    __asm__ volatile("movq %%rsp, %0" : "=r"(sp));
#elif defined(__aarch64__)
    __asm__ volatile("mov %0, sp" : "=r"(sp));
#else
    sp = (uintptr_t)__builtin_frame_address(0);
#endif
    return sp;
}
