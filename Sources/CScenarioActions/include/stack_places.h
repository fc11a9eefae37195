// Where scenarios put stacks and stray SPs, and where the main thread's stack ends.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// Calls `function(block, argument)` with a block of `bytes` in this call's frame, at a multiple of 16.
void sbs_with_frame_block(
    size_t bytes, void (*function)(void *block, void *SBS_NULLABLE argument), void *SBS_NULLABLE argument);

/// The end of 64 KiB of initialised data, where a stray write to SP may point.
uintptr_t sbs_data_area_end(void);

/// One past the highest address of frames on the main thread's stack: the end of the page that holds argc,
/// which glibc takes for the end of the stack. 0 when it is not known.
uintptr_t sbs_main_stack_end(void);

SBS_ASSUME_NONNULL_END
