// Callbacks from one frame.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// Repeated callbacks from the same frame. State: sbs_measured_callback.
void sbs_loop_plain(void *SBS_NULLABLE state, uint64_t iterations);
void sbs_loop_plain_real(void *SBS_NULLABLE state, uint64_t iterations);

SBS_ASSUME_NONNULL_END
