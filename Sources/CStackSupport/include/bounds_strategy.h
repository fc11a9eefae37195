// The contract between the runtime and a stack-bounds strategy: what a machine records, and the
// functions that a strategy supplies. Everything a plug-in needs is in this file.

#ifndef SBS_BOUNDS_STRATEGY_H
#define SBS_BOUNDS_STRATEGY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// For Swift and clang's checks: only pointers marked nullable may be NULL.
#if defined(__clang__)
#define SBS_NULLABLE _Nullable
#define SBS_ASSUME_NONNULL_BEGIN _Pragma("clang assume_nonnull begin")
#define SBS_ASSUME_NONNULL_END _Pragma("clang assume_nonnull end")
#else
#define SBS_NULLABLE
#define SBS_ASSUME_NONNULL_BEGIN
#define SBS_ASSUME_NONNULL_END
#endif

SBS_ASSUME_NONNULL_BEGIN

/// Version of the structs in this file. A strategy built for a different version is not run. Version 2 added
/// `enter`, `leave` and `overflow`.
#define SBS_ABI_VERSION 2u

/// Go's stackGuard on Linux: a frame of the runtime whose SP is not more than this above the low end is
/// fatal.
#define SBS_FRAME_GUARD ((uintptr_t)928)
/// Bytes from SP at the entry of a callback to the highest frame that Go compares with its guard.
///
/// Measured: with the window of Go 1.21 recorded, second callbacks die that come from 31,680 to 32,704 bytes
/// below the first, in steps of 64 bytes; SP - 192 <= lo + 928 gives just that.
#define SBS_CHECKED_FRAME ((uintptr_t)192)
/// Bytes between the low end of the recorded stack and the guard that a machine records, which SP at the
/// entry is compared with: SP < lo + 928 + 192 + 1.
#define SBS_STACK_GUARD ((uintptr_t)1121)

/// The *window*, a guess around SP when nothing better is known: Go assumes at least 32 KiB below, and 1 KiB
/// above for the frames that led here.
#define SBS_WINDOW_BELOW ((uintptr_t)32768)
#define SBS_WINDOW_ABOVE ((uintptr_t)1024)

/// What is known about recorded bounds.
typedef enum sbs_confidence {
    SBS_CONFIDENCE_NONE = 0,         ///< Nothing is recorded.
    SBS_CONFIDENCE_ESTIMATE = 1,     ///< A guess around SP.
    SBS_CONFIDENCE_UPPER_BOUND = 2,  ///< The true stack is inside the bounds.
    SBS_CONFIDENCE_EXACT = 3,        ///< A reliable source gave them.
} sbs_confidence;

/// The part of a machine (Go's M with its g0 stack) that strategies and callback bodies see.
///
/// SP is in bounds exactly when `sp > lo && sp <= hi`.
typedef struct sbs_machine {
    uintptr_t lo;              ///< Lowest address of the recorded stack; 0 before the first update.
    uintptr_t hi;              ///< One past the highest address of the recorded stack.
    uintptr_t guard;           ///< A callback whose SP at the entry is below this is fatal.
    uint32_t confidence;       ///< An `sbs_confidence`.
    uint32_t calls_out;        ///< Calls from the runtime into C in progress (Go's ncgo).
    uint32_t id;               ///< Number of the machine, from 1.
    int32_t procid;            ///< Kernel thread id; 0 while the machine is in the pool.
    uint32_t serves_signal;    ///< 1 while the runtime's own signal handler calls, else 0. C's handlers are
                               ///< not known to be handlers.
    uint32_t margin;           ///< Bytes from `lo + SBS_STACK_GUARD` up to `guard`; 0 by default.
    uint64_t stamp;            ///< For the strategy: a mark on the bounds, saved and restored with them.
    uint64_t queries;          ///< Queries made to the system since the machine was attached.
    void *SBS_NULLABLE state;  ///< `state_size` bytes for the strategy, zeroed before `attach`.
} sbs_machine;

/// Keep the machine for the life of its thread (Go >= 1.21).
#define SBS_LIFETIME_THREAD 0u
/// Drop the machine when the outermost callback returns (Go <= 1.20).
#define SBS_LIFETIME_CALLBACK 1u

/// When a callback restores, at its end, the bounds that it found at its start.
typedef enum sbs_restore {
    SBS_RESTORE_OFF = 0,     ///< Never: what the update recorded stays (Go before 1.23.5).
    SBS_RESTORE_ON = 1,      ///< Always, at the end of the outermost callback too (Go >= 1.23.5).
    SBS_RESTORE_NESTED = 2,  ///< When the runtime is further up: after each call out, in whatever order
                             ///< calls out end, and after callbacks from signal handlers.
} sbs_restore;

/// What a callback does when calls out are in progress and its SP is outside the recorded bounds.
typedef enum sbs_outside {
    SBS_OUTSIDE_RULE = 0,      ///< What the strategy's update does.
    SBS_OUTSIDE_ABORT = 1,     ///< The fatal error of Go 1.21.1's rule, exit status 2.
    SBS_OUTSIDE_WINDOW = 2,    ///< The window around SP is recorded; the update is not called.
    SBS_OUTSIDE_NO_CHECK = 3,  ///< No bounds for this callback; the old ones are restored at its end.
} sbs_outside;

/// A strategy: how the runtime learns, keeps and renews the bounds of the stack it is called on.
///
/// `attach`, `update`, `enter` and `leave` may run in a signal handler or on a stack that is nearly used up:
/// they must not allocate, take a lock or unwind when `machine->serves_signal` is set. Code that writes `lo`
/// must also set `guard = lo + SBS_STACK_GUARD + machine->margin`. A member marked optional may be NULL.
typedef struct sbs_strategy {
    uint32_t abi_version;  ///< SBS_ABI_VERSION
    uint32_t lifetime;     ///< SBS_LIFETIME_THREAD or SBS_LIFETIME_CALLBACK
    uint32_t restore;      ///< An `sbs_restore`.
    uint32_t outside;      ///< An `sbs_outside`.
    uint32_t margin;       ///< The `margin` of the machines, in bytes.
    uint32_t reserved;     ///< 0 in a library.
    size_t state_size;     ///< Bytes of state each machine keeps for the strategy; 0 to 1 MiB.

    /// A machine was just given to the calling thread, whose entry SP is `sp`.
    void (*attach)(sbs_machine *machine, uintptr_t sp);
    /// A callback entered with stack pointer `sp`. Called on every callback, including the first.
    void (*update)(sbs_machine *machine, uintptr_t sp);
    /// The machine is about to leave its thread. Optional.
    void (*SBS_NULLABLE detach)(sbs_machine *machine);
    /// The program says that it is about to switch to the stack `[lo, hi)`; lo == hi == 0 means the thread's
    /// own stack. `switched` follows after the switch. Optional.
    void (*SBS_NULLABLE switching)(sbs_machine *machine, uintptr_t lo, uintptr_t hi);
    /// The program says that it runs on the stack `[lo, hi)` from now on; lo == hi == 0 means the
    /// thread's own stack again. Optional.
    void (*SBS_NULLABLE switched)(sbs_machine *machine, uintptr_t lo, uintptr_t hi);
    /// The program says that the stack `[lo, hi)` exists (`present`) or is gone. Optional.
    void (*SBS_NULLABLE registered)(uintptr_t lo, uintptr_t hi, bool present);

    /// Moves a callback to one of the strategy's own stacks. Called after `update`; records the bounds of
    /// that stack and returns the SP to run the callback at, or 0 to leave it on the stack that C called on.
    /// The stack belongs to the callback until `leave`; calls out to C run on C's stack. The knob `outside`
    /// then has no effect. Optional, but only together with `leave`.
    uintptr_t (*SBS_NULLABLE enter)(sbs_machine *machine, uintptr_t sp);
    /// The callback that `enter` moved to `run_sp` has returned. `machine` may hold other bounds by then.
    void (*SBS_NULLABLE leave)(sbs_machine *machine, uintptr_t run_sp);
    /// The last chance before `morestack on g0`: `sp` is below the guard, which is fatal unless this records
    /// bounds in which it is not. Runs on the machine's own signal stack. Optional.
    void (*SBS_NULLABLE overflow)(sbs_machine *machine, uintptr_t sp);
} sbs_strategy;

SBS_ASSUME_NONNULL_END

#ifdef __cplusplus
}
#endif
#endif
