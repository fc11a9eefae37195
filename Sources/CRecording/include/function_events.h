// Names that the kernel gives to calls of functions of other programs (Documentation/trace/uprobetracer.rst).
// A name does nothing by itself: only a perf event of it sets a trap, and only in the processes that are
// recorded.
//
// The events of the PMU `uprobe` need no name, but the kernel copies their path again from the memory of
// every thread that inherits one, and clone(2) fails where it cannot (Linux 6.18).

#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// A tracefs of this process's own, gone when it is closed.
///
/// - Returns: a descriptor, or the negated error number.
int sbs_function_events_open(void);

/// Gives a name, `p` and the number, to the calls of the function at an offset of a file, or to its returns.
///
/// - Returns: the number of the name's perf event, or the negated error number.
int sbs_function_event_add(
    int events, const char *group, unsigned number, int file, uint64_t offset, bool is_return);

/// Takes the name away, which fails while somebody uses it.
///
/// - Returns: 0 or the negated error number.
int sbs_function_event_remove(int events, const char *group, unsigned number);

/// A process that waits for the end of this one.
typedef struct sbs_event_guard {
    pid_t pid;
    int watched;  ///< Closed by `sbs_event_guard_end`, or by the kernel.
} sbs_event_guard;

/// Starts a process that takes all names of a group away, numbered from 0, when this one closes the guard or
/// ends, however that is: a name is not gone with its process as a perf event is.
///
/// - Returns: 0 or the negated error number.
int sbs_event_guard_start(int events, const char *group, sbs_event_guard *guard);

/// Has it take the names away, and waits until they are gone. Their perf events must have been closed.
void sbs_event_guard_end(const sbs_event_guard *guard);

SBS_ASSUME_NONNULL_END
