// The ring of coroutines of a program that cooperates. A separate loop, so that the machine code for
// strategies without notifications does not change.

#pragma once

#include "loops/measured_callback.h"
#include "switching/coroutine.h"

SBS_ASSUME_NONNULL_BEGIN

struct sbs_notified_ring;

/// A coroutine of a ring whose switches are notified, and its stack.
typedef struct sbs_notified_member {
    struct sbs_notified_ring *SBS_NULLABLE ring;
    sbs_coroutine *SBS_NULLABLE coroutine;
    uintptr_t lo;
    uintptr_t hi;
} sbs_notified_member;

/// As `sbs_ring`, in a program that reports every switch to the runtime, before and after. With
/// `callback.enters_runtime` false only the switches and the notifications remain.
typedef struct sbs_notified_ring {
    sbs_measured_callback callback;
    sbs_notified_member *SBS_NULLABLE members;
    uint32_t count;
    uint32_t next;
    bool own_stack_too;
} sbs_notified_ring;
void sbs_loop_notified_ring(void *SBS_NULLABLE state, uint64_t iterations);

/// The main function of the coroutines of such a ring; the argument is the `sbs_notified_member`.
void sbs_notified_ring_coroutine(sbs_coroutine *coroutine, void *SBS_NULLABLE member);

SBS_ASSUME_NONNULL_END
