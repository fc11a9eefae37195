// Callbacks at changing depth.

#pragma once

#include "loops/measured_callback.h"

SBS_ASSUME_NONNULL_BEGIN

enum {
    SBS_DEPTH_LEVELS = 64,         ///< Frames between the shallowest and the deepest callback.
    SBS_DEPTH_FRAME_BYTES = 4096,  ///< Stack that one frame takes, so 256 KiB in all.
};

/// One callback per iteration, each one frame deeper or shallower than the one before, by a fair coin, except
/// that it stays put at the ends. Starts at a random level.
typedef struct sbs_depth {
    sbs_measured_callback callback;
    uint64_t random;  // xorshift state, not 0
    uint64_t remaining;
    uint32_t start;
} sbs_depth;
void sbs_loop_depth(void *SBS_NULLABLE state, uint64_t iterations);
void sbs_loop_depth_real(void *SBS_NULLABLE state, uint64_t iterations);

SBS_ASSUME_NONNULL_END
