// Nested callbacks.

#pragma once

#include "loops/measured_callback.h"

SBS_ASSUME_NONNULL_BEGIN

/// Callbacks nested `depth` deep: each body but the innermost calls out to C, which calls back. An
/// iteration is a chain of depth + 1 callbacks.
typedef struct sbs_nested {
    sbs_measured_callback callback;
    uint32_t depth;
} sbs_nested;
void sbs_loop_nested(void *SBS_NULLABLE state, uint64_t iterations);
void sbs_loop_nested_real(void *SBS_NULLABLE state, uint64_t iterations);

/// One iteration, from the caller's stack.
void sbs_nested_chain(const sbs_nested *nested);
void sbs_nested_chain_real(const sbs_nested *nested);

SBS_ASSUME_NONNULL_END
