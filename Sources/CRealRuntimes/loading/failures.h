// A runtime's words about its first callback that failed. Written at most once, by whichever thread fails
// first.

#pragma once

#include <stdatomic.h>

enum { SBS_FAILURE_FREE, SBS_FAILURE_BEING_WRITTEN, SBS_FAILURE_WRITTEN };

/// Zeroed before use.
typedef struct sbs_first_failure {
    atomic_int state;
    char text[512];
} sbs_first_failure;

/// Keeps the text, as one line, unless there is one already.
__attribute__((format(printf, 2, 3))) void sbs_keep_failure(
    sbs_first_failure *failure, const char *format, ...);

/// The text, or NULL.
const char *sbs_kept_failure(sbs_first_failure *failure);
