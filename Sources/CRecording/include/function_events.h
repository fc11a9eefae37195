// Names that the kernel gives to calls of functions of other programs (Documentation/trace/uprobetracer.rst).
// A name does nothing by itself: only a perf event of it sets a trap, and only in the processes that are
// recorded.
//
// The events of the PMU `uprobe` need no name, but the kernel copies their path again from the memory of
// every thread that inherits one, and clone(2) fails where it cannot (Linux 6.18).

#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// A tracefs of this process's own, gone when it is closed.
///
/// - Returns: a descriptor, or the negated error number.
int sbs_function_events_open(void);

/// Gives a name to the calls of the function at an offset of a file, or to its returns.
///
/// - Returns: the number of the name's perf event, or the negated error number.
int sbs_function_event_add(
    int events, const char *group, const char *name, int file, uint64_t offset, bool is_return);

/// Takes the name away, which fails while somebody uses it.
int sbs_function_event_remove(int events, const char *group, const char *name);

SBS_ASSUME_NONNULL_END
