// What the suite drives a real runtime by: C calls back into it, it calls out to C, and it says how that
// went. A shared library that exports the symbol `sbs_runtime` brings a runtime of the user's own:
//
//     const sbs_real_runtime sbs_runtime = {
//         .abi_version = SBS_RUNTIME_ABI_VERSION,
//         .name = "mine",
//         .start = start, .version = version, .callback = callback, .failure = failure,
//     };
//
// Loaded by `bench run --runtime-library ./libmine.so`, in children only: it may crash or hang. It needs only
// this header. The built-in runtimes are driven by the same struct.

#ifndef SBS_REAL_RUNTIME_H
#define SBS_REAL_RUNTIME_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// For Swift and clang's checks: only pointers marked nullable may be NULL. Within a type of a function that
// returns a pointer, clang wants each one marked.
#if defined(__clang__)
#define SBS_RUNTIME_NULLABLE _Nullable
#define SBS_RUNTIME_NONNULL _Nonnull
#define SBS_RUNTIME_NONNULL_BEGIN _Pragma("clang assume_nonnull begin")
#define SBS_RUNTIME_NONNULL_END _Pragma("clang assume_nonnull end")
#else
#define SBS_RUNTIME_NULLABLE
#define SBS_RUNTIME_NONNULL
#define SBS_RUNTIME_NONNULL_BEGIN
#define SBS_RUNTIME_NONNULL_END
#endif

SBS_RUNTIME_NONNULL_BEGIN

/// Version of the struct in this file. A runtime built for a different version is not run.
#define SBS_RUNTIME_ABI_VERSION 1u

/// How a callback ended.
typedef enum sbs_callback_end {
    SBS_CALLBACK_DONE = 0,  ///< It did what it should.
    SBS_CALLBACK_OVERFLOW =
        1,                    ///< The runtime said that the stack is used up, and the callback was abandoned.
    SBS_CALLBACK_FAILED = 2,  ///< The runtime could not run it, for another reason.
} sbs_callback_end;

/// What a runtime can do; a set of bits.
typedef enum sbs_runtime_ability {
    /// Threads other than the one it was started on can call back. Without it, the suite starts it on the
    /// thread that will call back.
    SBS_RUNTIME_ON_ANY_THREAD = 1,
    /// The body of a callback uses C's stack, as in CPython, Ruby and HotSpot. Without it the body runs on a
    /// stack of the runtime's own, as in Go.
    SBS_RUNTIME_BODY_ON_C_STACK = 2,
} sbs_runtime_ability;

/// A runtime. A member marked optional may be NULL. Nothing is called before `start`. Every text is one line
/// of UTF-8, and stays valid until the next call on the same thread.
typedef struct sbs_real_runtime {
    uint32_t abi_version;  ///< SBS_RUNTIME_ABI_VERSION
    uint32_t abilities;    ///< Bits of sbs_runtime_ability.

    /// Lower-case letters, digits and hyphens, a letter first, at most 31: "go". Its version follows it in
    /// rows.
    const char *name;

    /// Starts the runtime in this process, once. `where` is what the user wrote after '@': which installation
    /// to use; NULL means the one that is found first. Returns NULL, or what is wrong: "libjvm.so: no such
    /// file".
    const char *SBS_RUNTIME_NULLABLE (*SBS_RUNTIME_NONNULL start)(const char *SBS_RUNTIME_NULLABLE where);

    /// The version of what was started, at most 63 bytes: "1.27.3".
    const char *SBS_RUNTIME_NONNULL (*SBS_RUNTIME_NONNULL version)(void);

    /// Tells the runtime that the calling thread is about to call back, as a program would that does so
    /// often. Called once on each thread that can be told in advance, the one of `start` among them. Returns
    /// NULL, or what is wrong. Optional.
    const char *SBS_RUNTIME_NULLABLE (*SBS_RUNTIME_NULLABLE attach)(void);

    /// The calling thread, which was attached, is about to end. Optional.
    void (*SBS_RUNTIME_NULLABLE detach)(void);

    /// One callback from C into the runtime, whose body does nothing. This is what is measured.
    sbs_callback_end (*callback)(void);

    /// A callback whose body calls out to C, to `function(argument)`, which may call back again. Optional.
    sbs_callback_end (*SBS_RUNTIME_NULLABLE callback_out)(
        void (*function)(void *SBS_RUNTIME_NULLABLE argument), void *SBS_RUNTIME_NULLABLE argument);

    /// A callback whose body recurses in the runtime's own code `levels` deep and then returns; UINT64_MAX:
    /// until the runtime says that the stack is used up. Optional.
    sbs_callback_end (*SBS_RUNTIME_NULLABLE callback_deep)(uint64_t levels);

    /// The runtime's own words about the first callback of this process that did not end as
    /// SBS_CALLBACK_DONE: "java.lang.StackOverflowError". NULL when there was none.
    const char *SBS_RUNTIME_NULLABLE (*SBS_RUNTIME_NONNULL failure)(void);
} sbs_real_runtime;

SBS_RUNTIME_NONNULL_END

#ifdef __cplusplus
}
#endif
#endif
