// The entry of a real runtime, where the measured loops otherwise enter the model.
//
// The loops are compiled twice, the second time by loops/real/real_loops.c with SBS_ENTERS_REAL_RUNTIME: so
// both are the same loops, and the machine code of those that enter the model is what it would be without the
// others.

#pragma once

#include <stdbool.h>

#include "loops/callback_bodies.h"
#include "real_runtime.h"

SBS_ASSUME_NONNULL_BEGIN

/// The runtime that the loops of this process enter.
typedef struct sbs_real_entry {
    /// NULL where it is the model.
    const sbs_real_runtime *SBS_NULLABLE runtime;
    /// The runtime's own, except while callbacks are recorded.
    sbs_callback_end (*SBS_NULLABLE callback)(void);
    sbs_callback_end (*SBS_NULLABLE callback_out)(
        void (*function)(void *SBS_NULLABLE), void *SBS_NULLABLE argument);
    /// Whether a callback of a loop ended in another way than it should, on any thread. What such a loop took
    /// is not the time of callbacks.
    bool has_failed;
} sbs_real_entry;
extern sbs_real_entry sbs_real;

/// Notes how a callback of a loop ended.
static inline __attribute__((always_inline)) void sbs_note_end(sbs_callback_end end)
{
    if (__builtin_expect(end != SBS_CALLBACK_DONE, 0)) sbs_real.has_failed = true;
}

/// Whether a callback of a loop of this process failed.
bool sbs_real_callbacks_failed(void);

/// Makes the loops of this process enter a runtime, which has been started.
void sbs_enter_real_runtime(const sbs_real_runtime *runtime);

/// Whether they enter one.
bool sbs_enters_real_runtime(void);

/// Records where each callback comes from, in a log of observations without bounds and queries; NULL ends
/// that. A recorded callback calls out to C, where the runtime can, which proves that it arrived. The process
/// aborts with one line if a runtime refuses a callback.
void sbs_record_real_callbacks(sbs_observation_log *SBS_NULLABLE log);

/// Says that the runtime refused a callback, in its own words, and aborts.
void sbs_real_callback_refused(void) __attribute__((noreturn));

/// Attaches the calling thread to the runtime, if there is one and it wants that. Ends the process with a
/// message when it cannot be attached.
void sbs_attach_to_real_runtime(void);

/// The calling thread, which was attached, is about to end.
void sbs_detach_from_real_runtime(void);

#if defined(SBS_ENTERS_REAL_RUNTIME)
/// The name of a loop, or of another function that enters the runtime.
#define SBS_LOOP(name) name##_real
/// Makes a callback. The body that the model would run is not needed: the runtime has its own.
#define SBS_ENTER(body, argument) ((void)(body), (void)(argument), sbs_note_end(sbs_real.callback()))
#else
#define SBS_LOOP(name) name
#define SBS_ENTER(body, argument) sbs_callback(body, argument)
#endif

SBS_ASSUME_NONNULL_END
