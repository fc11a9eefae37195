// Probes of other programs, as perf events, and the rings in which they report. Each event belongs to a CPU,
// as the kernel gives an inherited event no ring otherwise.
//
// Functions return what the system call returned, or the negated error number.

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// What makes an event.
typedef enum sbs_probe_kind {
    SBS_PROBE_NOTHING = 0,     ///< Nothing but news of mappings and tasks.
    SBS_PROBE_FUNCTION = 1,    ///< The event of a name of `function_events.h`.
    SBS_PROBE_BREAKPOINT = 2,  ///< A hardware breakpoint.
    SBS_PROBE_ANCHOR = 3,      ///< Nothing at all.
} sbs_probe_kind;

/// A probe.
typedef struct sbs_event_probe {
    sbs_probe_kind kind;
    /// The number of the event, or the address of the breakpoint.
    uint64_t place;
    /// Whether it is off until `sbs_probe_begin`, or until the program executes another.
    bool waits;
    bool begins_at_exec;
    /// Whether tasks that the program starts are probed too.
    bool inherits;
} sbs_event_probe;

/// Opens a probe of a task on one CPU (-1 for any), for the task 0 of the caller.
///
/// - Returns: a descriptor, closed when this process executes another program.
int sbs_probe_open(const sbs_event_probe *probe, pid_t task, int cpu);

/// The number that stands for the event in its records.
int sbs_probe_identifier(int descriptor, uint64_t *identifier);

/// Switches an event on that waits, and all that inherited it.
int sbs_probe_begin(int descriptor);

/// Switches an event off, and all that inherited it, until `sbs_probe_begin`.
int sbs_probe_pause(int descriptor);

/// Makes an event of the same CPU report in the ring of another.
int sbs_probe_share_ring(int descriptor, int owner);

/// The ring of an event.
typedef struct sbs_event_ring {
    void *SBS_NULLABLE memory;
    size_t pages;
} sbs_event_ring;

/// Maps a ring of `pages`, a power of two, beside its header.
int sbs_event_ring_map(sbs_event_ring *ring, int descriptor, size_t pages);

/// Unmaps it.
void sbs_event_ring_unmap(sbs_event_ring *ring);

/// Takes what is in the ring, as much as fits.
///
/// - Returns: bytes, a multiple of 8; a record may be cut off at the end, and continues in the next read.
size_t sbs_event_ring_read(const sbs_event_ring *ring, void *buffer, size_t capacity);

/// A function for probes of this process to hit, which begins like most.
void sbs_probe_target(void);

SBS_ASSUME_NONNULL_END
