// A call further down the stack.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// Calls `function` with SP lowered by `bytes` (rounded up to 16), so that a measurement can be made at
/// many positions of the stack relative to pages and cache sets.
void sbs_with_stack_offset(size_t bytes, void (*function)(void *SBS_NULLABLE), void *SBS_NULLABLE argument);

SBS_ASSUME_NONNULL_END
