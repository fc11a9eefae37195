// The bodies that run inside measured callbacks.

#pragma once

#include "runtime/callback_entry.h"

SBS_ASSUME_NONNULL_BEGIN

/// A compiler barrier and nothing else, so that no callback waits for the memory of the one before it.
void sbs_body_plain(sbs_machine *machine, void *SBS_NULLABLE argument);

/// What a callback saw, as recorded by `sbs_body_record`.
typedef struct sbs_observation {
    uintptr_t sp;  // on the stack that C called on
    uintptr_t lo;
    uintptr_t hi;
    uint64_t queries;
    int32_t procid;
    uint32_t calls_out;
    uint32_t confidence;
} sbs_observation;

/// Where `sbs_body_record` writes. `count` continues past `capacity`. Only the index is atomic, which lets
/// callbacks of several threads share a log.
typedef struct sbs_observation_log {
    sbs_observation *SBS_NULLABLE observations;
    uint64_t capacity;
    uint64_t count;
} sbs_observation_log;

/// Records an observation in the `sbs_observation_log` that `argument` points to.
void sbs_body_record(sbs_machine *machine, void *SBS_NULLABLE argument);

SBS_ASSUME_NONNULL_END
