// Evidence in memory that two processes share, for callbacks by the thousand: no text, and no system call.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// What an entry says; the functions of evidence.h.
typedef enum sbs_log_kind {
    SBS_LOG_BEGIN = 1,
    SBS_LOG_SEEN = 2,
    SBS_LOG_MOVED = 3,
    SBS_LOG_OVERRUN = 4,
    SBS_LOG_END = 5,
    SBS_LOG_FAULT = 6,  ///< `sp` is the address of the fault.
    SBS_LOG_DONE = 7,
    SBS_LOG_BROKEN = 8,  ///< The system refused something, by the error number `phase`.
    SBS_LOG_LOST = 9,    ///< `step` of the `sbs_lost` that `phase` is.
} sbs_log_kind;

/// One thing that a process reported. Members that a kind does not have are 0.
typedef struct sbs_log_entry {
    uint32_t kind;  ///< An `sbs_log_kind`.
    uint32_t step;
    uint32_t phase;
    uint32_t confidence;
    uint32_t calls_out;
    uint32_t reserved;
    uint64_t queries;
    uintptr_t sp;
    uintptr_t lo;
    uintptr_t hi;
} sbs_log_entry;

enum { SBS_LOG_ENTRIES = 128 };

/// What a process reported, in order. More than there is room for is left out.
typedef struct sbs_evidence_log {
    uint32_t count;
    sbs_log_entry entries[SBS_LOG_ENTRIES];
} sbs_evidence_log;

/// From now on evidence of this process goes to `log`, not to its channel.
void sbs_evidence_use_log(sbs_evidence_log *log);

/// Adds an entry; returns false when there is no log.
bool sbs_evidence_add(sbs_log_entry entry);

SBS_ASSUME_NONNULL_END
