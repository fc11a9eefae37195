// What a program that cooperates tells the runtime about its stacks.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// The calling thread is about to switch to the stack `[lo, hi)`, or back to its own (0, 0). A program that
/// cooperates calls this before every switch. If the strategy is not interested, it costs one test. For a
/// thread that has not called back yet there is no machine to tell: its first callback finds out by itself.
void sbs_notify_switching(uintptr_t lo, uintptr_t hi);

/// The calling thread has switched to the stack `[lo, hi)`, or back to its own (0, 0). Call it on the new
/// stack, before anything calls back. Otherwise as `sbs_notify_switching`.
void sbs_notify_switched(uintptr_t lo, uintptr_t hi);

/// The stack `[lo, hi)` exists from now on (`present`), or is about to be freed. Any thread may call this,
/// but no signal handler. If the strategy is not interested, it costs one test.
void sbs_register_stack(uintptr_t lo, uintptr_t hi, bool present);

/// Whether the strategy wants to be told about switches, and about stacks.
bool sbs_wants_notifications(void);
bool sbs_wants_registrations(void);

SBS_ASSUME_NONNULL_END
