// Overflows that nobody checks for: a handler of SIGSEGV on the signal stack tells them from other faults.

#pragma once

#include "bounds_strategy.h"
#include "queries/stack_queries.h"

SBS_ASSUME_NONNULL_BEGIN

/// From now on a SIGSEGV on a thread with a machine is the fatal error `stack overflow`, if the address is in
/// the machine's guard region, or within 64 KiB below SP or 4 KiB above it. Any other fault goes to the
/// handler that was there before. The state of the strategy must begin with an `sbs_bounds`, the guard
/// region, or zeros. Installed once per process; async-signal-safe.
void sbs_watch_faults(void);

/// Makes the lowest page of a stack inaccessible, and the part of the main thread's stack above it grow down
/// to it. Zeros when that cannot be: the stack is not known, too little of it is left below SP, or it is the
/// main thread's and larger than 64 MiB.
sbs_bounds sbs_protect_lowest_page(sbs_bounds stack);

/// Makes a region accessible again; does nothing for zeros.
void sbs_unprotect(sbs_bounds region);

SBS_ASSUME_NONNULL_END
