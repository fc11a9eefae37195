// The callback that a measured loop makes again and again.

#pragma once

#include "loops/real_entry.h"
#include "runtime/callback_entry.h"

SBS_ASSUME_NONNULL_BEGIN

/// A callback, or the control that it is compared with: everything else that the loop does.
typedef struct sbs_measured_callback {
    sbs_body body;
    void *SBS_NULLABLE argument;
    bool enters_runtime;  ///< False in a control.
} sbs_measured_callback;

#define SBS_BARRIER() __asm__ volatile("" ::: "memory")

/// Makes the callback; a control passes a compiler barrier instead.
static inline __attribute__((always_inline)) void sbs_make_measured_callback(
    const sbs_measured_callback *callback)
{
    if (callback->enters_runtime) {
        SBS_ENTER(callback->body, callback->argument);
    } else {
        SBS_BARRIER();
    }
}

SBS_ASSUME_NONNULL_END
