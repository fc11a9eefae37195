// Callbacks that C never lets return.

#pragma once

#include "bounds_strategy.h"
#include "probe.h"

SBS_ASSUME_NONNULL_BEGIN

/// Makes a callback that calls out to C, which jumps to here (longjmp): it never ends, and the runtime is not
/// told.
void sbs_probe_left_by_jump(sbs_probe *probe);

SBS_ASSUME_NONNULL_END
