// The runtime's C face: starting it, entering it, calling out of it, and its fatal errors.

#ifndef SBS_CALLBACK_RUNTIME_H
#define SBS_CALLBACK_RUNTIME_H

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// What runs inside the runtime during a callback.
typedef void (*sbs_body)(sbs_machine *machine, void *SBS_NULLABLE argument);

/// How many machines the pool holds, and so how many threads can be inside the runtime at once.
#define SBS_POOL_CAPACITY 256u

/// Makes `strategy` the one that every machine uses and fills the pool. The struct is copied.
/// Returns NULL, or why it could not be done. Not safe while any thread has a machine.
const char *SBS_NULLABLE sbs_runtime_start(const sbs_strategy *strategy);

/// The callback entry: C calls into the runtime. Compiled once; every strategy shares it.
void sbs_callback(sbs_body body, void *SBS_NULLABLE argument);

/// The callback entry as a signal handler takes it: SP is on the signal stack, a thread without a
/// machine borrows one for the length of the handler.
void sbs_callback_from_signal(sbs_body body, void *SBS_NULLABLE argument);

/// Calls C from the runtime; the function may call back.
void sbs_call_out(sbs_machine *machine, void (*function)(void *SBS_NULLABLE), void *SBS_NULLABLE argument);

/// In a callback: an SP on the stack that C called on, which is not the caller's own if the strategy moved the
/// callback to another one.
uintptr_t sbs_callers_sp(const sbs_machine *machine);

/// The stack check of code that is about to run on the system stack: SP below the guard is fatal.
void sbs_check_stack(sbs_machine *machine);

/// The calling thread is about to switch to the stack `[lo, hi)`, or back to its own (0, 0). A program
/// that cooperates says so before every switch. One test when the strategy is not interested. A thread
/// that has not called back yet has no machine to tell: its first callback learns by itself.
void sbs_notify_switching(uintptr_t lo, uintptr_t hi);

/// The calling thread has switched to the stack `[lo, hi)`, or back to its own (0, 0). To be said on the
/// new stack, before anything calls back. Otherwise as `sbs_notify_switching`.
void sbs_notify_switched(uintptr_t lo, uintptr_t hi);

/// The stack `[lo, hi)` exists from now on (`present`), or is about to be freed. Any thread may say it,
/// but no signal handler. One test when the strategy is not interested.
void sbs_register_stack(uintptr_t lo, uintptr_t hi, bool present);

/// Whether the strategy wants to be told about switches, and about stacks.
bool sbs_wants_notifications(void);
bool sbs_wants_registrations(void);

/// The machine of the calling thread, or NULL.
sbs_machine *SBS_NULLABLE sbs_current(void);

/// Returns the calling thread's machine to the pool; does nothing when it has none.
void sbs_drop_current(void);

/// Machines now in the pool.
uint32_t sbs_pool_available(void);

/// Questions that all machines, dropped ones included, have asked since the runtime was started. Exact
/// while no other thread makes callbacks.
uint64_t sbs_queries_so_far(void);

/// `M <id> procid <procid> runtime: cgocallback with sp=0x… out of bounds [0x<lo>, 0x<hi>]`, exit 2.
/// `lo` and `hi` are the bounds before the machine's were replaced by the window.
_Noreturn void sbs_fatal_out_of_bounds(
    const sbs_machine *machine, uintptr_t sp, uintptr_t lo, uintptr_t hi);

/// `morestack on g0` with the machine's bounds and `sp`, SIGABRT.
_Noreturn void sbs_fatal_morestack(const sbs_machine *machine, uintptr_t sp);

/// `M <id> fatal error: stack switch: <reason>`, SIGABRT: the notifications of a switch do not pair up.
_Noreturn void sbs_fatal_handshake(const sbs_machine *machine, const char *reason);

SBS_ASSUME_NONNULL_END

#endif
