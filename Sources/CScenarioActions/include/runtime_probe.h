// A callback of a scenario into the real runtime of the process (loops/real_entry.h).
// Like sbs_make_probe, it only reports: what the runtime does with the stack is its own.

#pragma once

#include "bounds_strategy.h"
#include "switching/coroutine.h"

SBS_ASSUME_NONNULL_BEGIN

/// One callback. Its body does nothing, unless a member says otherwise.
typedef struct sbs_runtime_probe {
    uint32_t step;  ///< Its number in the evidence.
    /// If not 0: it is made again and again for this time, as long as it does what it should.
    uint64_t nanoseconds;
    /// If not 0: recurse so deep; UINT64_MAX: until the runtime reports an overflow.
    uint64_t levels;
    /// C that the callback calls, and its argument.
    void (*SBS_NULLABLE call_out)(void *SBS_NULLABLE);
    void *SBS_NULLABLE argument;
} sbs_runtime_probe;

/// Makes the callback from the stack that the caller is on, and reports when it begins and how it ended. The
/// argument is an `sbs_runtime_probe`; the runtime can do what it asks for.
void sbs_make_runtime_probe(void *SBS_NULLABLE probe);

/// Main function of a coroutine that makes the callback that its argument, an `sbs_runtime_probe **`, points
/// to at each resume.
void sbs_runtime_probe_coroutine(sbs_coroutine *coroutine, void *SBS_NULLABLE next);

SBS_ASSUME_NONNULL_END
