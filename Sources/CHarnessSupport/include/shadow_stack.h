// Whether the processor keeps a second, protected stack of return addresses for this thread: Intel's and
// AMD's SHSTK (CET), Arm's GCS.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// 1 if it does, 0 if not or if the kernel has none of that, or a negative error number where the question
/// itself is refused. Asks the kernel (arch_prctl or prctl).
int sbs_shadow_stack_status(void);

SBS_ASSUME_NONNULL_END
