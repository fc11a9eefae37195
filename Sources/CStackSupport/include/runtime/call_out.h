// The way out: the runtime calls C.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// Calls C from the runtime; the function may call back.
void sbs_call_out(sbs_machine *machine, void (*function)(void *SBS_NULLABLE), void *SBS_NULLABLE argument);

/// In a callback: an SP on the stack that C called on, which is not the caller's own if the strategy moved
/// the callback to another one.
uintptr_t sbs_callers_sp(const sbs_machine *machine);

SBS_ASSUME_NONNULL_END
